/** What is listed of many terms or values, and what is only counted. */
import type { Addends, Read, SumOfProducts, Term } from '../../core/explanation.js';
import type { WorkedValue } from './value-context.js';

type Layout = readonly [rows: number, columns: number];

const ONE: Layout = [1, 1];

/** A window of more values than this is listed value by value. */
const LARGEST_WINDOW = 256;

interface SumOptions {
  readonly most: number;
  readonly layout?: Layout;
  readonly bias?: number | undefined;
  readonly divisor?: number;
}

export function termOf(read: Read, weight: number, weightRead?: Read): Term {
  return { ...read, weight, product: read.value * weight, ...(weightRead && { weightRead }) };
}

/** Adds up all terms, each list of them a part. */
export function addUp(
  lists: readonly (readonly Term[])[],
  { layout = ONE, most, bias, divisor }: SumOptions,
): WorkedValue {
  const isLarge = layout[0] * layout[1] > LARGEST_WINDOW;
  const all = (isLarge ? lists.flat().map((term) => [term]) : lists).map(partOf);
  const listed = all.length > most ? all.toSorted((a, b) => Math.abs(b.sum) - Math.abs(a.sum)).slice(0, most) : all;
  const left = new Set(listed);
  const rest = all.filter((part) => !left.has(part));
  const arithmetic: SumOfProducts = {
    form: 'sum',
    layout: isLarge ? ONE : layout,
    parts: listed,
    rest: {
      terms: rest.reduce((count, { terms }) => count + terms.length, 0),
      sum: rest.reduce((sum, part) => sum + part.sum, 0),
    },
    ...(bias !== undefined && { bias }),
    ...(divisor !== undefined && { divisor }),
  };
  const products = lists.flat().reduce((sum, { product }) => sum + Math.abs(product), 0);
  const sum = all.reduce((total, part) => total + part.sum, bias ?? 0);
  return {
    arithmetic,
    result: sum / (divisor ?? 1),
    magnitude: (products + Math.abs(bias ?? 0)) / (divisor ?? 1),
  };
}

const partOf = (terms: readonly Term[]): Addends => ({
  terms,
  sum: terms.reduce((sum, { product }) => sum + product, 0),
});

interface ChoiceOptions {
  readonly of: 'largest' | 'smallest';
  readonly most: number;
  readonly layout?: Layout;
}

/** The largest or smallest of some values, or NaN where one is; padding is none. */
export function choose(values: readonly Read[], { of, most, layout = ONE }: ChoiceOptions): WorkedValue {
  const reads = values.map((read) => (read.of === 'padding' ? { ...read, value: NaN } : read));
  const sign = of === 'largest' ? 1 : -1;
  const isBetter = (a: Read, b: Read): number =>
    Number(Number.isNaN(b.value)) - Number(Number.isNaN(a.value)) || sign * (b.value - a.value);
  const candidates = reads.filter((read) => read.of !== 'padding');
  const best = candidates.reduce((a, b) => (isBetter(a, b) > 0 ? b : a));
  const isWindow = layout[0] * layout[1] === reads.length && reads.length <= LARGEST_WINDOW;
  const isWhole = isWindow || reads.length <= most;
  const listed = isWhole ? reads : candidates.toSorted(isBetter).slice(0, most);
  return {
    arithmetic: {
      form: 'extreme',
      of,
      layout: isWindow ? layout : ONE,
      reads: listed,
      chosen: Math.max(0, listed.indexOf(best)),
      rest: reads.length - listed.length,
    },
    result: best.value,
    magnitude: Math.abs(best.value),
  };
}

export const moveOf = (from: Read): WorkedValue => ({
  arithmetic: { form: 'move', from },
  result: from.value,
  magnitude: Math.abs(from.value),
});
