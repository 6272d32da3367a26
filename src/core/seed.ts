/** Seeds of random weights: 32 bits. */
import { LARGEST_SEED } from './limits.js';

/** What messages expect. */
export const A_SEED = `a whole number from 0 to ${LARGEST_SEED}`;

export const isSeed = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= LARGEST_SEED;
