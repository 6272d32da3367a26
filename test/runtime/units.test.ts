import type { Network } from '../../src/core/index.js';
import type { BottleneckSpec } from '../../src/core/blocks/inverted-residual.js';
import { NetworkBuilder } from '../../src/core/network.js';
import { openEngine, type Engine } from '../../src/runtime/index.js';
import { buildBottleneck } from '../support/single-block.js';
import { check, heightWidthChannels, unitOf, type Step, type Unit } from '../support/units.js';

/** Layers one after the other. */
const chains = [
  'conv_s2_even',
  'conv_s2_odd',
  'dw_s2',
  'dw_s1',
  'grouped',
  'grouped_pointwise',
  'batchnorm',
  'relu6',
  'avgpool_p1',
  'avgpool_4',
  'maxpool_p1',
  'maxpool_ceil',
  'channel_shuffle',
  'separable',
];

/** Those whose first convolution has a bias. */
const BIASED = ['conv_s2_odd', 'maxpool_p1'];

type Part = Parameters<BottleneckSpec['names']>[0];

const inverted = (depthwise: number): Partial<Record<Part, string>> => ({
  'expand/conv': 'conv.0.0',
  'expand/norm': 'conv.0.1',
  'expand/activation': 'conv.0.2',
  'depthwise/conv': `conv.${depthwise}.0`,
  'depthwise/norm': `conv.${depthwise}.1`,
  'depthwise/activation': `conv.${depthwise}.2`,
  'project/conv': `conv.${depthwise + 1}`,
  'project/norm': `conv.${depthwise + 2}`,
  add: 'add',
});

const post: Partial<Record<Part, string>> = {
  'pre/norm': 'bn_pre',
  'pre/activation': 'relu',
  'expand/conv': 'conv_expand',
  'expand/norm': 'bn_expand',
  'expand/activation': 'relu_expand',
  'depthwise/conv': 'conv_depthwise',
  'depthwise/norm': 'bn_depthwise',
  'depthwise/activation': 'relu_depthwise',
  'project/conv': 'conv_squeeze',
  'shortcut/conv': 'conv_res.0',
  'shortcut/norm': 'conv_res.1',
  add: 'add',
  activation: 'relu',
};

interface Block {
  readonly spec: Parameters<typeof buildBottleneck>[1];
  readonly names: Partial<Record<Part, string>>;
}

const listing = { t: 3, outputChannels: 6, stride: 1, shortcut: 'projection', projectionNorm: false } as const;

const blocks: Readonly<Record<string, Block>> = {
  invres_t3_s1_add: { spec: { t: 3, outputChannels: 4, stride: 1 }, names: inverted(1) },
  invres_t3_s2: { spec: { t: 3, outputChannels: 6, stride: 2 }, names: inverted(1) },
  invres_t1: { spec: { t: 1, outputChannels: 4, stride: 1, unitExpansion: false }, names: inverted(0) },
  seed_baseline_project: { spec: listing, names: post },
  seed_preact_project: { spec: { ...listing, activationPosition: 'pre-activation' }, names: post },
  seed_bottleneck_relu_project: { spec: { ...listing, activationPosition: 'after-addition' }, names: post },
  seed_baseline_identity: { spec: { ...listing, outputChannels: 4 }, names: post },
  seed_baseline_s2: { spec: { ...listing, t: 2, stride: 2 }, names: post },
};

for (const backend of ['wasm', 'cpu', 'webgl'] as const) {
  describe(`single layers and blocks on ${backend}`, () => {
    let engine: Engine;
    before(async () => {
      engine = await openEngine({ backend, worker: false });
    });
    after(() => engine.close());

    for (const id of chains) {
      const unit = unitOf(id);
      it(`${unit.title}: every value as in PyTorch`, () => check(engine, buildChain(unit), unit));
    }
    for (const [id, { spec, names }] of Object.entries(blocks)) {
      const unit = unitOf(id);
      const named = { ...spec, names: (part: Part) => (names[part] ? { torchvision: names[part] } : {}) };
      it(`${unit.title} (${id}): every value of every step as in PyTorch`, () =>
        check(engine, buildBottleneck(heightWidthChannels(unit.input), named), unit));
    }
  });
}

function buildChain({ input, steps }: Unit): Network {
  const builder = new NetworkBuilder('chain', 'a chain', {});
  let last = builder.add('input', 'input', { shape: heightWidthChannels(input) }, []);
  for (const step of steps) last = addStep(builder, last, step);
  return builder.finish();
}

function addStep(builder: NetworkBuilder, input: string, step: Step): string {
  const placement = { names: { torchvision: step.name } };
  const window = { kernel: step.kernel?.[0] ?? 1, stride: step.stride?.[0] ?? 1, padding: step.padding?.[0] ?? 0 };
  const id = `layer${step.name}`;
  const filters = step.output.shape[1]!;
  switch (step.op) {
    case 'conv2d': {
      const groups = step.groups!;
      if (groups > 1 && groups === builder.shapeOf(input)[2])
        return builder.add(id, 'depthwise-conv2d', window, [input], placement);
      const bias = BIASED.some((unit) => unitOf(unit).steps[0] === step);
      return builder.add(id, 'conv2d', { ...window, filters, groups, bias }, [input], placement);
    }
    case 'batchnorm':
      return builder.add(id, 'batch-norm', { epsilon: step.eps! }, [input], placement);
    case 'relu6':
      return builder.add(id, 'activation', { function: 'relu6' }, [input], placement);
    case 'avgpool':
      return builder.add(id, 'average-pool', window, [input], placement);
    case 'maxpool':
      return builder.add(id, 'max-pool', { ...window, ceil: step.ceil_mode! }, [input], placement);
    case 'channel_shuffle':
      return builder.add(id, 'channel-shuffle', { groups: step.groups! }, [input], placement);
    default:
      throw new RangeError(`unknown operation: ${step.op}`);
  }
}
