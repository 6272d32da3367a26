import type { Cost } from './cost.js';

/** How often each raw fact goes into a count. */
export type Terms = Partial<Readonly<Record<keyof Cost, number>>>;

/** One named reading of the raw facts: what a paper or a tool calls "parameters" and "FLOPs". */
export interface Convention {
  readonly id: string;
  readonly title: string;
  readonly parameters: Terms;
  readonly operations: Terms;
  /** What the operations are, in a word: MACs, or FLOPs where a MAC counts as two. */
  readonly unit: 'MACs' | 'FLOPs';
  /** Where the rule is written down. */
  readonly source: string;
}

const TRAINABLE: Terms = { weights: 1, biases: 1, normTrainable: 1 };

export const conventions = {
  paper: { id: 'paper', title: 'paper', parameters: { weights: 1, biases: 1 }, operations: { macs: 1 }, unit: 'MACs', source: '' },
  torchvision: { id: 'torchvision', title: 'torchvision', parameters: TRAINABLE, operations: { macs: 1 }, unit: 'MACs', source: '' },
} as const satisfies Record<string, Convention>;

export type ConventionId = keyof typeof conventions;

const weigh = (cost: Cost, terms: Terms): number =>
  Object.entries(terms).reduce((count, [field, times]) => count + times * cost[field as keyof Cost], 0);

const conventionOf = (convention: string): Convention => {
  const found = (conventions as Record<string, Convention>)[convention];
  if (found) return found;
  throw new TypeError(`convention ${JSON.stringify(convention)}: expected one of ${Object.keys(conventions).join(', ')}`);
};

/** The number of parameters under a convention. Throws `TypeError` for one that is not known. */
export const countParameters = (cost: Cost, convention: string): number => weigh(cost, conventionOf(convention).parameters);

/** The number of operations under a convention, for one image. Throws `TypeError` for one that is not known. */
export const countOperations = (cost: Cost, convention: string): number => weigh(cost, conventionOf(convention).operations);
