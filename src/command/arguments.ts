/** The words behind a command. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { excerptName, nearestName, networks } from '../core/index.js';
import type { Files } from './files.js';
import { familyNamed, optionNames, subjectInFiles, subjectOf, textsIn, type Subject } from './subject.js';
import { unknownName, UsageError } from './usage-error.js';

/** An option of a command: its default, or `undefined` where it has none. */
export type Defaults = Readonly<Record<string, string | undefined>>;

export interface Asked<Options extends Defaults> {
  readonly subjects: readonly Subject[];
  readonly options: { readonly [Name in keyof Options]: Options[Name] extends string ? string : string | undefined };
}

type Taken = Readonly<Record<string, string | undefined>>;

/** `--resolution -5` names a value, which is to be judged as one, and no option `-5`. */
const joinNegative = (words: readonly string[]): string[] =>
  words.reduce<string[]>((joined, word) => {
    const before = joined.at(-1);
    const isValue = /^-[\d.]/.test(word) && before?.startsWith('--') && !before.includes('=');
    return isValue ? [...joined.slice(0, -1), `${before}=${word}`] : [...joined, word];
  }, []);

/** `--name value`, `--name=value`, and `--name` alone for a flag of a family. */
function takenFrom(words: readonly string[], texts: readonly string[], flags: readonly string[]) {
  const options: NonNullable<ParseArgsConfig['options']> = Object.fromEntries([
    ...texts.map((name) => [name, { type: 'string' }]),
    ...flags.map((name) => [name, { type: 'boolean' }]),
  ]);
  try {
    const { values, positionals } = parseArgs({ args: joinNegative(words), options, allowPositionals: true });
    const taken = Object.entries(values).map(([name, value]) => [name, value === true ? '' : value]);
    return { taken: Object.fromEntries(taken) as Taken, positionals };
  } catch (error) {
    const [, name = words.join(' ')] = /--([\w-]+)/.exec((error as Error).message) ?? [];
    const known = [...texts, ...flags];
    if (!known.includes(name)) throw unknownName('', name, known, '--');
    throw new UsageError(`--${name}: expected ${flags.includes(name) ? 'no value' : 'a value'} behind it`);
  }
}

/**
 * What a command is about, and its own options. One network may have its options as options of the command; several have
 * theirs behind a colon; paths of files are one model. Rejects with `UsageError`, `OptionError`, `ShapeError` or `FileError`.
 */
export async function readArguments<const Options extends Defaults>(
  words: readonly string[],
  defaults: Options,
  files: Files,
): Promise<Asked<Options>> {
  const own = Object.keys(defaults);
  const first = words.find((word) => !word.startsWith('-'));
  const family = first === undefined ? undefined : familyNamed(textsIn(first).id);
  const isFlag = (name: string): boolean =>
    family?.options.some(
      (option) => option.type === 'flag' && optionNames({ ...family, options: [option] })[1] === name,
    ) ?? false;
  const names = family ? optionNames(family).filter((name) => !own.includes(name)) : ['resolution'];
  const { taken, positionals } = takenFrom(
    words,
    [...own, ...names.filter((name) => !isFlag(name))],
    names.filter(isFlag),
  );
  if (!positionals.length)
    throw new UsageError(
      `expected a network (${networks.map(({ id }) => id).join(', ')}) or a model file, got nothing`,
    );
  const chosen = names.flatMap((name): [string, string][] => (taken[name] === undefined ? [] : [[name, taken[name]]]));
  const options = Object.fromEntries(own.map((name) => [name, taken[name] ?? defaults[name]]));
  return {
    subjects: await subjectsIn(positionals, new Map(chosen), files),
    options: options as Asked<Options>['options'],
  };
}

async function subjectsIn(words: readonly string[], chosen: ReadonlyMap<string, string>, files: Files) {
  const found: Subject[] = [];
  const paths: string[] = [];
  for (const word of words) {
    const { id, texts } = textsIn(word);
    const family = familyNamed(id);
    if (family) found.push(subjectOf(family, new Map([...texts, ...(found.length ? [] : chosen)])));
    else if (files.exists(word)) paths.push(word);
    else throw unknownSubject(word, id);
  }
  return paths.length ? [...found, await subjectInFiles(paths, chosen.get('resolution'), files)] : found;
}

/** Neither a network nor a file: a network that is nearly named, else what there is. */
function unknownSubject(word: string, id: string): UsageError {
  const ids = networks.map((network) => network.id);
  const meant = nearestName(id.toLowerCase(), ids);
  return new UsageError(
    meant === undefined
      ? `expected a network (${ids.join(', ')}) or a file, got ${excerptName(word)}`
      : `there is no network or file ${excerptName(word)}; is ${meant} meant?`,
  );
}

/** One of a few words. Throws `UsageError` naming the option. */
export function oneOf<const Word extends string>(name: string, words: readonly Word[], text: string): Word {
  const word = words.find((known) => known === text);
  if (word === undefined) throw unknownName(`--${name}: `, text, words);
  return word;
}
