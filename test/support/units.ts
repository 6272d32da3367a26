/** Single layers and blocks with every number of every step, as test/golden/parity/units.json holds them. */
import { expect } from '@open-wc/testing';
import { findNode, type Network, type Shape } from '../../src/core/index.js';
import type { Engine } from '../../src/runtime/index.js';
import units from '../golden/parity/units.json' with { type: 'json' };
import { writeSafetensors } from './safetensors.js';

export interface Values {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

export interface Step {
  readonly name: string;
  readonly op: string;
  readonly kernel?: readonly [number, number];
  readonly stride?: readonly [number, number];
  readonly padding?: readonly [number, number];
  readonly groups?: number;
  readonly eps?: number;
  readonly ceil_mode?: boolean;
  readonly output: Values;
}

export interface Unit {
  readonly id: string;
  readonly title: string;
  readonly input: Values;
  readonly params: Readonly<Record<string, Values>>;
  readonly steps: readonly Step[];
}

export const unitOf = (id: string): Unit => (units.cases as unknown as readonly Unit[]).find((unit) => unit.id === id)!;

/** Every value of every step, of the network that is one unit, as PyTorch has it. */
export async function check(engine: Engine, network: Network, unit: Unit): Promise<void> {
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

export const heightWidthChannels = ({ shape }: Values): Shape => [shape[2]!, shape[3]!, shape[1]!];

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
