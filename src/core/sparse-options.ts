/** What options are beside those of their preset. */
import type { Family } from './family.js';
import { sameOption, type Options, type OptionValue } from './options.js';

/** What every option is where only `preset` is set; an unknown preset counts as none. Nothing is checked. */
export function presetValues(family: Family, preset?: unknown): Options {
  const defaults = Object.fromEntries(family.options.map((spec) => [spec.name, spec.default]));
  return {
    ...defaults,
    ...(typeof preset === 'string' && Object.hasOwn(family.presets, preset) && family.presets[preset]),
  };
}

/** The preset, and what differs from it; nothing is checked, so that a reader's mistakes stay in their place. */
export function sparseOptions(family: Family, options: Options): Options {
  const { preset } = options;
  const base = presetValues(family, preset);
  const differs = ([name, value]: [string, OptionValue | undefined]): boolean =>
    name === 'preset' || !sameOption(value, base[name]);
  return Object.fromEntries(Object.entries(options).filter((entry) => entry[1] !== undefined && differs(entry)));
}

/** The preset that is named, or the one that the defaults are; '' where no preset is. */
export function presetName(family: Family, { preset }: Options): string {
  if (typeof preset === 'string') return preset;
  const { presets } = family;
  return Object.keys(presets).find((name) => !Object.keys(sparseOptions(family, presets[name]!)).length) ?? '';
}
