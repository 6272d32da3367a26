/** Somebody's own values as marks on the drawn network: a colour behind each column, or a row of bars. */
import type { CostRow, CostValue } from './cost-bars.js';
import type { ColourToken } from './encodings.js';
import type { Entry } from './outline.js';
import { SHADES } from './shades.js';

/** What of an overlay a drawing needs. */
export interface Laid {
  readonly title: string;
  /** Where it is from, and how much of it is about no layer of the network. */
  readonly origin: string;
  readonly column: string;
  readonly combination: string;
  readonly kind: 'number' | 'word';
  readonly look: 'colour' | 'bar';
  /** Different words, the most frequent first. */
  readonly words: readonly string[];
  format(value: number): string;
  of(first: number, end: number): { readonly value: number | string; readonly text: string } | undefined;
}

/** What a graph is asked to draw besides the network. */
export interface OverlayMarks {
  /** The row of bars, where there is one; one value a line of the outline that is not open. */
  row(closed: readonly Entry[]): readonly CostRow[];
  /** The role of the ground behind each of these lines; '' for none. */
  washes(closed: readonly Entry[]): readonly string[];
  /** What grounds or bars mean, for a line below the figure. */
  caption(closed: readonly Entry[]): string;
  /** `sum of latency 3.2`; '' where nothing is known of the stretch. */
  wordsOf(first: number, end: number): string;
}

/** Colours of words: the most frequent first, all others after them alike. */
const WORD_COLOURS: readonly ColourToken[] = ['pointwise', 'depthwise', 'activation', 'norm', 'dense', 'conv', 'add'];

/** The role by which a word is coloured. */
export const washOfWord = (words: readonly string[], word: string): string =>
  `word kind-${WORD_COLOURS[words.indexOf(word)] ?? 'unknown'}`;

/** From where to where the scale of colours goes: from 0, or below it where values are. */
export function extentOf(overlay: Laid, lines: readonly Pick<Entry, 'first' | 'end'>[]): readonly [number, number] {
  const values = lines.flatMap(({ first, end }) => {
    const value = overlay.of(first, end)?.value;
    return typeof value === 'number' ? [value] : [];
  });
  return [Math.min(0, ...values), Math.max(0, ...values)];
}

export const shadeOf = (value: number, [least, most]: readonly [number, number]): number =>
  most === least ? 0 : Math.min(SHADES - 1, Math.floor(((value - least) / (most - least)) * SHADES));

export function marksOf(overlay: Laid): OverlayMarks {
  const isBar = overlay.look === 'bar' && overlay.kind === 'number';
  const found = (lines: readonly Entry[]) => lines.map(({ first, end }) => overlay.of(first, end)?.value);
  return {
    row: (closed) => (isBar ? [barsOf(overlay, closed)] : []),
    washes(closed) {
      if (isBar) return [];
      const extent = extentOf(overlay, closed);
      return found(closed).map((value) => {
        if (value === undefined) return '';
        return typeof value === 'string' ? washOfWord(overlay.words, value) : `shade-${shadeOf(value, extent)}`;
      });
    },
    caption(closed) {
      const [least, most] = extentOf(overlay, closed).map((end) => overlay.format(end));
      if (isBar) return `Bars: ${overlay.title}, from 0 to ${most}. ${overlay.origin}`;
      const meaning = overlay.kind === 'word' ? overlay.words.join(', ') : `from ${least} to ${most}`;
      return `Ground: ${overlay.title}, ${meaning}. ${overlay.origin}`;
    },
    wordsOf(first, end) {
      const text = overlay.of(first, end)?.text;
      return text === undefined ? '' : `${overlay.title} ${text}`;
    },
  };
}

/** Signs that fit before a row of bars. */
const LONGEST_TITLE = 14;

/** Bars begin at 0: below it there is only the number. */
function barsOf({ column, combination, of }: Laid, closed: readonly Entry[]): CostRow {
  const values = closed.map(({ first, end }): CostValue => {
    const found = of(first, end);
    const value = Number(found?.value ?? 0);
    return { value, text: found?.text ?? '', parts: value > 0 ? [{ colour: 'tensor', value }] : [] };
  });
  const whole = of(0, closed.at(-1)?.end ?? 0);
  const title = column.length > LONGEST_TITLE ? `${column.slice(0, LONGEST_TITLE - 1)}…` : column;
  return {
    id: 'overlay',
    title,
    shortTitle: title,
    note: `${combination}, your own`,
    values,
    most: Math.max(0, ...values.map(({ value }) => value)),
    total: whole?.text ?? '–',
    totalValue: Number(whole?.value ?? 0),
  };
}
