/** Convolutions, pools and products of TensorFlow's, which may have a bias and a function of their own. */
import { excerpt } from '../../core/excerpt.js';
import type { ActivationAttributes } from '../../core/ops/activation.js';
import { float32, reshaped, sizeOf, transposed, type Constant } from '../graph/constant.js';
import { convolve, convolveTransposed, mapOf, mapped, multiply, type Padding } from '../graph/convolving.js';
import { activate } from '../graph/elementwise.js';
import type { Live } from '../graph/layout.js';
import { isConstant, isLive, type Operation, type ReadOperation } from '../graph/operation.js';
import { pool } from '../graph/pooling.js';
import { multiplyMatrices, reshape } from '../graph/shaping.js';
import { Unsupported } from '../graph/unsupported.js';

type Pair = readonly [number, number];

const FUNCTIONS: ReadonlyMap<string, ActivationAttributes> = new Map([
  ['Relu', { function: 'relu' }],
  ['Relu6', { function: 'relu6' }],
  ['Elu', { function: 'ELU' }],
  ['Selu', { function: 'SELU' }],
  ['Sigmoid', { function: 'sigmoid' }],
  ['Tanh', { function: 'tanh' }],
  ['ReluN1To1', { function: 'clip', least: -1, most: 1 }],
]);

/** What comes after, in the same operation: `fused_ops` of a graph, `activation` of TFLite. */
export function activated(operation: Operation, made: Live): Live {
  const fused = operation
    .text('fused_ops', '')
    .split(',')
    .filter((name) => name && name !== 'BiasAdd');
  const name = fused[0] ?? operation.text('activation', '');
  if (!name) return made;
  if (name === 'LeakyRelu')
    return activate(operation, made, { function: 'leaky ReLU', alpha: operation.number('leakyrelu_alpha', 0.2) });
  if (name === 'Prelu') return prelu(operation, made, operation.needed(operation.inputs.length - 1));
  const attributes = FUNCTIONS.get(name);
  if (!attributes || fused.length > 1)
    throw new Unsupported(`expected a function that is known here, got ${excerpt(fused.join() || name)}`);
  return activate(operation, made, attributes);
}

/** A slope for each channel. */
export function prelu(operation: Operation, input: Live, slope: Constant): Live {
  const { node, axes } = operation.usual(input);
  const channels = operation.shapeOf(node)[2];
  if (sizeOf(slope.dims) !== channels) throw new Unsupported(`expected ${channels} slopes, got ${sizeOf(slope.dims)}`);
  const shape = [1, 1, channels] as const;
  const made = operation.add('activation', 'prelu', { shape }, [node], { alpha: float32(slope) });
  return operation.made(made, input.dims, axes);
}

const biasOf = (operation: Operation, at: number): Constant | undefined => {
  const bias = operation.constant(at);
  return bias && reshaped(bias, [sizeOf(bias.dims)]);
};

function checkFormat(operation: Operation): void {
  const format = operation.text('data_format', 'NHWC');
  if (format !== 'NHWC') throw new Unsupported(`expected channels last (NHWC), got ${excerpt(format)}`);
}

function rowsAndColumns(operation: Operation, name: string): Pair {
  const [, rows = 1, columns = 1] = operation.list(name) ?? [];
  if (![rows, columns].every((count) => Number.isSafeInteger(count) && count > 0))
    throw new Unsupported(`expected ${name} in whole numbers, got ${excerpt(operation.list(name))}`);
  return [rows, columns];
}

function paddingIn(operation: Operation): Padding {
  const padding = operation.text('padding', 'VALID');
  if (padding === 'SAME') return 'same';
  if (padding === 'VALID') return [0, 0, 0, 0];
  const [, , top = 0, bottom = 0, left = 0, right = 0] = operation.list('explicit_paddings') ?? [];
  return [top, left, bottom, right];
}

const slidingIn = (operation: Operation) => {
  checkFormat(operation);
  return {
    strides: rowsAndColumns(operation, 'strides'),
    dilations: rowsAndColumns(operation, 'dilations'),
    padding: paddingIn(operation),
  };
};

/** TFLite keeps outputs first. */
const isOutputsFirst = (operation: Operation): boolean => operation.text('kernel', '') === 'outputs first';

export const conv2d: ReadOperation = (operation) => {
  const input = operation.live(0);
  const stored = operation.needed(1);
  const kernel = isOutputsFirst(operation) ? transposed(stored, [1, 2, 3, 0]) : stored;
  const groups = (input.dims.at(-1) ?? 0) / (kernel.dims[2] ?? 1);
  const bias = biasOf(operation, 2);
  return activated(operation, convolve(operation, input, { ...slidingIn(operation), kernel, bias, groups }));
};

/** `[rows, columns, channels, multiplier]`, of TFLite `[1, rows, columns, outputs]`: the outputs follow each other alike. */
export const depthwise: ReadOperation = (operation) => {
  const input = operation.live(0);
  const stored = operation.needed(1);
  const [rows, columns] = isOutputsFirst(operation) ? stored.dims.slice(1) : stored.dims;
  const channels = input.dims.at(-1)!;
  const filters = sizeOf(stored.dims) / (rows! * columns!);
  if (filters % channels) throw new RangeError(`expected filters for ${channels} channels, got ${filters}`);
  const kernel = reshaped(stored, [rows!, columns!, 1, filters]);
  const bias = biasOf(operation, 2);
  return activated(operation, convolve(operation, input, { ...slidingIn(operation), kernel, bias, groups: channels }));
};

/** The first input says the shape that comes out. */
export const transposedConv: ReadOperation = (operation) => {
  checkFormat(operation);
  const stored = operation.needed(1);
  const kernel = isOutputsFirst(operation) ? transposed(stored, [1, 2, 0, 3]) : stored;
  const strides = rowsAndColumns(operation, 'strides');
  const input = operation.live(2);
  const isSame = operation.text('padding', 'VALID') === 'SAME';
  const sizes = operation.numbers(0) ?? [];
  const extra = ([0, 1] as const).map((axis) => {
    const smallest = (input.dims[axis + 1]! - 1) * strides[axis] + kernel.dims[axis]!;
    return isSame ? 0 : (sizes[axis + 1] ?? smallest) - smallest;
  });
  const made = convolveTransposed(operation, input, {
    kernel,
    bias: biasOf(operation, 3),
    groups: 1,
    strides,
    padding: isSame ? 'same' : [0, 0, 0, 0],
    extra: [extra[0]!, extra[1]!],
  });
  if (sizes.length === 4 && (sizes[1] !== made.dims[1] || sizes[2] !== made.dims[2]))
    throw new Unsupported(`expected ${made.dims.slice(1).join('×')} to come out, got ${excerpt(sizes.slice(1))}`);
  return activated(operation, made);
};

export const pooling =
  (kind: 'max-pool' | 'average-pool'): ReadOperation =>
  (operation) => {
    const { strides, padding } = slidingIn(operation);
    const kernel = rowsAndColumns(operation, 'ksize');
    return activated(
      operation,
      pool(operation, operation.live(0), kind, { strides, padding, dilations: [1, 1], kernel }),
    );
  };

export const matMul: ReadOperation = (operation) => {
  const [left, right] = operation.inputs;
  if (operation.number('transpose_a', 0) || operation.number('adj_x', 0))
    throw new Unsupported('expected a left matrix that is not transposed, got one that is');
  const isTransposed = Boolean(operation.number('transpose_b', 0) || operation.number('adj_y', 0));
  if (isLive(left) && isLive(right))
    return activated(operation, multiplyMatrices(operation, left, right, isTransposed));
  if (!isLive(left) || !isConstant(right) || right.dims.length !== 2)
    throw new Unsupported('expected a computed tensor and one that is computed or a stored matrix, got others');
  const matrix = isTransposed ? transposed(right, [1, 0]) : right;
  const flattens = operation.number('flattens', 0) && sizeOf(left.dims) === matrix.dims[0];
  const input = flattens ? reshape(left, [1, matrix.dims[0]!]) : left;
  return activated(operation, multiply(operation, input, matrix, biasOf(operation, 2)));
};

export const batchNorm: ReadOperation = (operation) => {
  checkFormat(operation);
  if (operation.number('is_training', 0)) throw new Unsupported('expected fixed statistics, got a norm in training');
  const [gamma, beta, mean, variance] = [1, 2, 3, 4].map((at) => float32(operation.needed(at)));
  const { node, axes } = mapOf(operation, operation.live(0));
  const weights = { gamma: gamma!, beta: beta!, moving_mean: mean!, moving_variance: variance! };
  return mapped(
    operation,
    operation.add('norm', 'batch-norm', { epsilon: operation.number('epsilon', 1e-4) }, [node], weights),
    axes,
  );
};

/** α over 2r + 1 channels, each weighed by it: core's is divided by their number. */
export const responseNorm: ReadOperation = (operation) => {
  const { node, axes } = mapOf(operation, operation.live(0));
  const size = 2 * operation.number('depth_radius', 5) + 1;
  const attributes = {
    size,
    alpha: operation.number('alpha', 1) * size,
    beta: operation.number('beta', 0.5),
    k: operation.number('bias', 1),
  };
  return mapped(operation, operation.add('norm', 'local-response-norm', attributes, [node]), axes);
};
