import { once } from '../core/once.js';

const plain = once(() => new Intl.NumberFormat('en', { maximumSignificantDigits: 4 }));
const short = once(() => new Intl.NumberFormat('en', { maximumSignificantDigits: 3 }));

function formatWith(format: Intl.NumberFormat, value: number): string {
  const size = Math.abs(value);
  const text = size && (size < 1e-4 || size >= 1e6) ? value.toExponential(2) : format.format(value);
  return withSigns(text);
}

/** No number is −0. */
const withSigns = (text: string): string => (text === '-0' ? '0' : text.replace(/^-/, '−').replace('e-', 'e−'));

/** `0.1234`, `−1.20e−5`: four figures, of whatever size. */
export const formatValue = (value: number): string => formatWith(plain(), value);

/** `0.123`: three figures, where many stand beside each other. */
export const formatShortValue = (value: number): string => formatWith(short(), value);

const cell = once(() => new Intl.NumberFormat('en', { maximumFractionDigits: 3 }));

/** `0.123`, `−6e−5`: for a cell of a few characters; its neighbours and its title say the rest. */
export function formatCell(value: number): string {
  const size = Math.abs(value);
  const text = size && size < 5e-4 ? value.toExponential(0) : size < 100 ? cell().format(value) : short().format(value);
  return withSigns(text);
}
