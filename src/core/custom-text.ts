/** A convention of one's own written as text, for a link or an attribute; the page reads such texts without this. */
import { nameOfFact, USUAL, type CustomConvention } from './custom-convention.js';
import type { FactName } from './facts.js';
import type { Terms } from './rules.js';

const termsText = (terms: Terms): string =>
  Object.entries(terms)
    .map(([fact, times]) => `${times === 1 ? '' : `${times} `}${nameOfFact(fact as FactName)}`)
    .join(', ');

/** The text of a convention of one's own: what is as ever is left out. */
export function formatCustom(custom: CustomConvention): `custom(${string})` {
  const { parameters, operations, only, without, batch } = custom;
  const parts = [
    ['parameters', termsText(parameters)],
    ['operations', termsText(operations)],
    ['only', only.join(', ')],
    ['without', without.join(', ')],
    ['batch', batch === 1 ? '' : String(batch)],
  ] as const;
  const isUsual = ([name, text]: readonly [string, string]): boolean =>
    !text || text === { parameters: termsText(USUAL.parameters), operations: termsText(USUAL.operations) }[name];
  return `custom(${parts
    .filter((part) => !isUsual(part))
    .map(([name, text]) => `${name}: ${text}`)
    .join('; ')})`;
}
