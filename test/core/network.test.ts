import { describe, expect, it } from 'vitest';
import { makeDivisible, roundHalfToEven } from '../../src/core/blocks/channels.js';
import {
  buildNetwork,
  findNode,
  isWithin,
  knowOpsOfFiles,
  nodeOf,
  paddingOf,
  ShapeError,
  weightsOf,
  type NameScheme,
  type Network,
} from '../../src/core/index.js';
import { NetworkBuilder } from '../../src/core/network.js';
import seedNotes from '../golden/counts/seed_notes.json';
import { torchLayers } from '../support/golden.js';
import { randomOptions } from '../support/random-options.js';

knowOpsOfFiles();

const build = (options: Readonly<Record<string, unknown>> = {}): Network => buildNetwork('mobilenet-v2', options);
const SEEDS = Array.from({ length: 200 }, (_, seed) => seed);

describe('a network', () => {
  it('has ids that are all different, of nodes and groups together', () => {
    for (const seed of SEEDS) {
      const { nodes, groups } = build(randomOptions(seed));
      const ids = [...nodes, ...groups].map(({ id }) => id);
      expect(new Set(ids).size, `seed ${seed}`).to.equal(ids.length);
    }
  });

  it('is in execution order, with the shapes that its inputs give out', () => {
    for (const seed of SEEDS) {
      const seen = new Map<string, unknown>();
      for (const { id, inputs, inputShapes, outputShape } of build(randomOptions(seed)).nodes) {
        expect(
          inputs.map((input) => seen.get(input)),
          `seed ${seed}: ${id}`,
        ).to.deep.equal(inputShapes);
        seen.set(id, outputShape);
      }
    }
  });

  it('has groups that hold just the nodes whose paths begin with theirs', () => {
    for (const seed of SEEDS) {
      const { nodes, groups } = build(randomOptions(seed));
      for (const { id, first, end } of groups) {
        const held = nodes.map((node, index) => (isWithin(node.id, id) ? index : -1)).filter((index) => index >= 0);
        expect([held[0], held.at(-1)! + 1, held.length], `seed ${seed}: ${id}`).to.deep.equal([
          first,
          end,
          end - first,
        ]);
      }
    }
  });

  it('has groups in groups: outer before inner, each naming the one around it', () => {
    for (const seed of SEEDS) {
      const { groups } = build(randomOptions(seed));
      groups.forEach(({ id, parent, role }, index) => {
        expect(parent ?? '', id).to.equal(id.split('/').slice(0, -1).join('/'));
        if (parent)
          expect(groups.findIndex((group) => group.id === parent))
            .to.be.lessThan(index)
            .and.at.least(0);
        expect(role, id).to.equal(roleAt(id));
      });
    }
  });

  it('has 152 operations and an input; 17 blocks in 7 stages', () => {
    const { nodes, groups } = build();
    expect(nodes).to.have.length(152);
    expect(groups.filter(({ role }) => role === 'block')).to.have.length(17);
    expect(groups.filter(({ role }) => role === 'stage')).to.have.length(7);
  });

  it('adds a shortcut only where shapes agree, ten times in the paper’s network', () => {
    expect(build().nodes.filter(({ kind }) => kind === 'add')).to.have.length(10);
    expect(build({ shortcut: 'none' }).nodes.filter(({ kind }) => kind === 'add')).to.have.length(0);
    expect(build({ preset: 'post' }).nodes.filter(({ kind }) => kind === 'add')).to.have.length(14);
  });
});

describe('nodeOf(network, id)', () => {
  it('gives the node, or names the id that is not there', () => {
    expect(nodeOf(build(), 'stage2/block1/expand/conv').outputShape).to.deep.equal([112, 112, 96]);
    expect(() => nodeOf(build(), 'stage2/block9')).to.throw(RangeError, 'unknown node: stage2/block9 (mobilenet-v2)');
  });
});

describe('findNode(network, scheme, name)', () => {
  const cases: readonly (readonly [NameScheme, string, string])[] = [
    ['torchvision', 'features.0.0', 'stem/conv'],
    ['torchvision', 'features.1.conv.0.0', 'stage1/block1/depthwise/conv'],
    ['torchvision', 'features.1.conv.1', 'stage1/block1/project/conv'],
    ['torchvision', 'features.2.conv.0.0', 'stage2/block1/expand/conv'],
    ['torchvision', 'features.17.conv.3', 'stage7/block1/project/norm'],
    ['torchvision', 'features.18.0', 'head/conv'],
    ['torchvision', 'classifier.1', 'classifier'],
    ['timm', 'conv_stem', 'stem/conv'],
    ['timm', 'blocks.0.0.conv_dw', 'stage1/block1/depthwise/conv'],
    ['timm', 'blocks.0.0.conv_pw', 'stage1/block1/project/conv'],
    ['timm', 'blocks.0.0.bn2', 'stage1/block1/project/norm'],
    ['timm', 'blocks.1.0.conv_pw', 'stage2/block1/expand/conv'],
    ['timm', 'blocks.5.2.conv_pwl', 'stage6/block3/project/conv'],
    ['timm', 'blocks.5.2.bn3', 'stage6/block3/project/norm'],
    ['timm', 'conv_head', 'head/conv'],
    ['timm', 'classifier', 'classifier'],
    ['keras', 'Conv1', 'stem/conv'],
    ['keras', 'expanded_conv_depthwise', 'stage1/block1/depthwise/conv'],
    ['keras', 'block_16_project_BN', 'stage7/block1/project/norm'],
    ['keras', 'predictions', 'classifier'],
  ];
  for (const [scheme, name, id] of cases) {
    it(`${scheme} ${name} is ${id}`, () => {
      expect(findNode(build(), scheme, name)?.id).to.equal(id);
    });
  }

  it('finds every module of the post’s listing by the names that its loop accumulates', () => {
    const network = build({ preset: 'post' });
    const modules = new Set(seedNotes.state_dict_keys.map((key) => key.slice(0, key.lastIndexOf('.'))));
    const nodes = [...modules].map((name) => findNode(network, 'post', name));
    expect(nodes).not.to.include(undefined);
    expect(nodes).to.have.members(network.nodes.filter(({ kind }) => /conv|norm/.test(kind)));
  });

  it('finds nothing by a name of another scheme, or one that is not there', () => {
    expect(findNode(build(), 'keras', 'features.0.0')).to.equal(undefined);
    expect(findNode(build(), 'torchvision', 'features.1.conv.0.3')).to.equal(undefined);
  });

  it('finds each node by one name only', () => {
    for (const seed of SEEDS) {
      for (const scheme of ['torchvision', 'timm', 'keras', 'post'] as const) {
        const names = build(randomOptions(seed)).nodes.flatMap((node) => node.names[scheme] ?? []);
        expect(new Set(names).size, `seed ${seed} ${scheme}`).to.equal(names.length);
      }
    }
  });
});

describe('makeDivisible(channels, divisor)', () => {
  const TABLE_2_CHANNELS = [32, 16, 24, 32, 64, 96, 160, 320];
  for (const { id, args, layers } of torchLayers.filter(({ args: { width_mult } }) => width_mult)) {
    it(`gives the channels of ${id}`, () => {
      const handedOn = layers.filter(({ name, op }) => op === 'conv2d' && /^features\.0\.0$|conv\.[12]$/.test(name));
      const channels = handedOn.map(({ out_shape }) => out_shape[1]!);
      const stages = channels.filter((count, index) => index === 0 || count !== channels[index - 1]);
      const ours = TABLE_2_CHANNELS.map((count) => makeDivisible(count * args.width_mult!, args.round_nearest!));
      expect(stages).to.deep.equal(ours.filter((count, index) => index === 0 || count !== ours[index - 1]));
    });
  }

  it('never goes below 90 % of what was asked for', () => {
    expect(makeDivisible(11.2, 8)).to.equal(16);
    expect(makeDivisible(18, 8)).to.equal(24);
    expect(makeDivisible(12, 8)).to.equal(16);
    expect(makeDivisible(3, 8)).to.equal(8);
  });

  it('differs between Keras and torchvision at nine two-decimal widths from 0.10 to 2.00', () => {
    const widths = Array.from({ length: 191 }, (_, index) => (index + 10) / 100);
    const channels = (width: number, channelRounding: string): string =>
      build({ width, channelRounding })
        .nodes.map(({ outputShape }) => outputShape[2])
        .join();
    const different = widths.filter((width) => channels(width, 'exact') !== channels(width, 'truncated'));
    expect(different).to.deep.equal([0.14, 0.28, 0.42, 0.56, 0.84, 1.12, 1.49, 1.67, 1.68]);
  });
});

describe('roundHalfToEven(value)', () => {
  for (const [value, rounded] of [
    [0.5, 0],
    [1.5, 2],
    [2.5, 2],
    [3.5, 4],
    [2.4, 2],
    [2.6, 3],
    [7, 7],
  ] as const) {
    it(`${value} is ${rounded}, as in Python`, () => {
      expect(roundHalfToEven(value)).to.equal(rounded);
    });
  }

  it('decides the middle channels at fractional t', () => {
    const middle = (t: number): number =>
      nodeOf(build({ blocks: [[t, 24, 1, 1]], width: 0.05, divisor: 1 }), 'stage1/block1/depthwise/conv')
        .outputShape[2];
    expect([middle(1.25), middle(1.75)]).to.deep.equal([2, 4]);
  });
});

describe('paddingOf(size, window)', () => {
  it('is the same on both sides for PyTorch, and less before than after for TensorFlow', () => {
    expect(paddingOf(224, { kernel: 3, stride: 2, padding: 1 })).to.deep.equal([1, 1]);
    expect(paddingOf(224, { kernel: 3, stride: 2, padding: 'same' })).to.deep.equal([0, 1]);
    expect(paddingOf(113, { kernel: 3, stride: 2, padding: 'same' })).to.deep.equal([1, 1]);
    expect(paddingOf(112, { kernel: 3, stride: 1, padding: 'same' })).to.deep.equal([1, 1]);
  });

  // torch/nn/modules/pooling.py, MaxPool2d: with ceil_mode, windows that would start in the right padded region are ignored.
  it('rounded up, takes no window that would begin in the padding behind the image', () => {
    const window = { kernel: 2, stride: 2, padding: 1, ceil: true };
    expect(paddingOf(3, window)).to.deep.equal([1, 1]); // of 5 rows, the third window would begin in the last one
    expect(paddingOf(3, { ...window, kernel: 3, padding: 0 })).to.deep.equal([0, 0]);
    expect(paddingOf(4, { ...window, kernel: 3, padding: 1 })).to.deep.equal([1, 2]); // begins in the last row of the image
  });
});

describe('NetworkBuilder', () => {
  const start = (): NetworkBuilder => {
    const builder = new NetworkBuilder('example', 'an example', {});
    builder.add('input', 'input', { shape: [8, 8, 12] }, []);
    return builder;
  };
  const convolution = { kernel: 1, stride: 1, padding: 0, groups: 1, bias: false };

  it('names an input that is not there, and a node that is there already', () => {
    expect(() => start().add('relu', 'activation', { function: 'relu' }, ['stem'])).to.throw('unknown node: stem');
    expect(() => start().add('input', 'input', { shape: [1, 1, 1] }, [])).to.throw('duplicate node: input');
  });

  it('names the node and the rule where shapes do not fit', () => {
    const builder = start();
    const narrow = builder.add('narrow', 'conv2d', { ...convolution, filters: 6 }, ['input']);
    const adds = (): string => builder.add('add', 'add', {}, ['input', narrow]);
    expect(adds).to.throw(ShapeError, 'add: 8×8×12 and 8×8×6 cannot be added');
    const groups = (): string => builder.add('grouped', 'conv2d', { ...convolution, filters: 6, groups: 5 }, ['input']);
    expect(groups).to.throw(ShapeError, 'grouped: 5 groups do not divide 12 input channels');
  });

  it('asks the same of a window’s width as of its height', () => {
    const window = { kernel: 1, stride: 1, padding: 0, across: { kernel: 1, stride: 0.5 } };
    const slides = (): string => start().add('pool', 'max-pool', window, ['input']);
    expect(slides).to.throw(ShapeError, 'pool: expected stride to be a whole number of at least 1, got 0.5');
  });

  it('keeps the kernel of an oblong window in rows, then columns', () => {
    const builder = start();
    const window = { ...convolution, kernel: 5, across: { kernel: 2, stride: 1 } };
    builder.add('full', 'conv2d', { ...window, filters: 6 }, ['input']);
    builder.add('each', 'depthwise-conv2d', { ...window, multiplier: 3 }, ['input']);
    const [, full, each] = builder.finish().nodes;
    expect(weightsOf(full!)[0]!.shape).to.deep.equal([5, 2, 12, 6]);
    expect(weightsOf(each!)[0]!.shape).to.deep.equal([5, 2, 12, 3]);
  });

  it('closes the groups that are open where a layer does not fit, and no others', () => {
    const builder = start();
    const scope = { role: 'stage', title: '' } as const;
    builder.scope('stage1', scope, () => builder.add('relu', 'activation', { function: 'relu' }, ['input']));
    const fails = (): void =>
      builder.scope('stage10', scope, () => {
        builder.add('relu', 'activation', { function: 'relu' }, ['stage1/relu']);
        builder.add('pool', 'average-pool', { kernel: 9, stride: 9, padding: 0 }, ['stage10/relu']);
      });
    expect(fails)
      .to.throw(ShapeError)
      .with.property('network')
      .that.satisfies(({ groups }: Network) => {
        expect(groups.map(({ id, first, end }) => [id, first, end])).to.deep.equal([
          ['stage1', 1, 2],
          ['stage10', 2, 3],
        ]);
        return true;
      });
  });
});

function roleAt(id: string): string {
  const depth = id.split('/').length;
  return id.startsWith('stage') ? ['stage', 'block', 'unit'][depth - 1]! : 'unit';
}
