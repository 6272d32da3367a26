/** What the classes of weights from outside are called. */
import { InputError } from '../errors.js';
import { excerptName, functionOf, type Network } from '../../core/index.js';
import { fetchable } from '../addresses.js';
import { fetchText } from '../fetch-file.js';
import { parseJson, textIn } from '../json-file.js';
import { nameOf } from '../../formats/weights/weight-files.js';
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

/** How many classes a network tells apart: one value between 0 and 1 says how likely the second of two is. */
export function classesIn({ nodes, outputShape: [height, width, channels] }: Network): number {
  const outputs = height * width * channels;
  return outputs === 1 && functionOf(nodes.at(-1)) === 'sigmoid' ? 2 : outputs;
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

/** `imagenet`, `imagenet-background`, the address of a list, or a list. Rejects with `InputError` for another number of names. */
export async function namesSaid(said: string, classes: number): Promise<ClassNames> {
  if (said === 'imagenet') return checked({ names: await loadImageNet(), source: 'ImageNet’s 1,000 classes' }, classes);
  if (said === 'imagenet-background')
    return checked(
      { names: [BACKGROUND, ...(await loadImageNet())], source: 'ImageNet’s 1,000 classes from 1 on' },
      classes,
    );
  if (!/^[^\n,]+\.(?:txt|json)$/i.test(said))
    return checked({ names: splitNames(said), source: 'as said here' }, classes);
  const { href, init } = fetchable('weights', said, false);
  const text = await fetchText('weights', href, init);
  const names = /\.json$/i.test(said) ? listIn(parseJson(text, said, 'weights')) : lines(text);
  return checked({ names, source: excerptName(said) }, classes);
}

/** One a line, or between commas. */
const splitNames = (text: string): readonly string[] =>
  text.includes('\n') ? lines(text) : text.split(',').map((name) => excerptName(name.trim()));

/** Names as one text again. */
export const joinNames = (names: readonly string[]): string =>
  names.join(names.some((name) => name.includes(',')) || names.length === 1 ? '\n' : ', ');

function checked({ names, source }: ClassNames, classes: number): ClassNames {
  if (names.length === classes) return { names, source };
  throw new InputError(
    'weights',
    'weights-classes',
    `class names, ${source}: expected ${classes}, got ${names.length}`,
  );
}

/** Whether a file has nothing but what classes are called. */
export const isNamesFile = (file: File): boolean => NAMES_FILE.test(nameOf(file));

/** Reads names beside weights: a JSON list, `{labels}` or `{classes}` in one, or text with a name a line. */
export async function namesIn(files: readonly File[], classes: number): Promise<ClassNames | undefined> {
  const file = files.find(isNamesFile);
  if (!file) return undefined;
  const names = await namesOf(file);
  if (names.length === classes) return { names, source: file.name };
  const sentence = `${excerptName(file.name)}: expected ${classes} names, got ${names.length}`;
  throw new InputError('weights', 'weights-classes', sentence);
}

const NAMES_FILE = /(?:^|[-_.])(?:metadata|classes|labels|labelmap)\.(?:json|txt)$/i;

/** The names in a file, however many. Rejects with `InputError` where it has none. */
export async function namesOf(file: File): Promise<readonly string[]> {
  const text = await textIn(file, 'weights');
  return /\.json$/i.test(file.name) ? listIn(parseJson(text, file.name, 'weights')) : lines(text);
}

function listIn(value: unknown): readonly string[] {
  const { labels, classes } = (value ?? {}) as { labels?: unknown; classes?: unknown };
  const list = [value, labels, classes].find(Array.isArray) ?? [];
  return list.map(excerptName);
}

const lines = (text: string): readonly string[] => text.split(/\r?\n/).filter((line) => line.trim());
