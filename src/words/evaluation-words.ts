/** What is said of a folder of images that a network was evaluated on. */
import { excerptName } from '../core/index.js';
import { formatExact } from './format.js';

/** `85.81 %` */
export const formatAccuracy = (part: number, whole: number): string =>
  whole ? `${((100 * part) / whole).toFixed(2)}\u00a0%` : '–';

/** `8,581 of 10,000` */
export const formatPart = (part: number, whole: number): string => `${formatExact(part)} of ${formatExact(whole)}`;

interface Right {
  readonly right: number;
  readonly rightInSecond: number;
}

/** How many are right, with the words for it: at first, and among the first `second` where there are more classes than these. */
export const partsRight = (
  { right, rightInSecond }: Right,
  classes: number,
  second: number,
): readonly (readonly [words: string, count: number])[] => [
  ['right', right],
  ...(classes > second ? ([[`among the first ${second}`, rightInSecond]] as const) : []),
];

const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${formatExact(count)} ${count === 1 ? one : many}`;

/** So many names are listed in a sentence. */
const MOST_NAMES = 5;

function listOf(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map(excerptName).join(', ');
  return names.length > MOST_NAMES ? `${shown} and ${formatExact(names.length - MOST_NAMES)} more` : shown;
}

interface Matched {
  readonly folder: string;
  readonly index: number;
  readonly by: 'name' | 'spelling' | 'order';
}

/** By which rule folders were taken for classes, and which were not. */
export function wordsOfMatch(
  { matched, unmatched }: { readonly matched: readonly Matched[]; readonly unmatched: readonly string[] },
  classes: readonly string[],
): string {
  const folders = matched.length + unmatched.length;
  const known = countOf(classes.length, 'class', 'classes');
  if (!folders)
    return 'There are no folders in it to be classes: what the images are taken for is said, and none is judged.';
  if (!matched.length)
    return `No folder has the name of one of the ${known}, and there are not as many of them (${listOf(unmatched)}): no image is judged.`;
  if (matched[0]!.by === 'order') {
    const pairs = matched
      .slice(0, 3)
      .map(({ folder, index }) => `${excerptName(folder)} is ${excerptName(classes[index]!)}`);
    return `No folder has the name of a class, but there are as many as classes: they are taken in sorted order, so ${pairs.join(', ')}${matched.length > 3 ? ' and so on' : ''}.`;
  }
  const near = matched.filter(({ by }) => by === 'spelling').length;
  const spelling = near ? ` (${formatExact(near)} but for case, signs or spaces)` : '';
  const rest = unmatched.length ? `; the images in ${listOf(unmatched)} are not judged.` : '.';
  const whole = unmatched.length
    ? formatPart(matched.length, folders)
    : folders === 1
      ? 'The one'
      : `All ${formatExact(folders)}`;
  const subject = `${whole} ${folders === 1 ? 'folder' : 'folders'}`;
  return `${subject} ${matched.length === 1 ? 'has' : 'have'} the name of a class${spelling}${rest}`;
}

/** `12 files in 3 folders` */
export const wordsOfFolder = (files: number, folders: number): string =>
  folders ? `${countOf(files, 'file')} in ${countOf(folders, 'folder')}` : countOf(files, 'file');

/** `3 files were left out` */
export const wordsOfSkipped = (count: number): string =>
  count === 1 ? '1 file was left out' : `${formatExact(count)} files were left out`;

/** `85.1 to 86.5 %` */
export const formatInterval = ([low, high]: readonly [number, number]): string =>
  `${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)}\u00a0%`;
