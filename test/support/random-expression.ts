import { number, product, sum, symbol, type Expression } from '../../src/core/expr.js';
import type { Seeded } from './seeded.js';

/** A sum of products of numbers and symbols, as rows of a table are. */
export function randomSum(random: Seeded): Expression {
  const atom = (): Expression =>
    random.chance(0.4) ? number(random.integer(1, 4)) : symbol(random.oneOf(['a', 'b', 'c']));
  const term = (): Expression => product(...Array.from({ length: random.integer(1, 5) }, atom));
  return sum(...Array.from({ length: random.integer(1, 4) }, term));
}
