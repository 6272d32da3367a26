/** Printed figures: reading them, printing a count as they are printed, and finding out how they were counted. */
import { departuresOf, readingCounter, readingsOf, type Reading, type ReadingQuantity } from './readings.js';

export type Rounding = 'rounded' | 'truncated';

/** A number as somebody printed it. */
export interface Figure {
  /** Its digits as printed, with separators: `3,538,984`, `3.47`. */
  readonly digits: string;
  readonly decimals: number;
  /** What one is: 1e6 for `M`; several where no unit is printed and more than one may be meant. */
  readonly scales: readonly number[];
}

const UNITS: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, million: 1e6, g: 1e9, b: 1e9, billion: 1e9, t: 1e12 };

/** A number of so many digits is the count itself; a shorter one leaves its unit to the column's head. */
const WRITTEN_OUT = 5;

/** Reads `3.47M`, `314 M`, `610.1`, `3,538,984`, `0.32 GMACs`, `1.8×10^9`. `undefined` where it is no number. */
export function parseFigure(text: string): Figure | undefined {
  const match =
    /^\s*(\d[\d,\s]*(?:\.\d+)?)\s*(?:(?:[×x*]\s*10\s*\^?|e\+?)(\d{1,2}))?\s*(million|billion|[kmgbt](?![a-z]*illion))?\s*(?:flops?|macs?|madds?|mult-?adds|params|parameters|ops)?\s*$/i.exec(
      text.replaceAll('⁹', '9').replaceAll('⁶', '6').replaceAll(' ', ' '),
    );
  if (!match) return undefined;
  const [, written = '', exponent, unit] = match;
  const digits = written.trim();
  const decimals = digits.split('.')[1]?.length ?? 0;
  if (exponent) return { digits, decimals, scales: [10 ** Number(exponent)] };
  if (unit) return { digits, decimals, scales: [UNITS[unit.toLowerCase()]!] };
  const isWrittenOut = decimals === 0 && digits.replace(/\D/g, '').length >= WRITTEN_OUT;
  return { digits, decimals, scales: isWrittenOut ? [1] : [1e6, 1e9] };
}

/** The value in the units and with the decimals of a figure, as a number of its last digits: 3.47 M → 347. */
function lastDigits(value: number, scale: number, { decimals }: Figure, rounding: Rounding): number {
  const scaled = Number(((value / scale) * 10 ** decimals).toPrecision(15));
  return rounding === 'rounded' ? Math.round(scaled) : Math.floor(scaled);
}

/** Whether a count prints as the figure does. */
export function printsAs(value: number, figure: Figure, rounding: Rounding): boolean {
  const printed = Number(figure.digits.replace(/\D/g, ''));
  return figure.scales.some((scale) => lastDigits(value, scale, figure, rounding) === printed);
}

/** One way to arrive at a printed figure. */
export interface FigureExplanation {
  readonly reading: Reading;
  readonly rounding: Rounding;
  /** The exact count. */
  readonly value: number;
}

const ROUNDINGS: readonly Rounding[] = ['rounded', 'truncated'];

type Counter = ReturnType<typeof readingCounter>;

const QUANTITIES: readonly ReadingQuantity[] = ['parameters', 'operations'];

/**
 * The number detective: which readings of a network print the digits of a figure, the plainest first. Two changes at once
 * are tried only where none and one explain nothing. Empty where no reading fits, or the text is no number.
 * Throws as `buildNetwork` does. `count` may come from whoever has counted the network already.
 */
export function explainFigure(
  id: string,
  options: Readonly<Record<string, unknown>>,
  text: string,
  quantities: readonly ReadingQuantity[] = QUANTITIES,
  count: Counter = readingCounter(id, options),
): readonly FigureExplanation[] {
  const figure = parseFigure(text);
  if (!figure) return [];
  const explain = (reading: Reading): readonly FigureExplanation[] => {
    const value = count(reading);
    const rounding = value !== undefined && ROUNDINGS.find((candidate) => printsAs(value, figure, candidate));
    return rounding ? [{ reading, rounding, value }] : [];
  };
  const withChanges = (most: number) => quantities.flatMap((quantity) => readingsOf(quantity, most)).flatMap(explain);
  const simple = withChanges(1);
  const found = simple.length ? simple : withChanges(2);
  return found.toSorted((a, b) => departuresOf(a.reading) - departuresOf(b.reading));
}

/** A count that a figure misses. */
export interface NearReading {
  readonly reading: Reading;
  readonly value: number;
}

/**
 * The counts that come nearest to a figure, of the network as it is or with one change; each count once, under its plainest
 * reading. Empty where the text is no number. Throws as `buildNetwork` does.
 */
export function nearestReadings(
  id: string,
  options: Readonly<Record<string, unknown>>,
  text: string,
  most = 3,
  count: Counter = readingCounter(id, options),
): readonly NearReading[] {
  const figure = parseFigure(text);
  if (!figure) return [];
  const printed = Number(figure.digits.replace(/[^\d.]/g, ''));
  const distance = ({ value }: NearReading): number =>
    Math.min(...figure.scales.map((scale) => Math.abs(value / (printed * scale) - 1)));
  const plainest = new Map<number, NearReading>();
  const readings = QUANTITIES.flatMap((quantity) => readingsOf(quantity, 1));
  for (const reading of readings.toSorted((a, b) => departuresOf(a) - departuresOf(b))) {
    const value = count(reading);
    if (value !== undefined && !plainest.has(value)) plainest.set(value, { reading, value });
  }
  return [...plainest.values()].toSorted((a, b) => distance(a) - distance(b)).slice(0, most);
}

/** A count printed as a figure is: `3,504,872` in the manner of `3.47M` is `3.50M`. */
export function printLike(figure: Figure, value: number, rounding: Rounding, text: string): string {
  const number = lastDigits(value, figure.scales[0]!, figure, rounding) / 10 ** figure.decimals;
  const grouped = figure.digits.includes(',');
  const digits = number.toLocaleString('en-US', { minimumFractionDigits: figure.decimals, useGrouping: grouped });
  return text.replace(figure.digits, digits);
}
