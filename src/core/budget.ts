/** What a network uses of a budget, and which limits of it that breaks. */

/** What a budget may limit: activations at their peak, operations and parameters under a convention, and weights. */
export type Limit = 'memory' | 'operations' | 'parameters' | 'weights';

/** What keeps a network off a small device first, first. */
export const LIMITS: readonly Limit[] = ['memory', 'operations', 'parameters', 'weights'];

export const UNITS = { memory: 'bytes', operations: 'count', parameters: 'count', weights: 'bytes' } as const;

/** What a network uses, in the unit of each limit. */
export type Uses = Readonly<Record<Limit, number>>;

/** Limits as numbers; those that are not there do not limit. */
export type Limits = Readonly<Partial<Record<Limit, number>>>;

/** The limits that are set, in order. */
export const limitsIn = (limits: Limits): readonly Limit[] => LIMITS.filter((limit) => limits[limit] !== undefined);

/** The limits that are broken; none where all are kept. A limit itself still fits. */
export const brokenBy = (uses: Uses, limits: Limits): readonly Limit[] =>
  limitsIn(limits).filter((limit) => uses[limit] > limits[limit]!);
