/** Seeded random weights: enough to see shapes and textures flow through an untrained network. */
import { roleOf, weightsOf, type Network, type NetworkNode, type WeightShape } from '../core/index.js';
import type { NetworkWeights, NodeWeights } from '../formats/weights/weights.js';

/** Numbers from 0 up to, not including, 1. */
export type Random = () => number;

/** A plain generator (mulberry32): tfjs's own takes ten times as long for the same 3.5 million numbers. */
export function generator(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  };
}

export function randomWeights(network: Network, seed: number): NetworkWeights {
  const next = generator(seed);
  const gain = gainIn(network);
  const nodes = new Map<string, NodeWeights>();
  for (const node of network.nodes) {
    const made = (weight: WeightShape) => [weight.name, valuesOf(weight, gain(node), next)] as const;
    nodes.set(node.id, nodes.get(node.sharedWith ?? '') ?? Object.fromEntries(weightsOf(node).map(made)));
  }
  return { source: 'random', scheme: 'core', nodes };
}

function valuesOf({ name, role, shape }: WeightShape, gain: number, next: Random): Float32Array {
  const values = new Float32Array(shape.reduce((size, axis) => size * axis, 1));
  if (name === 'gamma' || name === 'moving_variance') return values.fill(1);
  if (role !== 'weight') return values;
  const filters = shape.at(-1)!;
  // A depthwise kernel ends in 1 and its fan-in is its window alone.
  const fanIn = filters === 1 && shape.length === 4 ? shape[0]! * shape[1]! : values.length / filters;
  const limit = Math.sqrt((3 * gain) / fanIn);
  for (let i = 0; i < values.length; i++) values[i] = (2 * next() - 1) * limit;
  return values;
}

/**
 * He et al. 2015: doubles the variance that a ReLU before has halved. Branches that are added to a shortcut start small,
 * or ten additions would double the variance ten times and ReLU6 would cut most of it.
 */
function gainIn(network: Network): (node: NetworkNode) => number {
  const byId = new Map(network.nodes.map((node) => [node.id, node]));
  const added = new Set<string>();
  for (const node of network.nodes) if (roleOf(node) === 'sum') added.add(sourceOf(node.inputs[0]!));
  function sourceOf(id: string): string {
    const node = byId.get(id)!;
    return roleOf(node) === 'norm' ? sourceOf(node.inputs[0]!) : id;
  }
  return ({ id, inputs }) => {
    const gain = inputs.some((input) => roleOf(byId.get(input)!) === 'activation') ? 2 : 1;
    return added.has(id) ? gain / 4 : gain;
  };
}
