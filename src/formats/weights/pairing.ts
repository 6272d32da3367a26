/** Which stored tensor is which weight of a network, by names and shapes alone. */
import { isNorm, nodeOf, takesNorm, weightsOf, type Network, type NetworkNode } from '../../core/index.js';
import type { StoredTensor } from './stored-tensor.js';
import { expectedIn, namesOf, withoutPrefix, type Match, type Naming } from './weight-names.js';

/** As much of a stored tensor as its place in a network depends on. */
export type Named = Pick<StoredTensor, 'name' | 'shape'>;

/** A weight with the tensor that it is, or with the one number that all its values are where the file has none. */
export type Pair<T> =
  | { readonly match: Match; readonly tensor: T }
  | { readonly match: Match; readonly tensor?: undefined; readonly value: number };

export interface Pairing<T> extends Naming {
  readonly pairs: readonly Pair<T>[];
  readonly missing: readonly Match[];
  /** Names of tensors that are no weight of the network, as the file has them. */
  readonly left: readonly string[];
  /** Norms that a file has in the convolutions before them, with their biases. */
  readonly folded: number;
}

/** Pairs every declared weight with its tensor; `stored` by plain name. */
export function pairWeights<T extends Named>(
  network: Network,
  stored: ReadonlyMap<string, T>,
  naming: Naming,
): Pairing<T> {
  const tensors = withoutPrefix(stored, naming);
  const left = new Set(tensors.keys());
  const pairs: Pair<T>[] = [];
  const missing: Match[] = [];
  for (const match of expectedIn(network, naming.scheme)) {
    const name = match.names.find((candidate) => tensors.has(candidate));
    if (name === undefined) missing.push(match);
    else {
      left.delete(name);
      pairs.push({ match, tensor: tensors.get(name)! });
    }
  }
  const norms = foldedNorms(network, missing, tensors, naming);
  for (const { norm, bias } of norms) {
    const tensor = bias === undefined ? undefined : tensors.get(bias);
    if (bias !== undefined && tensor) left.delete(bias);
    for (const match of missing.filter(({ node }) => node === norm))
      pairs.push(match.weight.name === 'beta' && tensor ? { match, tensor } : { match, value: idle(match) });
  }
  const folded = new Set(norms.map(({ norm }) => norm));
  const outside = [...stored.keys()].filter((name) => !name.startsWith(naming.prefix));
  return {
    ...naming,
    pairs,
    missing: missing.filter(({ node }) => !folded.has(node)),
    left: [...left, ...outside],
    folded: folded.size,
  };
}

interface FoldedNorm {
  readonly norm: NetworkNode;
  /** The tensor that is its convolution's bias, where the network has none there. */
  readonly bias?: string;
}

/** Norms of which the file has nothing, after a convolution that has a bias there. */
function foldedNorms(
  network: Network,
  lacking: readonly Match[],
  tensors: ReadonlyMap<string, Named>,
  { scheme }: Naming,
): readonly FoldedNorm[] {
  const lacks = new Map<NetworkNode, number>();
  for (const { node } of lacking) lacks.set(node, (lacks.get(node) ?? 0) + 1);
  return network.nodes.flatMap((norm): readonly FoldedNorm[] => {
    if (!isNorm(norm) || lacks.get(norm) !== weightsOf(norm).length) return [];
    const before = nodeOf(network, norm.inputs[0]!);
    if (!takesNorm(before)) return [];
    if (weightsOf(before).some(({ name }) => name === 'bias')) return lacks.has(before) ? [] : [{ norm }];
    const bias = namesOf(network, before, { name: 'bias' }, scheme).find((name) => tensors.has(name));
    return bias === undefined ? [] : [{ norm, bias }];
  });
}

/** What a norm that changes nothing has. */
function idle({ node, weight: { name } }: Match): number {
  if (name === 'gamma') return 1;
  return name === 'moving_variance' && isNorm(node) ? 1 - node.attributes.epsilon : 0;
}
