/**
 * What turns one network into another, node by node.
 *
 * Which nodes are each other's, in this order, each only among those that are left:
 * 1. of one path;
 * 2. of one kind and one name in some naming scheme;
 * 3. within groups that are each other's (of one path; else of one role and the same place among the groups that are left in
 *    the group around them): of one kind, the first with the first, the second with the second, ….
 * Of these pairs those count that follow each other in both networks; where some cross, the most that do not. So a list of
 * changes can be carried out from front to back.
 */
import { indexOf, type Group, type NameScheme, type Network, type NetworkNode } from './network.js';
import type { Shape } from './shape.js';

/** The fields of a node that make it what it is; names and symbols only speak of it. */
const FIELDS = ['id', 'kind', 'inputs', 'inputShapes', 'outputShape', 'attributes', 'sharedWith'] as const;
type Field = (typeof FIELDS)[number];

/** What one field becomes. */
export interface FieldChange {
  readonly field: Field;
  readonly from: unknown;
  readonly to: unknown;
}

/**
 * One step from the first network to the second. `at`: a place among the nodes of the second. `wider` and `narrower`: only
 * the numbers of channels differ, and what is read; `moved`: only ids and what is read.
 */
export type NodeChange =
  | { readonly kind: 'removed'; readonly node: NetworkNode }
  | { readonly kind: 'added'; readonly node: NetworkNode; readonly at: number }
  | {
      readonly kind: 'changed' | 'wider' | 'narrower' | 'moved';
      readonly from: NetworkNode;
      readonly to: NetworkNode;
      readonly fields: readonly FieldChange[];
    };

export type ChangeKind = NodeChange['kind'];

export interface NetworkDiff {
  readonly left: Network;
  readonly right: Network;
  /** Ids of nodes that are each other's: of the left, and of the right. */
  readonly pairs: ReadonlyMap<string, string>;
  readonly changes: readonly NodeChange[];
}

type Pair = readonly [left: number, right: number];

/** Compares two networks by their nodes. */
export function diffNetworks(left: Network, right: Network): NetworkDiff {
  const pairs = longestRun(pairNodes(left, right));
  const paired = { left: new Set(pairs.map(([at]) => at)), right: new Set(pairs.map(([, at]) => at)) };
  return {
    left,
    right,
    pairs: new Map(pairs.map(([a, b]) => [left.nodes[a]!.id, right.nodes[b]!.id])),
    changes: [
      ...left.nodes.flatMap((node, at) => (paired.left.has(at) ? [] : [{ kind: 'removed', node } as const])),
      ...pairs.flatMap(([a, b]) => changeOf(left.nodes[a]!, right.nodes[b]!)),
      ...right.nodes.flatMap((node, at) => (paired.right.has(at) ? [] : [{ kind: 'added', node, at } as const])),
    ],
  };
}

/** Nodes that are left on both sides. */
class Pairing {
  readonly pairs: Pair[] = [];
  private readonly taken = { left: new Set<number>(), right: new Set<number>() };

  constructor(
    readonly left: Network,
    readonly right: Network,
  ) {}

  free(side: 'left' | 'right', first = 0, end = this[side].nodes.length): readonly number[] {
    const places = Array.from({ length: end - first }, (_, at) => first + at);
    return places.filter((at) => !this.taken[side].has(at));
  }

  /** Pairs the nodes that have a key in common, the first with the first. */
  byKey(lefts: readonly number[], rights: readonly number[], keysOf: (node: NetworkNode) => readonly string[]): void {
    const byKey = new Map<string, number[]>();
    for (const at of rights)
      for (const key of keysOf(this.right.nodes[at]!)) byKey.set(key, [...(byKey.get(key) ?? []), at]);
    for (const a of lefts) {
      const candidates = keysOf(this.left.nodes[a]!).flatMap((key) => byKey.get(key) ?? []);
      const b = candidates.find((at) => !this.taken.right.has(at));
      if (b === undefined) continue;
      this.taken.left.add(a);
      this.taken.right.add(b);
      this.pairs.push([a, b]);
    }
  }
}

function pairNodes(left: Network, right: Network): readonly Pair[] {
  const pairing = new Pairing(left, right);
  const all = (keysOf: (node: NetworkNode) => readonly string[]): void =>
    pairing.byKey(pairing.free('left'), pairing.free('right'), keysOf);
  all(({ id }) => [id]);
  all(({ kind, names }) =>
    (Object.entries(names) as [NameScheme, string][]).map(([scheme, name]) => `${kind} ${scheme} ${name}`),
  );
  pairWithin(pairing, undefined, undefined);
  return pairing.pairs;
}

/** Inner groups first, so that what is left of them is sought in the groups around. */
function pairWithin(pairing: Pairing, a: Group | undefined, b: Group | undefined): void {
  for (const [inner, other] of pairGroups(pairing, a, b)) pairWithin(pairing, inner, other);
  const range = (group: Group | undefined): [number?, number?] => (group ? [group.first, group.end] : []);
  pairing.byKey(pairing.free('left', ...range(a)), pairing.free('right', ...range(b)), ({ kind }) => [kind]);
}

function pairGroups({ left, right }: Pairing, a: Group | undefined, b: Group | undefined): readonly [Group, Group][] {
  const lefts = indexOf(left).children.get(a?.id ?? '') ?? [];
  const rights = indexOf(right).children.get(b?.id ?? '') ?? [];
  const nameOf = ({ id }: Group): string => id.split('/').at(-1)!;
  const named = lefts.flatMap((group): [Group, Group][] => {
    const other = rights.find((one) => nameOf(one) === nameOf(group));
    return other ? [[group, other]] : [];
  });
  const rest = (groups: readonly Group[], side: 0 | 1): readonly Group[] =>
    groups.filter((group) => !named.some((pair) => pair[side] === group));
  const others = rest(rights, 1);
  const placed = rest(lefts, 0).flatMap((group): [Group, Group][] => {
    const { role } = group;
    const place = rest(lefts, 0)
      .filter((one) => one.role === role)
      .indexOf(group);
    const other = others.filter((one) => one.role === role)[place];
    return other ? [[group, other]] : [];
  });
  return [...named, ...placed];
}

/** The most pairs that follow each other on both sides (patience sorting). */
function longestRun(pairs: readonly Pair[]): readonly Pair[] {
  const sorted = [...pairs].sort(([a], [b]) => a - b);
  /** For each length the run that ends lowest on the right, as a chain. */
  type Chain = { readonly pair: Pair; readonly before: Chain | undefined };
  const ends: Chain[] = [];
  for (const pair of sorted) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]!.pair[1] < pair[1]) low = middle + 1;
      else high = middle;
    }
    ends[low] = { pair, before: ends[low - 1] };
  }
  const run: Pair[] = [];
  for (let chain = ends.at(-1); chain; chain = chain.before) run.push(chain.pair);
  return run.reverse();
}

const sameValue = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function changeOf(from: NetworkNode, to: NetworkNode): readonly NodeChange[] {
  const fields = FIELDS.filter((field) => !sameValue(from[field], to[field])).map((field): FieldChange => {
    return { field, from: from[field], to: to[field] };
  });
  return fields.length ? [{ kind: kindOf(from, to, fields), from, to, fields }] : [];
}

/** Attributes that say how many channels there are. */
const CHANNELS: ReadonlySet<string> = new Set(['filters', 'units']);

function kindOf(
  from: NetworkNode,
  to: NetworkNode,
  fields: readonly FieldChange[],
): Exclude<ChangeKind, 'added' | 'removed'> {
  const changed = new Set(fields.map(({ field }) => field));
  const [attributes, others] = [withoutChannels(from.attributes), withoutChannels(to.attributes)];
  const sameMaps = sameSides([...from.inputShapes, from.outputShape], [...to.inputShapes, to.outputShape]);
  if (changed.has('kind') || changed.has('sharedWith') || !sameValue(attributes, others) || !sameMaps) return 'changed';
  if (!changed.has('attributes') && !changed.has('inputShapes') && !changed.has('outputShape')) return 'moved';
  const channels = ({ inputShapes, outputShape }: NetworkNode): number =>
    [...inputShapes, outputShape].reduce((sum, shape) => sum + shape[2], 0);
  return channels(to) >= channels(from) ? 'wider' : 'narrower';
}

const withoutChannels = (attributes: object): object =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]): [string, unknown][] => {
      if (CHANNELS.has(name)) return [];
      return [[name, name === 'shape' ? (value as Shape).slice(0, 2) : value]];
    }),
  );

const sameSides = (a: readonly Shape[], b: readonly Shape[]): boolean =>
  sameValue(
    a.map(([height, width]) => [height, width]),
    b.map(([height, width]) => [height, width]),
  );
