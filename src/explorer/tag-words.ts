/** What tags and links say in one word, checked before anything is done with it. */
import { DETAILS, excerpt, type Detail } from '../core/index.js';
import { isRandom, seedOf } from './weights/random.js';

/** Throws `TypeError` naming the attribute or parameter. */
export function checkedDetail(name: string, text: string): Detail {
  const detail = DETAILS.find((known) => known === text);
  if (detail) return detail;
  throw new TypeError(`${name}: expected one of ${DETAILS.join(', ')}, got ${excerpt(text)}`);
}

/** Throws for what names random weights without a seed; whether the others are there is known when they are wanted. */
export function checkedWeights(text: string): string {
  if (isRandom(text)) seedOf(text);
  return text;
}
