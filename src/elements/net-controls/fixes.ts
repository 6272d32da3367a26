import { alternativesOf } from '../../core/alternatives.js';
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
    const works = alternativesOf(spec).find(
      ({ value }) => !sameOption(value, options[spec.name]) && builds(family, { ...options, [spec.name]: value }),
    );
    if (works) fixes.push({ option: spec.name, value: works.value, title: `${spec.title}: ${works.title}` });
    if (fixes.length === MOST_FIXES) break;
  }
  return fixes;
}

/** A variant that does not fit is better undone than worked around. */
const choicesFirst = (a: OptionSpec, b: OptionSpec): number =>
  Number(b.type === 'choice') - Number(a.type === 'choice');
