import { expect, fixture, html } from '@open-wc/testing';
import '../../src/elements/net-explorer/net-explorer.js';
import { MOST_DRAWN } from '../../src/core/limits.js';
import { openLayersModel } from '../../src/explorer/imported.js';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import { cases } from '../support/cases.js';
import { damaged, goodTopology, hostileFiles, hostileMetadata } from '../support/hostile-models.js';
import { Seeded } from '../support/seeded.js';

const FILES = cases(12, 50);
const LONGEST = 600;

interface Given {
  readonly what: string;
  readonly files: readonly File[];
}

/** Fifty, hostile ones first; each group is spread over what is drawn of it. */
function filesToOpen(): readonly Given[] {
  const random = new Seeded(50_021);
  const good = (): object => goodTopology(random);
  const written = Object.entries(hostileFiles).map(([what, write]): Given => ({
    what,
    files: [new File([write()], 'model.json')],
  }));
  const beside = hostileMetadata.slice(0, 8).map((metadata, at): Given => {
    const files = [
      new File([JSON.stringify(good())], 'model.json'),
      new File([JSON.stringify(metadata)], 'metadata.json'),
    ];
    return { what: `metadata ${at}`, files };
  });
  const broken = Array.from({ length: 50 - written.length - beside.length }, (_, at): Given => {
    return { what: `damaged ${at}`, files: [new File([JSON.stringify(damaged(good(), random))], 'model.json')] };
  });
  const all = [...written, ...beside, ...broken];
  const step = all.length / FILES;
  return Array.from({ length: FILES }, (_, at) => all[Math.floor(at * step)]!);
}

const linesIn = (explorer: NetExplorer): number =>
  explorer.shadowRoot!.querySelector('net-graph')!.shadowRoot!.querySelectorAll('[role=treeitem]').length;

describe('models from files in the page: damaged and hostile', () => {
  it(`${FILES} of them: each is drawn within the limits, or refused in a sentence; the last good network stays`, async () => {
    const explorer = await fixture<NetExplorer>(html`<net-explorer></net-explorer>`);
    const state = explorer.state!;
    const problems: string[] = [];
    for (const { what, files } of filesToOpen()) {
      const { network } = state;
      const message = await openLayersModel(state, { files }).then(
        () => undefined,
        (error: Error) => error.message,
      );
      await explorer.updateComplete;
      if (message !== undefined && state.network !== network)
        problems.push(`${what}: another network after ${message}`);
      if (message !== undefined && !(message.includes('expected') && message.length < LONGEST))
        problems.push(`${what}: ${message.slice(0, 200)}`);
      if (linesIn(explorer) > 2 * MOST_DRAWN) problems.push(`${what}: ${linesIn(explorer)} lines`);
      state.choose({ network: 'mobilenet-v2', options: { preset: 'post' } });
      await explorer.updateComplete;
    }
    expect(problems).to.deep.equal([]);
    expect(linesIn(explorer)).to.be.greaterThan(0);
  });
});
