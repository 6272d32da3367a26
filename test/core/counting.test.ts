import { describe, expect, it } from 'vitest';
import {
  addCosts,
  buildNetwork,
  costOf,
  countParameters,
  weightsOf,
  type Cost,
  type Group,
  type Network,
  type Options,
  UnknownNodeError,
} from '../../src/core/index.js';
import { randomOptions } from '../support/random-options.js';

/** What has to be true of the counts of any network, whatever its options. */

const build = (options: Options): Network => buildNetwork('mobilenet-v2', options);
const total = (options: Options): Cost => costOf(build(options)).total;
const NOTHING = addCosts([]);

function forEveryNetwork(title: string, check: (options: Options, seed: string) => void): void {
  it(title, () => {
    for (let seed = 0; seed < 200; seed++) check(randomOptions(seed), `seed ${seed}`);
  });
}

describe('costOf(network)', () => {
  forEveryNetwork('adds up, from layers to groups to the total', (options, seed) => {
    const network = build(options);
    const cost = costOf(network);
    expect(addCosts(cost.layers), seed).to.deep.equal(cost.total);
    expect(cost.of(''), seed).to.deep.equal(cost.total);
    const outermost = network.groups.filter(({ parent }) => !parent);
    const alone = network.nodes.filter(({ id }) => !id.includes('/'));
    expect(addCosts([...outermost, ...alone].map(({ id }) => cost.of(id))), seed).to.deep.equal(cost.total);
    for (const group of network.groups) {
      expect(cost.of(group.id), `${seed}: ${group.id}`).to.deep.equal(
        addCosts(cost.layers.slice(group.first, group.end)),
      );
    }
  });

  forEveryNetwork('counts the tensors that nodes own, each once', (options, seed) => {
    const network = build(options);
    const sizes = network.nodes.flatMap(weightsOf).map(({ shape }) => shape.reduce((size, axis) => size * axis, 1));
    expect(countParameters(network, 'keras'), seed).to.equal(sizes.reduce((sum, size) => sum + size, 0));
  });

  forEveryNetwork('gives whole numbers, none of them negative', (options, seed) => {
    const isCount = (count: number): boolean => Number.isSafeInteger(count) && count >= 0;
    const { layers } = costOf(build(options));
    const wrong = layers.filter(({ id: _, ...cost }) => !Object.values(cost).every(isCount));
    expect(wrong, seed).to.deep.equal([]);
  });

  it('has no cost for a path that is not there', () => {
    expect(() => costOf(build({})).of('stage2/block')).to.throw(
      UnknownNodeError,
      'unknown node: stage2/block (mobilenet-v2)',
    );
    expect(costOf(build({})).of('input')).to.deep.equal(NOTHING);
  });
});

describe('parameters', () => {
  forEveryNetwork('do not depend on resolution, and neither do strides, where pooling is global', (options, seed) => {
    const image = { ...options, pool: 'global', stemStride: null };
    const ours = parametersOf(total(image));
    expect(parametersOf(total({ ...image, resolution: [97, 64] })), seed).to.deep.equal(ours);
    expect(parametersOf(total({ ...image, stemStride: '1' })), seed).to.deep.equal(ours);
  });

  forEveryNetwork('grow by features and one bias with each class', (options, seed) => {
    const image = { ...options, pool: 'global', classes: 10 };
    const features = build(image).nodes.find(({ id }) => id === 'pool')!.outputShape[2];
    const more = difference(total({ ...image, classes: 11 }), total(image));
    expect(more, seed).to.include({
      weights: features,
      biases: 1,
      macs: features,
      outputElements: 1,
      normTrainable: 0,
    });
  });
});

describe('multiply–accumulates', () => {
  forEveryNetwork('of convolutions are four times as many at twice the resolution', (options, seed) => {
    const image = { ...options, pool: 'global' };
    const side = 2 * strideOf(build(image));
    const convolutions = (resolution: number): number => {
      const { total: all, of } = costOf(build({ ...image, resolution }));
      return all.macs - of('classifier').macs;
    };
    expect(convolutions(2 * side), seed).to.equal(4 * convolutions(side));
  });

  forEveryNetwork('and all else are the same under either padding', (options, seed) => {
    expect(total({ ...options, padding: 'same' }), seed).to.deep.equal(total({ ...options, padding: 'torch' }));
  });

  forEveryNetwork('and all else are the same with either classifier after global pooling', (options, seed) => {
    const image = { ...options, pool: 'global' };
    expect(total({ ...image, classifier: 'conv' }), seed).to.deep.equal(total({ ...image, classifier: 'dense' }));
  });
});

describe('an option costs exactly what it adds', () => {
  forEveryNetwork('unitExpansion: N_i² + 2·N_i a block with t = 1, and N_i²·H·W operations', (options, seed) => {
    const inverted = { ...options, bottleneck: 'inverted' };
    const blocks = blocksOf(build(inverted)).filter(({ bindings }) => bindings!['t'] === 1);
    const added = difference(total({ ...inverted, unitExpansion: true }), total({ ...inverted, unitExpansion: false }));
    expect(added.weights, seed).to.equal(sumOver(blocks, ({ N_i }) => N_i! ** 2));
    expect(added.normTrainable, seed).to.equal(sumOver(blocks, ({ N_i }) => 2 * N_i!));
    expect(added.macs, seed).to.equal(
      sumOver(blocks, ({ N_i, H, W, H_i, W_i }) => N_i! ** 2 * (H ?? H_i!) * (W ?? W_i!)),
    );
  });

  forEveryNetwork('projectionNorm: 2·N_o a block', (options, seed) => {
    const added = difference(total({ ...options, projectionNorm: true }), total({ ...options, projectionNorm: false }));
    const channels = sumOver(blocksOf(build(options)), ({ N_o }) => N_o!);
    expect(added, seed).to.include({ weights: 0, macs: 0, normTrainable: 2 * channels, normStatistics: 2 * channels });
  });

  forEveryNetwork(
    'projection shortcut: N_i·N_o + 2·N_o a block whose stride is 1 and whose channels differ',
    (options, seed) => {
      const blocks = blocksOf(build(options)).filter(
        ({ bindings }) => bindings!['H'] && bindings!['N_i'] !== bindings!['N_o'],
      );
      const added = difference(
        total({ ...options, shortcut: 'projection' }),
        total({ ...options, shortcut: 'identity' }),
      );
      expect(added.weights, seed).to.equal(sumOver(blocks, ({ N_i, N_o }) => N_i! * N_o!));
      expect(added.normTrainable, seed).to.equal(sumOver(blocks, ({ N_o }) => 2 * N_o!));
      expect(added.macs, seed).to.equal(sumOver(blocks, ({ N_i, N_o, H, W }) => N_i! * N_o! * H! * W!));
      expect(added.addElements, seed).to.equal(sumOver(blocks, ({ N_o, H, W }) => N_o! * H! * W!));
    },
  );

  forEveryNetwork('shortcut, by identity: additions and nothing else', (options, seed) => {
    const added = difference(total({ ...options, shortcut: 'identity' }), total({ ...options, shortcut: 'none' }));
    const { addElements } = added;
    expect(added, seed).to.deep.equal({ ...NOTHING, addElements, outputElements: addElements });
  });

  forEveryNetwork(
    'a ReLU at the end: activations and nothing else, of projections or of whole blocks',
    (options, seed) => {
      const linear = total({ ...options, activationPosition: 'linear' });
      const elements = sumOver(blocksOf(build(options)), ({ N_o, H, W, H_o, W_o }) => N_o! * (H ?? H_o!) * (W ?? W_o!));
      for (const activationPosition of ['after-projection', 'after-addition']) {
        const added = difference(total({ ...options, activationPosition }), linear);
        expect(added, seed).to.deep.equal({ ...NOTHING, activationElements: elements, outputElements: elements });
      }
    },
  );

  forEveryNetwork('pre-activation: a norm and a ReLU over the input of every block', (options, seed) => {
    const linear = total({ ...options, activationPosition: 'linear' });
    const added = difference(total({ ...options, activationPosition: 'pre-activation' }), linear);
    const blocks = blocksOf(build(options));
    const elements = sumOver(blocks, ({ N_i, H, W, H_i, W_i }) => N_i! * (H ?? H_i!) * (W ?? W_i!));
    expect(added, seed).to.deep.equal({
      ...NOTHING,
      normTrainable: sumOver(blocks, ({ N_i }) => 2 * N_i!),
      normStatistics: sumOver(blocks, ({ N_i }) => 2 * N_i!),
      normElements: elements,
      activationElements: elements,
      outputElements: 2 * elements,
    });
  });
});

const blocksOf = ({ groups }: Network): Group[] => groups.filter(({ role }) => role === 'block');

const sumOver = (blocks: readonly Group[], count: (bindings: Readonly<Record<string, number | undefined>>) => number) =>
  blocks.reduce((sum, { bindings }) => sum + count(bindings!), 0);

const difference = (a: Cost, b: Cost): Cost =>
  Object.fromEntries(
    Object.entries(a).map(([field, count]) => [field, count - b[field as keyof Cost]]),
  ) as unknown as Cost;

const parametersOf = ({ weights, biases, normTrainable, normStatistics }: Cost): number[] => [
  weights,
  biases,
  normTrainable,
  normStatistics,
];

/** By how much the network divides the sides of its image, all strides together. */
const strideOf = ({ nodes }: Network): number =>
  nodes.reduce((stride, { attributes }) => stride * ('stride' in attributes ? attributes.stride : 1), 1);
