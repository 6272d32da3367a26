/** A budget as it is written in attributes and fields. */
import { LIMITS, UNITS, type Limit, type Limits } from '../../core/budget.js';
import type { Overrides } from '../overrides.js';
import { parseAmount } from './amount.js';

/** What is written in the fields of a budget. */
export type BudgetTexts = Readonly<Record<Limit, string>>;

/** The property of an element for each limit; its attribute is the same with dashes. */
export const LIMIT_PROPERTIES = {
  memory: 'maxMemory',
  operations: 'maxOperations',
  parameters: 'maxParameters',
  weights: 'maxWeights',
} as const satisfies Record<Limit, string>;

export type LimitProperties = Partial<Record<(typeof LIMIT_PROPERTIES)[Limit], string | null>>;

/** What a reader has typed, else what an element's properties say. */
export const budgetTextsOf = (element: LimitProperties, overrides: Overrides): BudgetTexts =>
  Object.fromEntries(
    LIMITS.map((limit) => [limit, overrides[`max-${limit}`] ?? element[LIMIT_PROPERTIES[limit]] ?? '']),
  ) as BudgetTexts;

/** Limits as numbers; those that are not there do not limit. */
export interface Budget {
  readonly limits: Limits;
  /** The sentence for each field that cannot be read. */
  readonly problems: Readonly<Partial<Record<Limit, string>>>;
}

/** Words that may stand behind an amount, where they say what the field is about. */
const wordsFor = (names: Readonly<Record<Limit, string>>): Readonly<Record<Limit, readonly string[]>> => ({
  memory: ['peak', 'activations'],
  operations: [/^\w*/.exec(names.operations)![0].toLowerCase()],
  parameters: ['params', 'parameters'],
  weights: ['weights'],
});

/** Reads every field; what is nonsense limits nothing and gets a sentence. */
export function readBudget(texts: BudgetTexts, names: Readonly<Record<Limit, string>>): Budget {
  const limits: Partial<Record<Limit, number>> = {};
  const problems: Partial<Record<Limit, string>> = {};
  const words = wordsFor(names);
  for (const limit of LIMITS) {
    try {
      const amount = parseAmount(names[limit], texts[limit], UNITS[limit], words[limit]);
      if (amount !== undefined) limits[limit] = amount;
    } catch (error) {
      problems[limit] = (error as Error).message;
    }
  }
  return { limits, problems };
}
