/** Finds layers and groups of a network by their names in every scheme, their kinds, shapes and costs. */
import {
  conventionOf,
  countOperations,
  countParameters,
  type ConventionId,
  type GroupRole,
  type Network,
} from '../core/index.js';
import { oncePer } from '../core/once.js';
import { entriesOf, type Entry, type NameSource } from './search/entries.js';
import { fold } from './search/fold.js';
import { findTerms, type Match } from './search/matching.js';
import { parseQuery, type Comparison, type CostTerm, type Measure, type Query } from './search/query.js';

export type { Match, NameSource };
export { QueryError } from './search/query.js';
export type { Measure } from './search/query.js';

/** A layer or a group that was found. */
export interface SearchHit {
  readonly path: string;
  readonly role: 'layer' | GroupRole;
  /** Its kind, or what the group is called. */
  readonly title: string;
  /** Of what it gives out: `14×14×384`. */
  readonly shape: string;
  /** Where each thing that was sought stands, and is to be marked. */
  readonly matches: readonly Match[];
  /** The costs that were asked for. */
  readonly costs: readonly { readonly measure: Measure; readonly count: number }[];
}

interface RankedHit extends SearchHit {
  readonly rank: number;
}

/**
 * What a query finds, the best first. Words are sought in all names, kinds and shapes, whatever their case and separators,
 * and all have to be there; `macs > 5M` and `largest params` ask for costs under the convention. Hits are ordered
 *
 * 1. without costs: by how well they match (`RANKS`), those with the words in a row before others;
 * 2. with costs: layers before groups, the largest first, where less than something is sought the smallest;
 * 3. where that is equal: as the network runs, a group before what is in it.
 *
 * A unit costs what its one convolution and its norm cost, so where costs are asked for, units are left out.
 * Takes a time that grows with the nodes times the words. Throws `QueryError` for a cost that cannot be read.
 */
export function searchNetwork(network: Network, convention: ConventionId, query: string): readonly SearchHit[] {
  const sought = readQuery(network, convention, query);
  const [costTerm] = sought.costs;
  if (!sought.terms.length && !costTerm) return [];
  const counts = costTerm && countsOf(network, convention);
  const hits = entriesOf(network).all.flatMap((entry, at) => hitOf(entry, sought, counts?.[at]) ?? []);
  return hits.sort(costTerm ? byCost(costTerm) : (a, b) => a.rank - b.rank);
}

/** A whole name means that name, whatever else it might mean. */
function readQuery(network: Network, convention: ConventionId, text: string): Query {
  const whole = fold(text.trim());
  if (!entriesOf(network).names.has(whole)) return parseQuery(text, conventionOf(convention).unit);
  return { terms: [{ by: 'text', anyOf: [whole] }], phrases: [], costs: [] };
}

type Counts = Readonly<Record<Measure, number>>;

function hitOf(entry: Entry, query: Query, counts: Counts | undefined): RankedHit | undefined {
  if (counts && !(entry.role !== 'unit' && query.costs.every((term) => holds(term, counts)))) return undefined;
  const found = findTerms(entry, query);
  if (!found) return undefined;
  const measures = new Set(query.costs.map(({ measure }) => measure));
  return {
    path: entry.path,
    role: entry.role,
    title: entry.title.text,
    shape: entry.shape.text,
    matches: found.matches,
    costs: [...measures].map((measure) => ({ measure, count: counts![measure] })),
    rank: found.rank,
  };
}

const COMPARISONS: Readonly<Record<Comparison, (count: number, limit: number) => boolean>> = {
  '<': (count, limit) => count < limit,
  '<=': (count, limit) => count <= limit,
  '=': (count, limit) => count === limit,
  '>=': (count, limit) => count >= limit,
  '>': (count, limit) => count > limit,
};

const holds = ({ measure, is, count }: CostTerm, counts: Counts): boolean => COMPARISONS[is](counts[measure], count);

function byCost({ is }: CostTerm): (a: SearchHit, b: SearchHit) => number {
  const sign = is.startsWith('<') ? 1 : -1;
  const isGroup = ({ role }: SearchHit): number => (role === 'layer' ? 0 : 1);
  const countOf = ({ costs }: SearchHit): number => costs[0]!.count;
  return (a, b) => isGroup(a) - isGroup(b) || sign * (countOf(a) - countOf(b));
}

/** What has been counted of a network, by convention. */
const countsBy = oncePer((_: Network) => new Map<ConventionId, readonly Counts[]>());

/** What each entry costs, counted when costs are first asked for. */
function countsOf(network: Network, convention: ConventionId): readonly Counts[] {
  const known = countsBy(network);
  const counts = known.get(convention) ?? entriesOf(network).all.map((entry) => countsAt(network, entry, convention));
  known.set(convention, counts);
  return counts;
}

function countsAt(network: Network, { path }: Entry, convention: ConventionId): Counts {
  const part = { network, path };
  return { parameters: countParameters(part, convention), operations: countOperations(part, convention) };
}
