/** The number detective's work: a figure and a network in, what explains it out. */
import { explainFrom, isTelling, nearestCounts, type FigureExplanation } from '../../core/detective.js';
import { parseFigure } from '../../core/figures.js';
import { lineupAround, lineupOf, type Candidate, type Lineup } from '../../core/lineup.js';
import { networks, type FamilyRegister } from '../../core/index.js';
import { published } from '../../core/published/index.js';
import type { PublishedRow } from '../../core/published/types.js';
import { once } from '../../core/once.js';
import type { NetworkChoice } from '../../explorer/source.js';
import { keyOf, subjectOf } from '../shared/subjects.js';

/** What is asked: about one network, or about any. */
export interface Question {
  /** Tells it from others. */
  readonly key: string;
  readonly title: string;
  readonly lineup: Lineup;
  /** Whether the figure may be about any network. */
  readonly isOpen: boolean;
}

export interface Finding {
  /** Counts whose digits hardly come by chance. */
  readonly telling: readonly FigureExplanation[];
  /** Counts that fit too, where so many would that it says little. */
  readonly possible: readonly FigureExplanation[];
  /** Counts that come near, where none is the figure. */
  readonly near: readonly Candidate[];
  /** Where the same digits are printed, about whatever networks. */
  readonly printed: readonly Print[];
}

/** One source of a figure, and the networks that it prints it of. */
export interface Print {
  readonly source: string;
  readonly rows: readonly PublishedRow[];
}

/** Every network that somebody has printed a figure of with options of its own, once. */
export const suspects = once((): readonly NetworkChoice[] => {
  const byKey = new Map(published.map(({ network, options }) => [keyOf({ network, options }), { network, options }]));
  return [...byKey.values()].filter(({ options }) => Object.keys(options).some((name) => name !== 'preset'));
});

const everyNetwork = once((): Lineup => {
  const presets = networks.flatMap(({ id, presets: all }) =>
    Object.keys(all).map((preset) => ({ network: id as string, options: { preset } })),
  );
  return lineupOf([...presets, ...suspects()]);
});

/** A question about a network, or about any where none is named. Throws as `FamilyRegister.build` does. */
export function questionOf(choice: NetworkChoice | undefined, register: FamilyRegister): Question {
  if (!choice) return { key: '', title: 'the networks here', lineup: everyNetwork(), isOpen: true };
  const { title } = subjectOf(choice, register);
  const { network, options } = choice;
  return { key: keyOf(choice), title, lineup: lineupAround(network, options, register), isOpen: false };
}

/** `undefined` where the text is no number. */
export function investigate(text: string, { lineup }: Question): Finding | undefined {
  if (!parseFigure(text)) return undefined;
  const found = explainFrom(lineup, text);
  return {
    telling: found.filter(isTelling),
    possible: found.filter((one) => !isTelling(one)),
    near: found.length ? [] : nearestCounts(lineup, text, 4),
    printed: printsOf(text),
  };
}

function printsOf(text: string): readonly Print[] {
  const rows = published.filter(({ quoted }) => quotes(quoted, text));
  const sources = new Set(rows.map(({ source }) => source.title));
  return [...sources].map((source) => ({ source, rows: rows.filter((row) => row.source.title === source) }));
}

/** Digits and unit of a figure, without separators: `3,538,984` is `3538984`. */
const plain = (text: string): string => text.toLowerCase().replace(/[,\s]|flops?|macs?|params/g, '');

const quotes = ({ params, macs }: PublishedRow['quoted'], text: string): boolean =>
  [params, macs].some((printed) => printed !== undefined && plain(printed) === plain(text));
