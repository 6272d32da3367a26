/** The words for random weights: `random`, and `random:<seed>`. */
import { excerptName } from '../../core/index.js';
import { InputError } from '../errors.js';
import { A_SEED, isSeed } from '../../core/seed.js';

const FIRST_SEED = 1;

export const isRandom = (weights: string): boolean => /^random(?::|$)/.test(weights);

/** Throws `InputError` where what follows the colon is no seed. */
export function seedOf(weights: string): number {
  const text = weights === 'random' ? `${FIRST_SEED}` : weights.slice('random:'.length);
  if (/^\d+$/.test(text) && isSeed(Number(text))) return Number(text);
  const sentence = `weights: expected random:<seed>, ${A_SEED}, got ${excerptName(weights)}`;
  throw new InputError('weights', 'weights-seed', sentence);
}

/** Another seed each time, so that a second press shows something else. */
export function nextRandom(weights: string | undefined): string {
  const [, seed] = /^random(?::(\d+))?$/.exec(weights ?? '') ?? [];
  const next = Number(seed ?? FIRST_SEED) + 1;
  return `random:${weights && isRandom(weights) && isSeed(next) ? next : FIRST_SEED}`;
}
