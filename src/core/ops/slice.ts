import { defineOp, noSymbols, noWeights, seesAll } from '../op.js';
import { formatShape, type Shape } from '../shape.js';

export interface SliceAttributes {
  /** The first row, column and channel that stay. */
  readonly begin: Shape;
  readonly shape: Shape;
  /** From one that stays to the next; 1 where absent. */
  readonly steps?: Shape;
}

export const slice = defineOp<SliceAttributes>({
  title: ({ shape }) => `slice of ${formatShape(shape)}`,
  arity: 1,
  outputShape([input], { begin, shape, steps = [1, 1, 1] }) {
    if (
      shape.some(
        (size, axis) => size < 1 || begin[axis]! < 0 || begin[axis]! + (size - 1) * steps[axis]! >= input![axis]!,
      )
    )
      throw new RangeError(`${formatShape(input!)} has no part of ${formatShape(shape)} from ${begin.join(', ')} on`);
    return shape;
  },
  symbols: noSymbols,
  weights: noWeights,
  role: 'other',
  inPlace: false,
  sight: ({ begin, steps }) => (steps ? seesAll() : { by: 'shift', rows: -begin[0], columns: -begin[1] }),
});
