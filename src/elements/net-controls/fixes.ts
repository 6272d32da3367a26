import {
  resolveOptions,
  sameOption,
  type Family,
  type Options,
  type OptionSpec,
  type OptionValue,
} from '../../core/index.js';

/** One change of one option that makes a network whole again. */
export interface Fix {
  readonly option: string;
  readonly value: OptionValue;
  /** `Pooling: global` */
  readonly title: string;
}

const MOST_FIXES = 3;

/** What else an option could be, as far as that can be listed. */
function alternatives(spec: OptionSpec): readonly (readonly [OptionValue, string])[] {
  if (spec.type === 'choice') return spec.values.map(({ value, title }) => [value, title]);
  if (spec.type === 'flag') return [true, false].map((value) => [value, value ? 'yes' : 'no']);
  return spec.type !== 'blocks' && spec.marks ? spec.marks.map((mark) => [mark, String(mark)]) : [];
}

function builds(family: Family, options: Options): boolean {
  try {
    family.build(resolveOptions(family, options));
    return true;
  } catch {
    return false;
  }
}

/** The values of one option after which the network can be built: the first of each option, since one way out is enough. */
export function fixesOf(family: Family, options: Options): Fix[] {
  const fixes: Fix[] = [];
  for (const spec of [...family.options].sort(choicesFirst)) {
    const works = alternatives(spec).find(
      ([value]) => !sameOption(value, options[spec.name]) && builds(family, { ...options, [spec.name]: value }),
    );
    if (works) fixes.push({ option: spec.name, value: works[0], title: `${spec.title}: ${works[1]}` });
    if (fixes.length === MOST_FIXES) break;
  }
  return fixes;
}

/** A variant that does not fit is better undone than worked around. */
const choicesFirst = (a: OptionSpec, b: OptionSpec): number =>
  Number(b.type === 'choice') - Number(a.type === 'choice');
