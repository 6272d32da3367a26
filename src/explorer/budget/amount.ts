import { excerptName } from '../../core/index.js';

/** Decimal and binary multiples, by the letters that readers use for them. */
const MULTIPLES: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  m: 1e6,
  g: 1e9,
  t: 1e12,
  ki: 2 ** 10,
  mi: 2 ** 20,
  gi: 2 ** 30,
};

const WRITTEN =
  /^(\d+(?:,\d{3})*(?:\.\d+)?|\.\d+)(?:e\+?(\d{1,2}))?\s*([kmgt]i?)?(b|bytes?)?(?:\s+(?:of\s+)?([a-z]+))?$/i;

/**
 * Reads `300M`, `300,000,000`, `4 MB`, `1.5 MiB`; `undefined` for nothing, which is no limit. One of `words` may stand
 * behind it: `2M params`. Throws `RangeError` naming what was to be read.
 */
export function parseAmount(
  name: string,
  text: string,
  unit: 'count' | 'bytes',
  words: readonly string[] = [],
): number | undefined {
  const trimmed = text.trim();
  if (!trimmed) return undefined;
  const [whole, digits, exponent = '0', multiple = '', bytes, word] = WRITTEN.exec(trimmed) ?? [];
  const isOther = word !== undefined && !words.includes(word.toLowerCase());
  if (whole === undefined || isOther || (bytes && unit === 'count')) {
    const example = unit === 'count' ? '300M or 300,000,000' : '4 MB or 512 kB';
    throw new RangeError(`${name}: expected a number such as ${example}, got “${excerptName(trimmed)}”`);
  }
  return Number(`${digits!.replaceAll(',', '')}e${exponent}`) * (MULTIPLES[multiple.toLowerCase()] ?? 1);
}
