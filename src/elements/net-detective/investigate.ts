/** The number detective's work: a figure and a network in, what explains it out. */
import {
  explainFigure,
  nearestReadings,
  parseFigure,
  type FigureExplanation,
  type NearReading,
} from '../../core/figures.js';
import { published } from '../../core/published/index.js';
import type { PublishedRow } from '../../core/published/types.js';
import { readingsOf } from '../../core/readings.js';
import type { NetworkChoice } from '../../explorer/source.js';
import { keyOf, type Subject } from '../shared/subjects.js';

export interface Finding {
  readonly explanations: readonly FigureExplanation[];
  /** Counts that come near, where none is the figure. */
  readonly near: readonly NearReading[];
  /** Where the same digits are printed, about whatever networks. */
  readonly printed: readonly Print[];
}

/** One source of a figure, and the networks that it prints it of. */
export interface Print {
  readonly source: string;
  readonly rows: readonly PublishedRow[];
}

/** What is to be counted before any figure can be looked for at once: a task each. */
export const countingOf = ({ count }: Subject): readonly (() => void)[] =>
  (['parameters', 'operations'] as const)
    .flatMap((quantity) => readingsOf(quantity, 2))
    .map((reading) => () => void count(reading));

/** `undefined` where the text is no number. */
export function investigate(text: string, { network, options, count }: Subject): Finding | undefined {
  if (!parseFigure(text)) return undefined;
  const explanations = withoutIdleChanges(explainFigure(network, options, text, undefined, count));
  const near = explanations.length ? [] : nearestReadings(network, options, text, 4, count);
  return { explanations, near, printed: printsOf(text) };
}

/** A change that changes nothing explains nothing: kernels alone are no fewer without the classifier's bias. */
const withoutIdleChanges = (found: readonly FigureExplanation[]): readonly FigureExplanation[] =>
  found.filter(({ reading, value }) => {
    const isPlainer = (other: FigureExplanation): boolean =>
      other.value === value &&
      other.reading.weighing === reading.weighing &&
      other.reading.changes.length < reading.changes.length &&
      other.reading.changes.every((change) => reading.changes.includes(change));
    return !found.some(isPlainer);
  });

function printsOf(text: string): readonly Print[] {
  const rows = published.filter(({ quoted }) => quotes(quoted, text));
  const sources = new Set(rows.map(({ source }) => source.title));
  return [...sources].map((source) => ({ source, rows: rows.filter((row) => row.source.title === source) }));
}

/** Digits and unit of a figure, without separators: `3,538,984` is `3538984`. */
const plain = (text: string): string => text.toLowerCase().replace(/[,\s]|flops?|macs?|params/g, '');

const quotes = ({ params, macs }: PublishedRow['quoted'], text: string): boolean =>
  [params, macs].some((printed) => printed !== undefined && plain(printed) === plain(text));

/** Every network that somebody has printed a figure of with options of its own, once. */
export function suspects(): readonly NetworkChoice[] {
  const byKey = new Map(published.map(({ network, options }) => [keyOf({ network, options }), { network, options }]));
  return [...byKey.values()].filter(({ options }) => Object.keys(options).some((name) => name !== 'preset'));
}
