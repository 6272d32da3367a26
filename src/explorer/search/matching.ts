/** Whether, where and how well a text is found. */
import { alongWidth, type Window } from '../../core/index.js';
import type { Entry, FoldedName, FoldedText, NameSource } from './entries.js';
import type { Query, Term, WindowAxis } from './query.js';

/**
 * How good a match is, the best first: a whole name; the last segments of a path (`block1` is rather `stage2/block1` than
 * what is in it); whole segments; the beginning of one; inside of one; the kind; the shape.
 */
const RANKS = ['name', 'ending', 'segments', 'beginning', 'inside', 'kind', 'shape'] as const;
type Rank = (typeof RANKS)[number];

const rankOf = (rank: Rank): number => RANKS.indexOf(rank);

/** Behind all that have the words of a query in a row. */
const SCATTERED = RANKS.length;

/** A text in which something was found. */
export interface Match {
  readonly where: NameSource | 'kind' | 'shape';
  readonly text: string;
  /** Half-open range of what was found; empty where the text says it in other words. */
  readonly from: number;
  readonly end: number;
}

/** What was found of all that was sought, and how good the match is: the less, the better. */
export interface Found {
  readonly rank: number;
  readonly matches: readonly Match[];
}

const found = (rank: Rank, { where, text, from, end }: Match): Found => ({
  rank: rankOf(rank),
  matches: [{ where, text, from, end }],
});

/** Finds all terms of a query in one entry; `undefined` where one is missing. */
export function findTerms(entry: Entry, { terms, phrases }: Query): Found | undefined {
  const phrase = bestOf(phrases, (text) => findInNames(entry, text));
  const sought = phrase ? terms.filter(({ by }) => by !== 'text') : terms;
  const parts: Found[] = phrase ? [phrase] : [];
  for (const term of sought) {
    const part = findTerm(entry, term);
    if (!part) return undefined;
    parts.push(part);
  }
  const rank = parts.reduce((sum, part) => sum + part.rank, phrases.length && !phrase ? SCATTERED : 0);
  return { rank, matches: parts.flatMap(({ matches }) => matches) };
}

function findTerm(entry: Entry, term: Term): Found | undefined {
  if (term.by === 'channels') return findChannels(entry, term.text);
  if (term.by === 'window') return findWindow(entry, term.axis, term.text);
  return bestOf(term.anyOf, (text) => findText(entry, text));
}

const findText = (entry: Entry, text: string): Found | undefined =>
  findInNames(entry, text) ?? findInKind(entry, text) ?? findIn(entry.shape, text, 'shape');

/** The best of some that may be found; of equal ones, the first. */
function bestOf<T>(candidates: readonly T[], find: (candidate: T) => Found | undefined): Found | undefined {
  let best: Found | undefined;
  for (const candidate of candidates) {
    const one = find(candidate);
    if (one && (!best || one.rank < best.rank)) best = one;
  }
  return best;
}

/** Asked of every name of a network with each sign that is typed, so it makes nothing but the answer. */
function findInNames({ names }: Entry, text: string): Found | undefined {
  let best: { readonly name: FoldedName; readonly rank: number; readonly from: number } | undefined;
  for (const name of names) {
    const { folded } = name;
    for (let from = placeIn(folded, text, 0); from >= 0; from = placeIn(folded, text, from + 1)) {
      const rank = rankOf(rankAt(name, text, from));
      if (!best || rank < best.rank) best = { name, rank, from };
    }
  }
  if (!best) return undefined;
  const { name, rank, from } = best;
  return { rank, matches: [{ where: name.source, text: name.text, from, end: from + text.length }] };
}

function findInKind({ title, kind }: Entry, text: string): Found | undefined {
  const shown = findIn(title, text, 'kind');
  if (shown) return shown;
  return placeIn(kind, text, 0, true) >= 0
    ? found('kind', { where: 'kind', text: title.text, from: 0, end: 0 })
    : undefined;
}

function findIn({ text: shown, folded }: FoldedText, text: string, where: 'kind' | 'shape'): Found | undefined {
  const from = placeIn(folded, text, 0, true);
  return from < 0 ? undefined : found(where, { where, text: shown, from, end: from + text.length });
}

function rankAt({ folded, source }: FoldedName, text: string, from: number): Rank {
  const end = from + text.length;
  const begins = from === 0 || folded[from - 1] === '/' || text.startsWith('/');
  if (!begins) return 'inside';
  if (end === folded.length) return from === 0 ? 'name' : source === 'path' ? 'ending' : 'segments';
  return folded[end] === '/' || text.endsWith('/') ? 'segments' : 'beginning';
}

const isDigit = (sign: string | undefined): boolean => sign !== undefined && sign >= '0' && sign <= '9';

/**
 * The first place of a text in another from somewhere on; -1 where there is none. A number is never the end of a longer one,
 * and in sizes not the beginning of one either: `2` begins `features.23` as it is typed, and is no part of `3×23`.
 */
function placeIn(folded: string, text: string, start: number, isSize = false): number {
  for (let from = folded.indexOf(text, start); from >= 0; from = folded.indexOf(text, from + 1)) {
    const end = from + text.length;
    const isTail = isDigit(text[0]) && isDigit(folded[from - 1]);
    const isHead = isSize && isDigit(folded[end - 1]) && isDigit(folded[end]);
    if (!isTail && !isHead) return from;
  }
  return -1;
}

/** The channels of what it gives out. */
function findChannels({ shape: { text, folded } }: Entry, channels: string): Found | undefined {
  if (!folded.endsWith(`x${channels}`)) return undefined;
  return found('shape', { where: 'shape', text, from: text.length - channels.length, end: text.length });
}

/** Stride or dilation, also where it is 1, which titles leave out. */
function findWindow({ node, title }: Entry, axis: WindowAxis, text: string): Found | undefined {
  if (!node || !('kernel' in node.attributes)) return undefined;
  const window: Window = node.attributes;
  const { [axis]: rows = 1 } = window;
  const { [axis]: columns = 1 } = alongWidth(window);
  if (text !== (rows === columns ? `${rows}` : `${rows}x${columns}`)) return undefined;
  const from = title.folded.indexOf(`${axis}/${text}`);
  const end = from < 0 ? 0 : from + axis.length + 1 + text.length;
  return found('kind', { where: 'kind', text: title.text, from: Math.max(0, from), end });
}
