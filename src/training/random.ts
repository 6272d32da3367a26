/** What training draws at random: each purpose from a stream of its own, so that one does not shift another. */
import { generator, type Random } from '../runtime/random.js';

export type { Random };

const purposes = ['weights', 'split', 'order', 'augmentation', 'views'] as const;

export const streamOf = (seed: number, purpose: (typeof purposes)[number]): Random =>
  generator(Math.imul(seed, 0x9e3779b1) ^ Math.imul(purposes.indexOf(purpose) + 1, 0x85ebca6b));

/** 0 to `count − 1` in random order (Fisher–Yates). */
export function shuffled(count: number, next: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** Normally distributed, mean 0 and deviation 1 (Box–Muller). */
export const normal = (next: Random): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
