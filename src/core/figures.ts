/** Printed figures: reading them, and printing a count as they are printed. */

export type Rounding = 'rounded' | 'truncated';

/** A number as somebody printed it. */
export interface Figure {
  /** Its digits as printed, with separators: `3,538,984`, `3.47`. */
  readonly digits: string;
  /** The same without separators, as a whole number of its last digits: 3.47 → 347. */
  readonly number: number;
  readonly decimals: number;
  /** What one is: 1e6 for `M`; several where no unit is printed and more than one may be meant. */
  readonly scales: readonly number[];
  /** What one is to those who divide by powers of two: 2²⁰ for `M`. */
  readonly binaryScales: readonly number[];
  /** Whether it says bytes. */
  readonly bytes: boolean;
  /** `2×300M` says 300 M, twice. */
  readonly factor: number;
  /** `3.5M+`: at least so many, which leaves out rounding up. */
  readonly atLeast: boolean;
  /** How many zeros at its end may stand for digits that nobody printed: 2 of `~300M` and `4100 M`, none of `3.50M`. */
  readonly vagueDigits: number;
}

const POWERS: Readonly<Record<string, number>> = { k: 1, m: 2, million: 2, g: 3, b: 3, billion: 3, t: 4 };

/** A number of so many digits is the count itself; a shorter one leaves its unit to the column's head. */
const WRITTEN_OUT = 5;

const ABOUT = /^(?:~|≈|about|approx\.?|approximately|circa|ca\.?|around)\s*/i;
const MORE = /^(?:>=?|≥|over|more than|at least)\s*/i;
const FACTOR = /^(\d)\s*[×x*]\s*(?=\d)(?!10\s*\^|10[⁶⁹]|10\s*$)/;
const NUMBER =
  /^(\d[\d.,\s'’_]*)\s*(?:(?:[×x*]\s*10\s*\^?|e\+?)(\d{1,2}))?\s*(million|billion|[kmgbt](?![a-z]*illion)(?=i?b?(?:$|[^a-z])|flop|mac|madd|mult|param|op))?(i)?(bytes?|b(?![a-z]))?\s*(?:flops?|macs?|madds?|mult-?adds|params|parameters|ops)?\s*(\+)?$/i;

const GROUPS = /^\d{1,3}([.,\s'’_])\d{3}(?:\1\d{3})*(?:[.,]\d+)?$/;

/** Its digits, and how many of them are decimals: a separator that groups thousands is none of a decimal. */
function readDigits(text: string): { readonly plain: string; readonly decimals: number } | undefined {
  if (/^\d+$/.test(text)) return { plain: text, decimals: 0 };
  const separator = GROUPS.exec(text)?.[1];
  const isOneDot = separator === '.' && text.split('.').length === 2;
  const ungrouped = separator && !isOneDot ? text.replaceAll(separator, '') : text;
  const match = /^(\d+)(?:[.,](\d+))?$/.exec(ungrouped);
  if (!match) return undefined;
  const [, whole, fraction = ''] = match;
  return { plain: `${whole}${fraction}`, decimals: fraction.length };
}

/**
 * Reads `3.47M`, `314 M`, `610.1`, `3,538,984`, `3.504.872`, `0.32 GMACs`, `1.8×10^9`, `13.37 MB`, `~300M`, `3.5M+`, `2×300M`.
 * `undefined` where it is no number.
 */
export function parseFigure(text: string): Figure | undefined {
  const plainText = text.replaceAll('⁹', '9').replaceAll('⁶', '6').replaceAll('\u00a0', ' ').trim();
  const isAbout = ABOUT.test(plainText);
  const isMore = MORE.test(plainText);
  const stated = plainText.replace(ABOUT, '').replace(MORE, '');
  const factor = FACTOR.exec(stated)?.[1];
  const match = NUMBER.exec(factor ? stated.replace(FACTOR, '') : stated);
  if (!match) return undefined;
  const [, written = '', exponent, unit, binary, bytes, plus] = match;
  const digits = written.trim().replace(/[.,]$/, '');
  const read = readDigits(digits);
  // Nothing at all is what any count of nothing gives.
  if (!read || !Number(read.plain) || !Number.isSafeInteger(Number(read.plain))) return undefined;
  const { plain, decimals } = read;
  const trailing = decimals ? 0 : plain.length - plain.replace(/0+$/, '').length;
  return {
    digits,
    number: Number(plain),
    decimals,
    ...scalesOf({ exponent, unit, isBinary: !!binary, isWrittenOut: !decimals && plain.length >= WRITTEN_OUT }),
    bytes: !!bytes,
    factor: Number(factor ?? 1),
    atLeast: isMore || !!plus,
    vagueDigits: unit || isAbout ? Math.min(trailing, plain.length - 1) : 0,
  };
}

interface Unit {
  readonly exponent: string | undefined;
  readonly unit: string | undefined;
  readonly isBinary: boolean;
  readonly isWrittenOut: boolean;
}

function scalesOf({ exponent, unit, isBinary, isWrittenOut }: Unit): Pick<Figure, 'scales' | 'binaryScales'> {
  if (exponent) return { scales: [10 ** Number(exponent)], binaryScales: [] };
  if (!unit && isWrittenOut) return { scales: [1], binaryScales: [] };
  const powers = unit ? [POWERS[unit.toLowerCase()]!] : [2, 3];
  const binaryScales = powers.map((power) => 1024 ** power);
  return isBinary
    ? { scales: binaryScales, binaryScales: [] }
    : { scales: powers.map((power) => 1000 ** power), binaryScales };
}

/** The value in the units and with the decimals of a figure, as a number of its last digits: 3.47 M → 347. */
export function lastDigits(value: number, scale: number, { decimals }: Figure, rounding: Rounding): number {
  const scaled = Number(((value / scale) * 10 ** decimals).toPrecision(15));
  return rounding === 'rounded' ? Math.round(scaled) : Math.floor(scaled);
}

/** Whether a count prints as the figure does. */
export const printsAs = (value: number, figure: Figure, rounding: Rounding): boolean =>
  figure.scales.some((scale) => lastDigits(value, scale, figure, rounding) === figure.number);

/** A count printed as a figure is: `3,504,872` in the manner of `3.47M` is `3.50M`. */
export function printLike(figure: Figure, value: number, rounding: Rounding, text: string): string {
  const number = lastDigits(value, figure.scales[0]!, figure, rounding) / 10 ** figure.decimals;
  const grouped = figure.digits.includes(',');
  const digits = number.toLocaleString('en-US', { minimumFractionDigits: figure.decimals, useGrouping: grouped });
  return text.replace(figure.digits, digits);
}
