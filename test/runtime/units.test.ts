import { expect } from '@open-wc/testing';
import { findNode, type Network, type Shape } from '../../src/core/index.js';
import type { BottleneckSpec } from '../../src/core/blocks/inverted-residual.js';
import { NetworkBuilder } from '../../src/core/network.js';
import { openEngine, type Engine } from '../../src/runtime/index.js';
import units from '../golden/parity/units.json' with { type: 'json' };
import { writeSafetensors } from '../support/safetensors.js';
import { buildBottleneck } from '../support/single-block.js';

interface Values {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

interface Step {
  readonly name: string;
  readonly op: string;
  readonly kernel?: readonly [number, number];
  readonly stride?: readonly [number, number];
  readonly padding?: readonly [number, number];
  readonly groups?: number;
  readonly eps?: number;
  readonly output: Values;
}

interface Unit {
  readonly id: string;
  readonly title: string;
  readonly input: Values;
  readonly params: Readonly<Record<string, Values>>;
  readonly steps: readonly Step[];
}

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
  'separable',
];

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

const unitOf = (id: string): Unit => (units.cases as unknown as readonly Unit[]).find((unit) => unit.id === id)!;

for (const backend of ['wasm', 'cpu'] as const) {
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

async function check(engine: Engine, network: Network, unit: Unit): Promise<void> {
  const tensors = Object.entries(unit.params).map(([name, { shape, data }]) => ({
    name: name.includes('.') ? name : `m.${name}`,
    shape,
    data: Float32Array.from(data),
  }));
  await engine.load(network, tensors.length ? { data: writeSafetensors(tensors) } : { seed: 1 });
  await engine.run({ data: channelsLast(unit.input), shape: heightWidthChannels(unit.input) });
  for (const { name, output } of unit.steps) {
    const { data, shape } = await engine.activation(findNode(network, 'torchvision', name)!.id);
    expect(shape, name).to.deep.equal(heightWidthChannels(output));
    expect(largestDifference(data, channelsLast(output)), name).to.be.below(1e-5);
  }
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
      const bias = step.name === 'm' && unitOf('conv_s2_odd').steps[0] === step;
      return builder.add(id, 'conv2d', { ...window, filters, groups, bias }, [input], placement);
    }
    case 'batchnorm':
      return builder.add(id, 'batch-norm', { epsilon: step.eps! }, [input], placement);
    case 'relu6':
      return builder.add(id, 'activation', { function: 'relu6' }, [input], placement);
    case 'avgpool':
      return builder.add(id, 'average-pool', window, [input], placement);
    default:
      throw new RangeError(`unknown operation: ${step.op}`);
  }
}

const heightWidthChannels = ({ shape }: Values): Shape => [shape[2]!, shape[3]!, shape[1]!];

/** NCHW → NHWC. */
function channelsLast({ shape, data }: Values): Float32Array {
  const [, channels, height, width] = shape as [number, number, number, number];
  const pixels = height * width;
  return Float32Array.from(
    { length: data.length },
    (_, i) => data[(i % channels) * pixels + Math.floor(i / channels)]!,
  );
}

const largestDifference = (a: Float32Array, b: Float32Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
