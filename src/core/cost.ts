import { UnknownNodeError } from './errors.js';
import { indexOf, type Network } from './network.js';
import { addCosts, costOfNode, type Cost, type LayerCost } from './node-cost.js';

export interface NetworkCost {
  /** One entry a node, in execution order. */
  readonly layers: readonly LayerCost[];
  readonly total: Cost;
  /** The sum over a node, a block, a stage: everything at or under `path`. Throws `UnknownNodeError` when nothing is. */
  of(path: string): Cost;
}

/** Half-open range of the nodes at or under a path. Throws `UnknownNodeError` when there are none. */
export function rangeOf(network: Network, path: string): readonly [first: number, end: number] {
  if (path === '') return [0, network.nodes.length];
  const { nodes, groups } = indexOf(network);
  const group = groups.get(path);
  if (group) return [group.first, group.end];
  const at = nodes.get(path);
  if (at === undefined) throw new UnknownNodeError(path, network.id);
  return [at, at + 1];
}

/** Counts a network: raw facts a layer, in all, and of any path. */
export function costOf(network: Network): NetworkCost {
  const layers = network.nodes.map(costOfNode);
  return { layers, total: addCosts(layers), of: (path) => addCosts(layers.slice(...rangeOf(network, path))) };
}
