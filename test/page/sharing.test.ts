import { expect, fixture, html } from '@open-wc/testing';
import '../../src/explorer/bring-running.js';
import '../../src/elements/net-explorer/net-explorer.js';
import { openEngine, type Engine } from '../../src/runtime/index.js';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import { loadSamples } from '../../src/explorer/shipped.js';
import { cases } from '../support/cases.js';
import { Seeded } from '../support/seeded.js';
import { until } from '../support/page.js';

const CHANGES = cases(60, 200);

describe('two explorers on one page', () => {
  const native = window.Worker;
  /** Workers that were started and have not been ended. */
  const alive = new Set<Worker>();

  before(() => {
    window.Worker = class extends native {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        alive.add(this);
      }
      override terminate(): void {
        alive.delete(this);
        super.terminate();
      }
    };
  });
  after(() => {
    window.Worker = native;
  });

  /** Waits for a run, with the explorer in view: what is out of view does not work. */
  const ready = (explorer: NetExplorer): Promise<unknown> =>
    until(() => {
      explorer.scrollIntoView();
      explorer.state!.inspection.start(); // what the package knows of a drawing needs no engine
      return explorer.state!.inspection.phase === 'ready' && explorer.state!.inspection.result;
    }, 'a run');

  /** Waits until no other engine of the page holds a tensor: explorers linger for a moment after they have gone. */
  async function emptied(engine: Engine): Promise<void> {
    for (let left = 1; left > 0; left = (await engine.memory()).tensors) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it('share one worker and one copy of the weights', async () => {
    const engine = await openEngine();
    const first = await fixture<NetExplorer>(html`<net-explorer preset="post" image="ship"></net-explorer>`);
    await ready(first);
    const one = await engine.memory();
    const second = await fixture<NetExplorer>(html`<net-explorer preset="post" image="frog"></net-explorer>`);
    await ready(second);
    const two = await engine.memory();
    expect(alive.size).to.equal(1);
    const weights = first.state!.inspection.weights!.bytes;
    expect(two.bytes - one.bytes, 'what the second adds is its own activations').to.be.below(weights / 4);
    await engine.close();
  });

  it(`${CHANGES} changes of image, options and selection leave tensors and workers where they were`, async () => {
    const engine = await openEngine();
    await until(() => !document.querySelector('net-explorer'), 'the page without the explorers of the last test');
    await emptied(engine);
    const explorer = await fixture<NetExplorer>(html`<net-explorer preset="post" image="ship"></net-explorer>`);
    await ready(explorer);
    const state = explorer.state!;
    const samples = (await loadSamples()).map(({ id }) => ({ kind: 'sample', id }) as const);
    const random = new Seeded(7);
    const settled = async (): Promise<{ tensors: number; workers: number }> => {
      state.choose({ network: 'mobilenet-v2', options: { preset: 'post' } });
      state.setImage(samples[0]);
      state.inspection.retry(); // also where that is what was there
      await ready(explorer);
      return { tensors: (await engine.memory()).tensors, workers: alive.size };
    };
    const before = await settled();
    for (let change = 0; change < CHANGES; change++) {
      if (change % 4 === 0) state.setImage(random.oneOf(samples));
      else if (change % 4 === 1)
        state.choose({ network: 'mobilenet-v2', options: { preset: 'cifar', width: random.oneOf([0.1, 0.25, 0.35]) } });
      else state.select(random.oneOf(state.network.nodes).id);
      if (change % 10 === 9) await ready(explorer);
      else await explorer.updateComplete;
    }
    expect(await settled()).to.deep.equal(before);
    await engine.close();
  });
});
