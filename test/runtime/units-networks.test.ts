import { buildNetwork, type Network } from '../../src/core/index.js';
import { addFire } from '../../src/core/blocks/fire.js';
import type { PartNames } from '../../src/core/blocks/part-names.js';
import { addResidual, type ResidualSpec } from '../../src/core/blocks/residual.js';
import { addSeparable } from '../../src/core/blocks/separable.js';
import { addShuffleUnit, type ShuffleUnitSpec } from '../../src/core/blocks/shuffle-unit.js';
import { addShuffleUnitV2 } from '../../src/core/blocks/shuffle-unit-v2.js';
import { NetworkBuilder } from '../../src/core/network.js';
import { openEngine, type Engine } from '../../src/runtime/index.js';
import { check, heightWidthChannels, unitOf, type Unit } from '../support/units.js';

type AddBlock = (builder: NetworkBuilder, input: string) => string;

/** The names that a network gives the parts of a block, without what stands before them there. */
const namesIn =
  (network: Network, block: string, prefix: string): PartNames =>
  (part) => {
    const name = network.nodes.find(({ id }) => id === `${block}/${part}`)?.names.torchvision;
    return name === undefined ? {} : { torchvision: name.slice(prefix.length) };
  };

const resnet = buildNetwork('resnet', { resolution: 32 });
const preResnet = buildNetwork('resnet', { resolution: 32, preActivation: true });
const shallow = buildNetwork('resnet', { resolution: 32, depth: 18 });
const squeezenet = buildNetwork('squeezenet', { resolution: 64 });
const shufflenet = buildNetwork('shufflenet-v1', { resolution: 32 });
const shufflenetV2 = buildNetwork('shufflenet-v2', { resolution: 32 });
const mobilenet = buildNetwork('mobilenet-v1', { resolution: 32 });

const residual: Omit<ResidualSpec, 'kind' | 'width' | 'outputChannels' | 'stride' | 'names'> = {
  strideOn: '3x3',
  preActivation: false,
  projection: 'where the shape changes',
  convBias: 'none',
  epsilon: 1e-5,
};

const shuffle: Omit<ShuffleUnitSpec, 'outputChannels' | 'middle' | 'stride' | 'names'> = {
  groups: 3,
  groupsFirst: true,
  shuffle: 'before-depthwise',
  epsilon: 1e-5,
};

const blocks: Readonly<Record<string, AddBlock>> = {
  resnet_bottleneck: (builder, input) =>
    addResidual(builder, 'block', input, {
      ...residual,
      kind: 'bottleneck',
      width: 2,
      outputChannels: 8,
      stride: 2,
      names: namesIn(resnet, 'stage2/block1', 'layer2.0.'),
    }),
  resnet_basic: (builder, input) =>
    addResidual(builder, 'block', input, {
      ...residual,
      kind: 'basic',
      width: 4,
      outputChannels: 4,
      stride: 1,
      names: namesIn(shallow, 'stage1/block1', 'layer1.0.'),
    }),
  preresnet_bottleneck: (builder, input) =>
    addResidual(builder, 'block', input, {
      ...residual,
      preActivation: true,
      kind: 'bottleneck',
      width: 2,
      outputChannels: 8,
      stride: 2,
      names: namesIn(preResnet, 'stage2/block1', 'layer2.0.'),
    }),
  fire: (builder, input) =>
    addFire(builder, 'block', input, {
      squeeze: 2,
      expand: 3,
      names: namesIn(squeezenet, 'stage1/block1', 'features.3.'),
    }),
  shuffle_unit_s1: (builder, input) =>
    addShuffleUnit(builder, 'block', input, {
      ...shuffle,
      outputChannels: 12,
      middle: 3,
      stride: 1,
      names: namesIn(shufflenet, 'stage1/block2', 'stage2.1.'),
    }),
  shuffle_unit_s2: (builder, input) =>
    addShuffleUnit(builder, 'block', input, {
      ...shuffle,
      outputChannels: 24,
      middle: 6,
      stride: 2,
      names: namesIn(shufflenet, 'stage1/block1', 'stage2.0.'),
    }),
  shufflev2_s1: (builder, input) =>
    addShuffleUnitV2(builder, 'block', input, {
      outputChannels: 8,
      stride: 1,
      epsilon: 1e-5,
      names: namesIn(shufflenetV2, 'stage1/block2', 'stage2.1.'),
    }),
  shufflev2_s2: (builder, input) =>
    addShuffleUnitV2(builder, 'block', input, {
      outputChannels: 8,
      stride: 2,
      epsilon: 1e-5,
      names: namesIn(shufflenetV2, 'stage1/block1', 'stage2.0.'),
    }),
  separable: (builder, input) =>
    addSeparable(builder, 'block', input, {
      outputChannels: unitOf('separable').steps.at(-1)!.output.shape[1]!,
      stride: 2,
      convolution: 'separable',
      padding: 1,
      epsilon: 1e-5,
      activation: 'relu6',
      names: namesIn(mobilenet, 'stage2/block1', 'features.2.'),
    }),
};

for (const backend of ['wasm', 'cpu', 'webgl'] as const) {
  describe(`blocks of the other networks on ${backend}`, () => {
    let engine: Engine;
    before(async () => {
      engine = await openEngine({ backend, worker: false });
    });
    after(() => engine.close());

    for (const [id, add] of Object.entries(blocks)) {
      const unit = unitOf(id);
      it(`${unit.title} (${id}): every value of every step as in PyTorch`, () => check(engine, build(unit, add), unit));
    }
  });
}

function build({ input }: Unit, add: AddBlock): Network {
  const builder = new NetworkBuilder('block', 'one block', {});
  add(builder, builder.add('input', 'input', { shape: heightWidthChannels(input) }, []));
  return builder.finish();
}
