/** The arithmetic of one value in words and symbols, with the numbers put in. */
import type { Arithmetic, Calculation, FormulaName, Place, Read, SumOfProducts } from '../core/explanation.js';
import { formatShortValue, formatValue } from './format-value.js';

type Numbers = Calculation['numbers'];

const normalisation = ({ γ, β }: Numbers): string =>
  `${γ === undefined ? '' : 'γ · '}(x − μ) / √(σ² + ε)${β === undefined ? '' : ' + β'}`;

/** In the symbols of `Calculation.numbers`; any other word is a function. */
const formulas: { readonly [Name in FormulaName]: (numbers: Numbers) => string } = {
  pixel: () => '(v / 255 − μ) / σ',
  'batch norm': normalisation,
  norm: normalisation,
  'local response norm': () => 'x / (k + α / n · S)^β',
  PReLU: () => 'max(0, x) + α · min(0, x)',
  rescaling: () => 'a · x + b',
  product: () => 'x · y',
  quotient: () => 'x / y',
  relu: () => 'max(0, x)',
  relu6: () => 'min(6, max(0, x))',
  'leaky ReLU': () => 'max(0, x) + α · min(0, x)',
  ELU: () => 'max(0, x) + α · (e^min(0, x) − 1)',
  SELU: () => 'λ · (max(0, x) + α · (e^min(0, x) − 1))',
  GELU: () => 'x / 2 · (1 + erf(x / √2))',
  'GELU (tanh)': () => 'x / 2 · (1 + tanh(√(2 / π) · (x + 0.044715 · x · x · x)))',
  swish: () => 'x / (1 + e^(−x))',
  'hard swish': () => 'x · min(6, max(0, x + 3)) / 6',
  mish: () => 'x · tanh(ln(1 + e^x))',
  sigmoid: () => '1 / (1 + e^(−x))',
  'hard sigmoid': () => 'min(1, max(0, α · x + 0.5))',
  tanh: () => 'tanh(x)',
  softplus: () => 'ln(1 + e^x)',
  softsign: () => 'x / (1 + |x|)',
  softmax: () => 'e^(x − m) / S',
  clip: ({ a, b }) => atMost(a === undefined ? 'x' : 'max(a, x)', b),
  exp: () => 'e^x',
  log: () => 'ln(x)',
  erf: () => 'erf(x)',
  'absolute value': () => '|x|',
  power: () => 'x^α',
};

const atMost = (text: string, most: number | undefined): string => (most === undefined ? text : `min(b, ${text})`);

const NORM = { μ: 'mean', 'σ²': 'variance', ε: 'keeps the root from 0', γ: 'scale', β: 'offset' };

/** What the symbols of a formula mean, besides `x`, which is what comes in. */
const meanings: { readonly [Name in FormulaName]?: Readonly<Record<string, string>> } = {
  pixel: { v: 'the colour, from 0 to 255', μ: 'mean of the training', σ: 'its standard deviation' },
  'batch norm': { ...NORM, μ: 'mean seen in training', 'σ²': 'variance seen in training' },
  norm: { ...NORM, μ: 'mean of the values', 'σ²': 'their variance' },
  'local response norm': { S: 'sum of the squares of the neighbouring channels', n: 'how many channels' },
  PReLU: { α: 'slope that was trained' },
  softmax: { m: 'largest of all', S: 'sum of e^(value − m) over all' },
};

/** `μ mean seen in training · γ scale` for the symbols that there are. */
export const formatMeanings = ({ name, numbers }: Calculation): string =>
  Object.entries(meanings[name] ?? {})
    .filter(([symbol]) => symbol in numbers)
    .map(([symbol, meaning]) => `${symbol} ${meaning}`)
    .join(' · ');

/** A formula as it is written and with its numbers. */
interface Equation {
  readonly symbols: string;
  readonly numbers: string;
}

/** What a negative number may not follow, or go before, without parentheses. */
const BINDS_BEFORE = /[·/−+^√]\s*$/;
const BINDS_AFTER = /^\^/;

/** Puts the numbers in the places of their symbols. */
export function substitute(formula: string, numbers: Numbers): string {
  return formula.replace(/\p{L}+²?/gu, (word, at: number) => {
    const number = numbers[word];
    if (number === undefined) return word;
    const text = formatValue(number);
    const isBound = BINDS_BEFORE.test(formula.slice(0, at)) || BINDS_AFTER.test(formula.slice(at + word.length));
    return number < 0 && isBound ? `(${text})` : text;
  });
}

interface Summand {
  readonly value: number;
  /** What it is, where it is no product. */
  readonly of?: string;
}

/** `0.04 − 0.28 + 1.28 (12 more) + 0.1 (bias)` */
export function formatSum(summands: readonly Summand[]): string {
  if (!summands.length) return '0';
  return summands
    .map(({ value, of }, at) => {
      const text = `${formatShortValue(Math.abs(value))}${of ? ` (${of})` : ''}`;
      if (at === 0) return value < 0 ? `−${text}` : text;
      return value < 0 ? `− ${text}` : `+ ${text}`;
    })
    .join(' ');
}

/** More than this is not read in a line. */
const FEW = 9;

/** The products that are not 0, or what each channel's add up to; what is left over is one number. */
function summandsOf({ parts, rest }: SumOfProducts): readonly Summand[] {
  const terms = parts.flatMap((part) => part.terms);
  const isShort = terms.length + rest.terms <= FEW;
  const all = isShort ? terms.map((term) => [term.product, 1]) : parts.map((part) => [part.sum, part.terms.length]);
  const some = all.filter(([value]) => value !== 0) as [number, number][];
  const [shown, left] = [some.slice(0, FEW), some.slice(FEW)];
  const count = left.reduce((sum, [, terms]) => sum + terms, rest.terms);
  const more = left.reduce((sum, [value]) => sum + value, rest.sum);
  return [
    ...shown.map(([value]) => ({ value })),
    ...(count ? [{ value: more, of: `${count.toLocaleString('en')} more` }] : []),
  ];
}

function equationOfSum(arithmetic: SumOfProducts): Equation {
  const { parts, bias, divisor } = arithmetic;
  const own = bias === undefined ? [] : [{ value: bias, of: 'bias' }];
  const sum = formatSum([...summandsOf(arithmetic), ...own]);
  const areAdded = parts.every(({ terms }) => terms.every(({ weight }) => weight === 1));
  const symbols = `${areAdded ? 'Σ value' : 'Σ value · weight'}${bias === undefined ? '' : ' + bias'}`;
  if (divisor === undefined) return { symbols, numbers: sum };
  return { symbols: `(${symbols}) / count`, numbers: `(${sum}) / ${divisor}` };
}

/** A value's formula and the same with its numbers; long sums are shortened, the last number then is the rest. */
export function equationOf(arithmetic: Arithmetic): Equation {
  switch (arithmetic.form) {
    case 'sum':
      return equationOfSum(arithmetic);
    case 'extreme': {
      const { of, reads, rest } = arithmetic;
      const values = reads.filter(({ value }) => !Number.isNaN(value)).map(({ value }) => formatValue(value));
      const shown = [...values.slice(0, FEW), ...(values.length > FEW || rest ? ['…'] : [])];
      return { symbols: `the ${of} value`, numbers: `${of === 'largest' ? 'max' : 'min'}(${shown.join(', ')})` };
    }
    case 'move':
      return { symbols: wordsOfMove(arithmetic.from), numbers: formatValue(arithmetic.from.value) };
    case 'formula': {
      const symbols = formulas[arithmetic.name](arithmetic.numbers);
      return { symbols, numbers: substitute(symbols, arithmetic.numbers) };
    }
  }
}

const wordsOfMove = ({ of, place }: Read): string =>
  of === 'padding' ? 'padding' : of === 'constant' ? 'as it was given' : `the value of ${formatPlace(place)}, as it is`;

/** `row 3, column 5, channel 17` */
export const formatPlace = ([row, column, channel]: Place): string =>
  `row ${row}, column ${column}, channel ${channel}`;

/** `channel 17 at (3, 5)`; of what has no map, its channel alone. */
export const formatPin = ([row, column, channel]: Place, isMap: boolean, name?: string): string =>
  `${name === undefined ? '' : `${name}, `}channel ${channel}${isMap ? ` at (${row}, ${column})` : ''}`;

/** A node's path as it is called beside another one: without what both begin with, but never less than two names. */
export function nameBeside(id: string, other: string): string {
  const [names, others] = [id.split('/'), other.split('/')];
  const common = names.findIndex((name, at) => name !== others[at]);
  return names.slice(Math.max(0, Math.min(common < 0 ? Infinity : common, names.length - 2))).join('/');
}

/** What is left out of a list. */
export const formatRest = (terms: number, sum: number): string =>
  `${terms.toLocaleString('en')} more, which add up to ${formatValue(sum)}`;
