import { describe, expect, it } from 'vitest';
import { buildNetwork, networks, ShapeError, type Options } from '../../src/core/index.js';
import { readLayersModel, type LayersModel } from '../../src/formats/index.js';
import { MOST_NODES } from '../../src/core/limits.js';
import { parseMetadata } from '../../src/explorer/imported/metadata.js';
import { parseJson } from '../../src/explorer/json-file.js';
import { EngineError } from '../../src/runtime/engine-error.js';
import { checkSize } from '../../src/runtime/network-size.js';
import { listTfjsModel } from '../../src/formats/weights/tfjs-model.js';
import { cases } from '../support/cases.js';
import { damaged, goodTopology, hostileFiles, hostileMetadata } from '../support/hostile-models.js';
import { impossibleCosts, impossibleIn } from '../support/impossible.js';
import { Seeded } from '../support/seeded.js';
import { spoilText } from '../support/weight-mutations.js';

const FILES = cases(300, 2000);
/** What a reader reads of a sentence; notes list a few names each. */
const LONGEST = 600;
const LONGEST_NOTE = 1500;
/** What all operations read together: with twice as many, work would no longer grow with the file. */
const MOST_INPUTS = 2 * MOST_NODES;

interface Tally {
  opened: number;
  refused: number;
  longest: string;
}

/** Refused in a sentence that says where, what was expected and what came. */
function complaints(error: unknown, tally: Tally): string[] {
  if (!(error instanceof Error)) return [`threw ${typeof error}`];
  const { message } = error;
  tally.refused++;
  if (message.length > tally.longest.length) tally.longest = message;
  if (message.length > LONGEST) return [`${message.length} signs: ${message.slice(0, 200)}`];
  if (error instanceof ShapeError) return message.startsWith(`${error.node}: `) ? [] : [`names no node: ${message}`];
  const isPlaced =
    /^(?:model|metadata)\.json: |^tensor /.test(message) ||
    (error instanceof EngineError && error.code === 'network-size');
  return isPlaced && message.includes('expected') && message.includes('got') ? [] : [`unclear: ${message}`];
}

/** Does as the page does with a file, short of running it. */
function open(text: string, tally: Tally): string[] {
  let model: LayersModel;
  try {
    model = readLayersModel(parseJson(text, 'model.json', 'options'));
  } catch (error) {
    return complaints(error, tally);
  }
  tally.opened++;
  const { network, misfit, notes } = model;
  return [
    ...impossibleIn(network),
    ...impossibleCosts(network),
    ...(misfit ? complaints(misfit, tally) : []),
    ...notes.filter(({ length }) => length > LONGEST_NOTE).map((note) => `a note of ${note.length} signs`),
    ...(network.nodes.length > MOST_NODES + 1 ? [`${network.nodes.length} nodes`] : []),
    ...(network.nodes.reduce((sum, { inputs }) => sum + inputs.length, 0) > MOST_INPUTS ? ['too many inputs'] : []),
    ...refusals([() => checkSize(network), () => listTfjsModel(text, 'model.json')], tally),
  ];
}

function refusals(acts: readonly (() => unknown)[], tally: Tally): string[] {
  return acts.flatMap((act) => {
    try {
      act();
      return [];
    } catch (error) {
      return complaints(error, tally);
    }
  });
}

const newTally = (): Tally => ({ opened: 0, refused: 0, longest: '' });

describe('checkSize(network)', () => {
  const refusal = (options: Options): EngineError | undefined => {
    try {
      checkSize(buildNetwork('mobilenet-v2', options));
      return undefined;
    } catch (error) {
      return error as EngineError;
    }
  };

  it('lets run what is published, and what a backend can hold', () => {
    for (const { id, presets } of networks)
      for (const preset of Object.keys(presets)) checkSize(buildNetwork(id, { preset }));
    expect(refusal({ resolution: 2048 })).to.equal(undefined);
  });

  it('names the node whose tensor is too large, and what was expected', () => {
    const error = refusal({ resolution: 2048, width: 4 })!;
    expect(error).to.include({ code: 'network-size', node: 'stage2/block1/expand/conv' });
    expect(error.message).to.equal(
      'stage2/block1/expand/conv: expected at most 268435456 values to run, got 402653184',
    );
  });

  it('names the network whose weights or operations are too many', () => {
    const wide: Options['blocks'] = [[32, 4096, 2, 4]];
    expect(refusal({ resolution: 32, blocks: wide })!.message).to.match(
      /^MobileNetV2.*: expected at most 268435456 weights to run/,
    );
    const long: Options['blocks'] = Array.from({ length: 24 }, () => [6, 64, 32, 1] as const);
    expect(refusal({ resolution: 800, blocks: long })!.message).to.match(
      /: expected at most 1099511627776 multiply–adds to run/,
    );
  });
});

describe('models from files: damaged and hostile', () => {
  it(`${FILES} damaged files: each is possible, or refused in a sentence`, () => {
    const random = new Seeded(2_000_003);
    const tally = newTally();
    const broken: string[] = [];
    for (let file = 0; file < FILES; file++) {
      const good = goodTopology(random);
      const text = JSON.stringify(random.chance(0.8) ? damaged(good, random) : good);
      const spoiled = random.chance(0.2) ? spoilText(text, random) : text;
      for (const problem of open(spoiled, tally)) broken.push(`file ${file}: ${problem}`);
    }
    expect(broken.slice(0, 10)).to.deep.equal([]);
    expect(tally.opened).to.be.greaterThan(FILES / 5);
    expect(tally.refused).to.be.greaterThan(FILES / 5);
  });

  for (const [what, write] of Object.entries(hostileFiles))
    it(`${what}: is read within its limits, or refused in a sentence`, () => {
      expect(open(write(), newTally())).to.deep.equal([]);
    });

  it('metadata that asks for too much is refused by the name of its field, or cut', () => {
    for (const metadata of hostileMetadata) {
      const json = parseJson(JSON.stringify(metadata), 'metadata.json', 'options');
      const problems = refusals([() => expectBounded(parseMetadata(json, 'metadata.json'))], newTally());
      expect(problems, JSON.stringify(metadata).slice(0, 60)).to.deep.equal([]);
    }
  });
});

function expectBounded({ labels, imageSize = 1, modelName = '' }: ReturnType<typeof parseMetadata>): void {
  expect(imageSize).to.be.within(1, 2048);
  expect(modelName.length).to.be.below(LONGEST);
  expect(Math.max(0, ...labels.map(({ length }) => length))).to.be.below(LONGEST);
}
