import { formatBytes } from './format.js';

/** `1.20 of 3.40 MB`, `1.20 MB` where nobody knows how many there will be; both in the unit of the larger one. */
export function formatLoaded(loaded: number, total: number): string {
  if (!total) return formatBytes(loaded);
  const [whole, unit] = formatBytes(total).split('\u00a0') as [string, string];
  const decimals = whole.split('.')[1]?.length ?? 0;
  const size = total / Number(whole.replaceAll(',', '')); // what the unit stands for, nearly
  return `${(Math.min(loaded, total) / size).toFixed(decimals)} of ${whole}\u00a0${unit}`;
}
