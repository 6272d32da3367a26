import { symbol, type Bindings, type Substitution } from '../expr.js';
import type { Shape } from '../shape.js';

/** Height and width around a block as symbols: one pair where nothing is strided, so that formulas factor; else two. */
export function placeBindings(
  [height, width]: Shape,
  [outHeight, outWidth]: readonly number[],
  stride: number,
): Bindings {
  return stride === 1 ? { H: height, W: width } : { H_i: height, W_i: width, H_o: outHeight!, W_o: outWidth! };
}

/** `H` and `W` of a convolution in the block's symbols: before the stride, or after it. */
export const placesOf = (stride: number, side: 'before' | 'after'): Substitution => {
  const index = side === 'before' ? 'i' : 'o';
  return stride === 1 ? {} : { H: symbol(`H_${index}`), W: symbol(`W_${index}`) };
};
