/** What tags and links say in one word of how something is shown, checked before anything is done with it. */
import { DETAILS, excerpt, FITS, type Detail, type Fit } from '../core/index.js';

/** Throws `TypeError` naming the attribute or parameter. */
export const parseDetail = (name: string, text: string): Detail => parseWord(name, text, DETAILS);

/** Throws `TypeError`. */
export const parseFit = (text: string): Fit => parseWord('image-fit', text, FITS);

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Throws `TypeError`. */
export const parseTheme = (text: string): Theme => parseWord('theme', text, THEMES);

function parseWord<Word extends string>(name: string, text: string, words: readonly Word[]): Word {
  const word = words.find((known) => known === text);
  if (word) return word;
  throw new TypeError(`${name}: expected one of ${words.join(', ')}, got ${excerpt(text)}`);
}
