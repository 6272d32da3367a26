import { once } from '../../core/once.js';

const plain = once(() => new Intl.NumberFormat('en', { maximumSignificantDigits: 4 }));

/** `0.1234`, `−1.2e-5`: four figures, of whatever size. */
export function formatValue(value: number): string {
  const size = Math.abs(value);
  const text = size && (size < 1e-4 || size >= 1e6) ? value.toExponential(2) : plain().format(value);
  return text.replace(/^-/, '−');
}
