import type { OptionSpec, OptionValue } from './options.js';

/** One other value of an option, and what a reader sees. */
export interface Alternative {
  readonly value: OptionValue;
  readonly title: string;
}

/** What else an option could be, as far as that can be listed: choices, yes and no, the marks of a number. */
export function alternativesOf(spec: OptionSpec): readonly Alternative[] {
  if (spec.type === 'choice') return spec.values.map(({ value, title }) => ({ value, title }));
  if (spec.type === 'flag') return [true, false].map((value) => ({ value, title: value ? 'yes' : 'no' }));
  return spec.type !== 'blocks' && spec.marks ? spec.marks.map((mark) => ({ value: mark, title: String(mark) })) : [];
}
