/** What the classes of weights from outside are called. */
import { InputError } from '../errors.js';
import { excerptName } from '../../core/index.js';
import { parseJson, textIn } from '../json-file.js';
import { lateChunk } from '../chunks.js';
import { loadOnce } from '../shipped.js';

export interface ClassNames {
  readonly names: readonly string[];
  /** Where they are from, as the page says it. */
  readonly source: string;
}

/** TensorFlow's slim numbers the classes from 1 and keeps 0 for what is none of them. */
const BACKGROUND = 'background';

const loadClasses = lateChunk('The list of ImageNet’s classes', () => import('/classes?shipped'));

const loadImageNet = loadOnce(async (): Promise<readonly string[]> => {
  const { names } = (await loadClasses()).default['imagenet.json'] as { readonly names: readonly string[] };
  return labelsOf(names);
});

/** The first of each class's synonyms; where two classes share it, as with two cranes, the next one or the number too. */
export function labelsOf(synonyms: readonly string[]): readonly string[] {
  const parts = synonyms.map((names) => names.split(', '));
  const count = new Map<string, number>();
  for (const [first] of parts) count.set(first!, (count.get(first!) ?? 0) + 1);
  return parts.map(([first, second], index) => (count.get(first!) === 1 ? first! : `${first} (${second ?? index})`));
}

/** Names for as many classes as ImageNet has, with TensorFlow's background or without; `undefined` for any other number. */
export async function usualNames(classes: number): Promise<ClassNames | undefined> {
  if (classes === 1000) return { names: await loadImageNet(), source: 'ImageNet’s 1,000 classes' };
  if (classes !== 1001) return undefined;
  return {
    names: [BACKGROUND, ...(await loadImageNet())],
    source: 'ImageNet’s 1,000 classes from 1 on; 0 is TensorFlow’s background',
  };
}

/** Reads names beside weights: a JSON list, `{labels}` or `{classes}` in one, or text with a name a line. */
export async function namesIn(files: readonly File[], classes: number): Promise<ClassNames | undefined> {
  const file = files.find(({ name }) => /(?:^|[-_.])(?:metadata|classes|labels)\.(?:json|txt)$/i.test(name));
  if (!file) return undefined;
  const names = /\.json$/i.test(file.name)
    ? listIn(parseJson(await textIn(file, 'weights'), file.name, 'weights'))
    : lines(await textIn(file, 'weights'));
  if (names.length === classes) return { names, source: file.name };
  const sentence = `${excerptName(file.name)}: expected ${classes} names, got ${names.length}`;
  throw new InputError('weights', 'weights-classes', sentence);
}

function listIn(value: unknown): readonly string[] {
  const { labels, classes } = (value ?? {}) as { labels?: unknown; classes?: unknown };
  const list = [value, labels, classes].find(Array.isArray) ?? [];
  return list.map(excerptName);
}

const lines = (text: string): readonly string[] => text.split(/\r?\n/).filter((line) => line.trim());
