/** Rules of counting over the layers of a network, and their sums over any part of it. */
import { rangeOf } from './cost.js';
import { layersOf, type FactName, type Facts, type Layer } from './facts.js';
import type { Network } from './network.js';
import { oncePer } from './once.js';

/** How often each fact goes into a count; a fact that is not named is not counted. */
export type Terms = Partial<Readonly<Record<FactName, number>>>;

/** What a tool adds up: of every layer, of those whose module it hooks, and of those that call a function it replaces. */
export interface Sightings {
  readonly all?: Terms;
  readonly hooks?: Terms;
  readonly functions?: Terms;
}

/** A rule of counting: what to add up, or a count of its own a layer. */
export type Rule = Sightings | ((layer: Layer) => number);

/** A network, or the part of it at or under a path: a stage, a block, a layer. */
export type Countable = Network | Part;

export interface Part {
  readonly network: Network;
  readonly path: string;
}

export function weigh(facts: Facts, terms: Terms = {}): number {
  let count = 0;
  for (const name in terms) count += terms[name as FactName]! * facts[name as FactName];
  return count;
}

function countLayer(layer: Layer, { all, hooks, functions }: Sightings): number {
  const { facts, meeting } = layer;
  return (
    weigh(facts, all) + (meeting.hooks ? weigh(facts, hooks) : 0) + (meeting.functions ? weigh(facts, functions) : 0)
  );
}

const sumsOf = oncePer((_: Network) => new Map<Rule, Float64Array>());

/** What the layers before each place come to. */
function sumsUnder(network: Network, rule: Rule): Float64Array {
  const known = sumsOf(network);
  let sums = known.get(rule);
  if (sums) return sums;
  sums = new Float64Array(network.nodes.length + 1);
  let sum = 0;
  for (const [index, layer] of layersOf(network).entries()) {
    sum += typeof rule === 'function' ? rule(layer) : countLayer(layer, rule);
    sums[index + 1] = sum;
  }
  known.set(rule, sums);
  return sums;
}

/** The count of a network or a part under a rule. Throws `UnknownNodeError` where nothing is at or under the path. */
export function countUnder(rule: Rule, countable: Countable): number {
  const { network, path } = 'path' in countable ? countable : { network: countable, path: '' };
  const [first, end] = rangeOf(network, path);
  const sums = sumsUnder(network, rule);
  return sums[end]! - sums[first]!;
}
