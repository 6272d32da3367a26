/** The words behind a command. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { excerptName, networks } from '../core/index.js';
import type { Files } from './files.js';
import { familyNamed, optionNames, subjectInFiles, subjectOf, textsIn, type Subject } from './subject.js';
import { UsageError } from './usage-error.js';

/** An option of a command: its default, or `undefined` where it has none. */
export type Defaults = Readonly<Record<string, string | undefined>>;

export interface Asked<Options extends Defaults> {
  readonly subjects: readonly Subject[];
  readonly options: { readonly [Name in keyof Options]: Options[Name] extends string ? string : string | undefined };
}

type Taken = Readonly<Record<string, string | undefined>>;

/** `--name value`, `--name=value`, and `--name` alone for a flag of a family. */
function takenFrom(words: readonly string[], texts: readonly string[], flags: readonly string[]) {
  const options: NonNullable<ParseArgsConfig['options']> = Object.fromEntries([
    ...texts.map((name) => [name, { type: 'string' }]),
    ...flags.map((name) => [name, { type: 'boolean' }]),
  ]);
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    const taken = Object.entries(values).map(([name, value]) => [name, value === true ? '' : value]);
    return { taken: Object.fromEntries(taken) as Taken, positionals };
  } catch (error) {
    const [name] = /--[\w-]+/.exec((error as Error).message) ?? [];
    const known = [...texts, ...flags].map((option) => `--${option}`).join(', ');
    throw new UsageError(
      name && [...texts, ...flags].includes(name.slice(2))
        ? `${name}: expected ${flags.includes(name.slice(2)) ? 'no value' : 'a value'} behind it`
        : `expected one of ${known}, got ${excerptName(name ?? words.join(' '))}`,
    );
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
    else {
      const ids = networks.map((network) => network.id).join(', ');
      throw new UsageError(`expected a network (${ids}) or a file, got ${excerptName(word)}`);
    }
  }
  return paths.length ? [...found, await subjectInFiles(paths, chosen.get('resolution'), files)] : found;
}

/** One of a few words. Throws `UsageError` naming the option. */
export function oneOf<const Word extends string>(name: string, words: readonly Word[], text: string): Word {
  const word = words.find((known) => known === text);
  if (word === undefined)
    throw new UsageError(`--${name}: expected one of ${words.join(', ')}, got ${excerptName(text)}`);
  return word;
}
