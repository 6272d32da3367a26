/** Operations on whole numbers that stand for others: weights become what they stand for, activations are not rounded. */
import { once } from '../../core/once.js';
import { numbersOf, sizeOf, stridesOf, transposed, type Constant } from '../graph/constant.js';
import { multiply } from '../graph/convolving.js';
import { activate, combineLive } from '../graph/elementwise.js';
import type { Live } from '../graph/layout.js';
import type { Operation, ReadOperation } from '../graph/operation.js';
import { globalPool } from '../graph/pooling.js';
import { Unsupported } from '../graph/unsupported.js';
import { convolutionOf } from './windows.js';

/** (q − zero) · scale; one scale for all, or one for each place along an axis. */
export function dequantised(stored: Constant, scale: Constant, zero: Constant | undefined, axis: number): Constant {
  const scales = sizeOf(scale.dims);
  const at = axis < 0 ? axis + stored.dims.length : axis;
  if (scales !== 1 && stored.dims[at] !== scales)
    throw new Unsupported(`expected a scale or ${stored.dims[at]}, got ${scales}`);
  const step = stridesOf(stored.dims)[at] ?? 1;
  const values = once(() => {
    const [factors, zeros] = [scale.values(), zero?.values()];
    return Float32Array.from(stored.values(), (value, place) => {
      const which = scales === 1 ? 0 : Math.floor(place / step) % scales;
      return (value - (zeros?.[zeros.length > 1 ? which : 0] ?? 0)) * factors[which]!;
    });
  });
  return { dims: stored.dims, isWhole: false, isQuantised: true, values };
}

/** A constant as it is, or what is computed, which is not rounded here. */
export const dequantise: ReadOperation = (operation) => operation.live(0);

export const dequantiseConstant: ReadOperation = (operation) =>
  dequantised(operation.needed(0), operation.needed(1), operation.constant(2), operation.number('axis', 1));

/** Whole numbers from 0 hold nothing negative: they stand for a ReLU that is not written. */
const quantise: ReadOperation = (operation) => limited(operation, operation.live(0), operation.constant(2));

function limited(operation: Operation, input: Live, zero: Constant | undefined): Live {
  const { kind } = operation.nodeAt(input.node);
  const isUnsigned = (zero?.values() ?? new Uint8Array()) instanceof Uint8Array;
  const from = zero ? numbersOf(zero)[0]! : 0;
  const bends = kind === 'input' || kind === 'activation' || kind === 'max-pool' || (kind === 'rescale' && from !== 0);
  const least = isUnsigned ? 0 : -128;
  return bends || from !== least || sizeOf(zero?.dims ?? []) !== 1
    ? input
    : activate(operation, input, { function: 'relu' });
}

const quantisedConv: ReadOperation = (operation) => {
  const kernel = dequantised(operation.needed(3), operation.needed(4), operation.constant(5), 0);
  const bias = operation.constant(8);
  const made = convolutionOf(operation, kernel, bias && biasOf(operation, bias, 1, 4));
  return limited(operation, made, operation.constant(7));
};

/** Biases are counted in steps of both scales. */
function biasOf(operation: Operation, bias: Constant, inputScale: number, kernelScale: number): Constant {
  const [input, scales] = [numbersOf(operation.needed(inputScale))[0]!, operation.needed(kernelScale)];
  const product = { ...scales, values: once(() => Float64Array.from(scales.values(), (scale) => scale * input)) };
  return dequantised(bias, product, undefined, 0);
}

const quantisedMatMul: ReadOperation = (operation) => {
  const matrix = dequantised(operation.needed(3), operation.needed(4), operation.constant(5), 1);
  return limited(operation, multiply(operation, operation.live(0), matrix), operation.constant(7));
};

const quantisedGemm: ReadOperation = (operation) => {
  const isTransposed = operation.number('transB', 0) === 1;
  const stored = dequantised(operation.needed(3), operation.needed(4), operation.constant(5), isTransposed ? 0 : 1);
  const bias = operation.constant(6);
  const matrix = isTransposed ? transposed(stored, [1, 0]) : stored;
  return limited(
    operation,
    multiply(operation, operation.live(0), matrix, bias && biasOf(operation, bias, 1, 4)),
    operation.constant(8),
  );
};

const quantisedAdd: ReadOperation = (operation) =>
  limited(operation, combineLive(operation, 'sum', operation.live(0), operation.live(3)), operation.constant(7));

export const quantisedOperations: readonly (readonly [string, ReadOperation])[] = [
  ['QuantizeLinear', quantise],
  ['DequantizeLinear', dequantise],
  ['QLinearConv', quantisedConv],
  ['QLinearMatMul', quantisedMatMul],
  ['QGemm', quantisedGemm],
  ['QLinearAdd', quantisedAdd],
  ['QLinearGlobalAveragePool', (operation) => globalPool(operation, operation.live(0), 'mean')],
];
