/** The grounds that show somebody's own values on the drawn network: shades of one colour for numbers, colours for words. */
import type { Looks } from './looks.js';

/** How many shades a scale of one colour has. */
export const SHADES = 8;

/** What is drawn is seen through them. */
export const washLooks: Looks = {
  '.wash': { fill: 'overlay' },
  ...Object.fromEntries(
    Array.from({ length: SHADES }, (_, at) => [`.shade-${at}`, { 'fill-opacity': (1 + at) / 16 }] as const),
  ),
  '.word': { fill: 'tint', 'fill-opacity': 0.35 },
};
