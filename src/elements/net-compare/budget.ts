import type { ConventionId } from '../../core/index.js';
import type { Precision } from '../../core/memory.js';
import { formatBytes, formatCount } from '../../words/format.js';
import { parseAmount } from './amount.js';
import { countOf, type Subject } from './subject.js';

/** What a budget may limit. */
export type Limit = 'operations' | 'parameters' | 'weights' | 'memory';

/** What is written in the fields of a budget. */
export type BudgetTexts = Readonly<Record<Limit, string>>;

/** Limits as numbers; those that are not there do not limit. */
export interface Budget {
  readonly limits: Readonly<Partial<Record<Limit, number>>>;
  /** The sentence for each field that cannot be read. */
  readonly problems: Readonly<Partial<Record<Limit, string>>>;
}

export const LIMITS: readonly Limit[] = ['operations', 'parameters', 'weights', 'memory'];

const UNITS = { operations: 'count', parameters: 'count', weights: 'bytes', memory: 'bytes' } as const;

/** Reads every field; what is nonsense limits nothing and gets a sentence. */
export function readBudget(texts: BudgetTexts, names: Readonly<Record<Limit, string>>): Budget {
  const limits: Partial<Record<Limit, number>> = {};
  const problems: Partial<Record<Limit, string>> = {};
  for (const limit of LIMITS) {
    try {
      const amount = parseAmount(names[limit], texts[limit], UNITS[limit]);
      if (amount !== undefined) limits[limit] = amount;
    } catch (error) {
      problems[limit] = (error as Error).message;
    }
  }
  return { limits, problems };
}

/** What a network uses of each part of a budget. */
export function useOf(limit: Limit, subject: Subject, convention: ConventionId, precision: Precision): number {
  if (limit === 'weights') return subject.weightBytes(precision);
  if (limit === 'memory') return subject.peakBytes(precision);
  return countOf(limit, subject.network, convention);
}

/** `301 M`, `4.82 MB` */
export const formatUse = (limit: Limit, value: number): string =>
  (UNITS[limit] === 'count' ? formatCount : formatBytes)(value);

/** The limits that a network breaks; none where it fits. */
export const brokenBy = (
  subject: Subject,
  { limits }: Budget,
  convention: ConventionId,
  precision: Precision,
): readonly Limit[] =>
  LIMITS.filter((limit) => limits[limit] !== undefined && useOf(limit, subject, convention, precision) > limits[limit]);
