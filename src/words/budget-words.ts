/** What a budget makes of a network, in sentences. */
import { brokenBy, limitsIn, UNITS, type Limit, type Limits, type Uses } from '../core/budget.js';
import { formatBytes, formatShort } from './format.js';

/** `301 M`, `4.82 MB` */
export const formatUse = (limit: Limit, value: number): string =>
  (UNITS[limit] === 'count' ? formatShort : formatBytes)(value);

/** What each limit is called; `operations` is `MACs`, or what a convention calls them. */
export const limitNames = (operations: string): Readonly<Record<Limit, string>> => ({
  memory: 'Peak activations',
  operations,
  parameters: 'Parameters',
  weights: 'Bytes of weights',
});

/** `peak 1.20 MB`, `301 M MACs`, `3.50 M parameters`, `weights 14.0 MB` */
export function phraseOf(limit: Limit, value: number, operations: string): string {
  const amount = formatUse(limit, value);
  switch (limit) {
    case 'memory':
      return `peak ${amount}`;
    case 'operations':
      return `${amount} ${operations}`;
    case 'parameters':
      return `${amount} parameters`;
    case 'weights':
      return `weights ${amount}`;
  }
}

/** `Fits: peak 1.20 MB of 2.00 MB.`, or of each limit that is broken by how much. */
export function verdictOf(uses: Uses, limits: Limits, operations: string): string {
  const set = limitsIn(limits);
  if (!set.length) return 'No limit is set.';
  const broken = brokenBy(uses, limits);
  const excess = (limit: Limit): string =>
    `${phraseOf(limit, uses[limit], operations)}, ${formatUse(limit, uses[limit] - limits[limit]!)} more than ${formatUse(limit, limits[limit]!)}`;
  if (broken.length) return `Does not fit: ${broken.map(excess).join('; ')}.`;
  const kept = (limit: Limit): string =>
    `${phraseOf(limit, uses[limit], operations)} of ${formatUse(limit, limits[limit]!)}`;
  return `Fits: ${set.map(kept).join(', ')}.`;
}
