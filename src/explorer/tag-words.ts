/** What tags and links say in one word, checked before anything is done with it. */
import { DETAILS, excerpt, FITS, type Detail, type Fit } from '../core/index.js';
import { isRandom, seedOf } from './weights/random.js';

/** Throws `TypeError` naming the attribute or parameter. */
export const checkedDetail = (name: string, text: string): Detail => checkedWord(name, text, DETAILS);

/** Throws `TypeError`. */
export const checkedFit = (text: string): Fit => checkedWord('image-fit', text, FITS);

function checkedWord<Word extends string>(name: string, text: string, words: readonly Word[]): Word {
  const word = words.find((known) => known === text);
  if (word) return word;
  throw new TypeError(`${name}: expected one of ${words.join(', ')}, got ${excerpt(text)}`);
}

/** Throws for what names random weights without a seed; whether the others are there is known when they are wanted. */
export function checkedWeights(text: string): string {
  if (isRandom(text)) seedOf(text);
  return text;
}
