/** Convolutions and pools. */
import { excerpt } from '../../core/excerpt.js';
import { reshaped, transposed, type Constant } from '../graph/constant.js';
import { convolve, convolveTransposed, type Padding } from '../graph/convolving.js';
import type { Live } from '../graph/layout.js';
import type { Operation, ReadOperation } from '../graph/operation.js';
import { pool } from '../graph/pooling.js';
import { Unsupported } from '../graph/unsupported.js';

type Pair = readonly [number, number];

/** One number for each axis of a window; a row of values has one row. */
function pairOf(operation: Operation, name: string, absent: number, rank: number): Pair {
  const values = operation.list(name) ?? Array<number>(rank).fill(absent);
  if (values.length !== rank || !values.every((value) => Number.isSafeInteger(value)))
    throw new Unsupported(`expected ${rank} numbers as ${name}, got ${excerpt(values)}`);
  return rank === 1 ? [1, values[0]!] : [values[0]!, values[1]!];
}

/** Of rows and columns, from `pads` or `auto_pad`. */
function paddingIn(operation: Operation, rank: number): Padding {
  const auto = operation.text('auto_pad', 'NOTSET');
  if (auto === 'SAME_UPPER') return 'same';
  if (auto === 'SAME_LOWER') return 'same-lower';
  const pads = (auto === 'NOTSET' && operation.list('pads')) || Array<number>(2 * rank).fill(0);
  if (pads.length !== 2 * rank || pads.some((count) => !Number.isSafeInteger(count) || count < 0))
    throw new Unsupported(`expected ${2 * rank} counts as pads, got ${excerpt(pads)}`);
  return rank === 1 ? [0, pads[0]!, 0, pads[1]!] : (pads as [number, number, number, number]);
}

const windowRank = (operation: Operation): number => operation.live(0).dims.length - 2;

/** `[outputs, inputs, rows, columns]`, or without rows, as core has kernels. */
function kernelOf(constant: Constant, order: readonly number[] = [2, 3, 1, 0]): Constant {
  const [outputs, inputs, ...sizes] = constant.dims;
  if (sizes.length < 1 || sizes.length > 2)
    throw new Unsupported(`expected a kernel of one or two axes, got ${sizes.length}`);
  return transposed(reshaped(constant, [outputs!, inputs!, ...(sizes.length === 1 ? [1] : []), ...sizes]), order);
}

export const convolutionOf = (operation: Operation, kernel: Constant, bias: Constant | undefined): Live => {
  const rank = windowRank(operation);
  return convolve(operation, operation.live(0), {
    kernel: kernelOf(kernel),
    bias,
    groups: operation.number('group', 1),
    strides: pairOf(operation, 'strides', 1, rank),
    dilations: pairOf(operation, 'dilations', 1, rank),
    padding: paddingIn(operation, rank),
  });
};

export const conv: ReadOperation = (operation) => convolutionOf(operation, operation.needed(1), operation.constant(2));

export const convTranspose: ReadOperation = (operation) => {
  const rank = windowRank(operation);
  if (pairOf(operation, 'dilations', 1, rank).some((rate) => rate !== 1))
    throw new Unsupported('expected a transposed convolution without dilation, got one with it');
  if (operation.list('output_shape')) throw new Unsupported('expected pads, got an output_shape');
  const padding = paddingIn(operation, rank);
  if (padding === 'same-lower') throw new Unsupported('expected auto_pad SAME_UPPER or pads, got SAME_LOWER');
  const [rows, columns] =
    rank === 1 ? [0, operation.list('output_padding')?.[0] ?? 0] : pairOf(operation, 'output_padding', 0, rank);
  return convolveTransposed(operation, operation.live(0), {
    kernel: kernelOf(operation.needed(1)),
    bias: operation.constant(2),
    groups: operation.number('group', 1),
    strides: pairOf(operation, 'strides', 1, rank),
    padding,
    extra: [rows, columns],
  });
};

export const pooling =
  (kind: 'max-pool' | 'average-pool'): ReadOperation =>
  (operation) => {
    const rank = windowRank(operation);
    const kernel = pairOf(operation, 'kernel_shape', NaN, rank);
    return pool(operation, operation.live(0), kind, {
      kernel,
      strides: pairOf(operation, 'strides', 1, rank),
      dilations: pairOf(operation, 'dilations', 1, rank),
      padding: paddingIn(operation, rank),
      ceil: operation.number('ceil_mode', 0) === 1,
      countPadding: operation.number('count_include_pad', 0) === 1,
    });
  };
