import { OptionError, UnknownNameError } from './errors.js';
import { excerpt } from './excerpt.js';
import type { Network } from './network.js';
import {
  checkOption,
  type BlockRow,
  type Consistent,
  type Options,
  type OptionSpec,
  type SettingsOf,
  readOption,
} from './options.js';
import { addOps } from './ops/index.js';
import type { Writing } from './writing.js';

/** One family of networks: what it is called, what can be chosen, and how it is built. */
export interface Family {
  readonly id: string;
  readonly title: string;
  readonly year: number;
  /** Address of the paper. */
  readonly paper: string;
  readonly options: readonly OptionSpec[];
  /** Named choices, as published or as implemented elsewhere. */
  readonly presets: Readonly<Record<string, Options>>;
  /** What each preset is, in a few words for a reader. */
  readonly presetTitles: Readonly<Record<string, string>>;
  /** How the code that tools are run on is written, under each preset that has code of its own; `default` is for all others. */
  readonly writings?: Readonly<Record<string, Writing>>;
  /** Layer kinds that it has and a page does not know before. */
  readonly ops?: Readonly<Record<string, unknown>>;
  /** From options that are complete and checked. */
  readonly build: (options: Options) => Network;
  /** The block table as it is built, with what other options put into it; on families that have one. */
  readonly effectiveBlocks?: (options: Options) => readonly BlockRow[];
}

/** A family as its file declares it: presets, titles and builder have the types that the options say. */
export interface FamilyDefinition<Specs extends readonly OptionSpec[], Preset extends string> extends Pick<
  Family,
  'id' | 'title' | 'year' | 'paper' | 'ops'
> {
  readonly options: Specs & Consistent<Specs>;
  readonly presets: Readonly<Record<Preset, Partial<SettingsOf<Specs>>>>;
  readonly presetTitles: Readonly<Record<NoInfer<Preset>, string>>;
  readonly writings?: Readonly<Partial<Record<NoInfer<Preset> | 'default', Writing>>>;
  readonly build: (settings: SettingsOf<Specs>) => Network;
  readonly effectiveBlocks?: (settings: SettingsOf<Specs>) => readonly BlockRow[];
}

/**
 * Declares a family. What everybody else sees takes any options, which no type allows for a builder of settings: that
 * `resolveOptions` has made them settings before is not known to the compiler.
 */
export const defineFamily = <const Specs extends readonly OptionSpec[], Preset extends string, Id extends string>(
  definition: FamilyDefinition<Specs, Preset> & { readonly id: Id },
): Family & { readonly id: Id; readonly options: Specs } =>
  definition as unknown as Family & { readonly id: Id; readonly options: Specs };

/** The option with this name. Throws `UnknownNameError` with the names there are. */
export function optionOf(family: Family, name: string): OptionSpec {
  const spec = family.options.find((option) => option.name === name);
  if (spec) return spec;
  throw new UnknownNameError('option', ['preset', ...family.options.map((option) => option.name)], name, family.id);
}

/** The options of a preset. Throws `OptionError` with the presets there are. */
export function presetOf(family: Family, preset: unknown): Options {
  if (preset === undefined) return {};
  const found =
    typeof preset === 'string' && Object.hasOwn(family.presets, preset) ? family.presets[preset] : undefined;
  if (found) return found;
  throw new OptionError('preset', `one of ${Object.keys(family.presets).join(', ')}`, preset);
}

/**
 * Defaults, then the preset, then `options`: every option, checked. Throws `OptionError` for a value, `UnknownNameError` for
 * a name, `TypeError` where `options` is no object.
 */
export function resolveOptions(family: Family, options: Readonly<Record<string, unknown>> = {}): Options {
  const { preset, ...rest } = readAll(family, options);
  const values: Readonly<Record<string, unknown>> = { ...presetOf(family, preset), ...rest };
  const resolved = family.options.map((spec) => {
    const value = values[spec.name];
    return [
      spec.name,
      value === undefined || value === spec.default ? spec.default : checkOption(spec, value),
    ] as const;
  });
  return { ...(preset !== undefined && { preset: preset as string }), ...Object.fromEntries(resolved) };
}

/** Every option that has a value, read once. Throws `OptionError` naming what cannot be read. */
function readAll(family: Family, options: unknown): Readonly<Record<string, unknown>> {
  const names = readOption('names', () => (isRecord(options) ? Object.keys(options) : undefined));
  if (!names) throw new TypeError(`options: expected an object with an entry for each option, got ${excerpt(options)}`);
  for (const name of names) if (name !== 'preset') optionOf(family, name);
  const read = names.map((name) => [name, readOption(name, () => (options as Options)[name])] as const);
  return Object.fromEntries(read.filter(([, value]) => value !== undefined));
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Builds a family's network from any options, and says how its code is written. Throws as `FamilyRegister.build` does. */
export function buildFrom(family: Family, options?: Readonly<Record<string, unknown>>): Network {
  const resolved = resolveOptions(family, options);
  const { ops, writings } = family;
  const writing = writings?.[String(resolved['preset'])] ?? writings?.['default'];
  if (ops) addOps(ops);
  const network = family.build(resolved);
  return writing ? { ...network, writing } : network;
}
