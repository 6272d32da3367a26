/** Convolutions, transposed ones, and products with a stored matrix. */
import type { Window } from '../../core/ops/window.js';
import { paddingOf } from '../../core/ops/window.js';
import type { Shape } from '../../core/shape.js';
import type { DraftWeights } from '../draft/draft.js';
import { float32, reshaped, sizeOf, transposed, type Constant } from './constant.js';
import type { Dims } from './graph.js';
import type { Live } from './layout.js';
import { isConstant, type Operation } from './operation.js';
import { Unsupported } from './unsupported.js';

type Pair = readonly [rows: number, columns: number];

/** By number on each side, or as TensorFlow's `same`, whose odd row may also go in front. */
export type Padding = 'same' | 'same-lower' | readonly [top: number, left: number, bottom: number, right: number];

export interface Sliding {
  readonly kernel: Pair;
  readonly strides: Pair;
  readonly dilations: Pair;
  readonly padding: Padding;
}

export const NO_PADDING: Padding = [0, 0, 0, 0];

/** The window as core has it, and the rows and columns that have to be added before. */
interface Fitted {
  readonly window: Window;
  readonly margins?: { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number };
}

export function fit({ kernel, strides, dilations, padding }: Sliding, [height, width]: Shape): Fitted {
  const along = (at: 0 | 1): Pick<Window, 'kernel' | 'stride' | 'dilation'> => ({
    kernel: kernel[at],
    stride: strides[at],
    ...(Math.max(...dilations) > 1 && { dilation: dilations[at] }),
  });
  const isSquare = [kernel, strides, dilations].every(([rows, columns]) => rows === columns);
  const windowOf = (rows: Window['padding'], columns: Window['padding']): Window => ({
    ...along(0),
    padding: rows,
    ...((!isSquare || rows !== columns) && {
      across: { ...along(1), ...(rows !== columns && { padding: columns }) },
    }),
  });
  const same = windowOf('same', 'same');
  if (padding === 'same') return { window: same };
  const [top, left, bottom, right] = padding === 'same-lower' ? lower(same, height, width) : padding;
  if (top === bottom && left === right) return { window: windowOf(top, left) };
  const rule = lower(same, height, width);
  if (top === rule[2] && left === rule[3] && bottom === rule[0] && right === rule[1]) return { window: same };
  return { window: windowOf(0, 0), margins: { top, left, bottom, right } };
}

/** `same` with the odd row and column in front. */
function lower(window: Window, height: number, width: number): readonly [number, number, number, number] {
  const [top, bottom] = paddingOf(height, window);
  const [left, right] = paddingOf(width, { ...window, ...window.across });
  return [bottom, right, top, left];
}

/** The node to slide over: with its margins, where core's windows do not have them. */
export function withMargins(operation: Operation, node: number, { margins }: Fitted, value?: number): number {
  if (!margins) return node;
  return operation.add('pad', 'pad', { ...margins, ...(value !== undefined && { value }) }, [node]);
}

export interface Convolution extends Omit<Sliding, 'kernel'> {
  /** `[rows, columns, inputs of a group, outputs]` */
  readonly kernel: Constant;
  readonly bias?: Constant | undefined;
  readonly groups: number;
}

export function convolve(operation: Operation, input: Live, convolution: Convolution): Live {
  const { node, axes } = mapOf(operation, input);
  const [rows, columns, own, filters] = convolution.kernel.dims as [number, number, number, number];
  const shape = operation.shapeOf(node);
  if (own * convolution.groups !== shape[2])
    throw new RangeError(`expected a kernel for ${shape[2]} channels, got one for ${own * convolution.groups}`);
  const fitted = fit({ ...convolution, kernel: [rows, columns] }, shape);
  const bias = convolution.bias ?? laterBias(operation, filters, axes[2]!, input.dims.length);
  const padded = withMargins(operation, node, fitted);
  const made =
    convolution.groups > 1 && own === 1
      ? depthwise(operation, padded, fitted.window, convolution, bias)
      : operation.add(
          'conv',
          'conv2d',
          { ...fitted.window, filters, groups: convolution.groups, bias: bias !== undefined },
          [padded],
          kernelAnd(convolution.kernel, bias),
        );
  return mapped(operation, made, axes);
}

/** Output channels of a group follow each other: `[rows, columns, 1, outputs]` is `[rows, columns, inputs, multiplier]`. */
function depthwise(
  operation: Operation,
  node: number,
  window: Window,
  { kernel, groups }: Convolution,
  bias: Constant | undefined,
): number {
  const [rows, columns, , filters] = kernel.dims as [number, number, number, number];
  const multiplier = filters / groups;
  const attributes = { ...window, ...(multiplier > 1 && { multiplier }), ...(bias && { bias: true }) };
  const stored = reshaped(kernel, [rows, columns, groups, multiplier]);
  return operation.add('conv', 'depthwise-conv2d', attributes, [node], kernelAnd(stored, bias));
}

export interface Transposed extends Omit<Convolution, 'padding' | 'dilations'> {
  /** `[rows, columns, outputs of a group, inputs]` */
  readonly kernel: Constant;
  /** Cut off on each side. */
  readonly padding: 'same' | readonly [top: number, left: number, bottom: number, right: number];
  /** Added at the bottom and the right. */
  readonly extra: Pair;
}

export function convolveTransposed(operation: Operation, input: Live, transposed: Transposed): Live {
  const { node, axes } = mapOf(operation, input);
  const { kernel, strides, groups, extra, padding } = transposed;
  const [rows, columns, own] = kernel.dims as [number, number, number, number];
  const sliding = { kernel: [rows, columns], strides, dilations: [1, 1] } as const;
  const [top, left, bottom, right] = padding === 'same' ? NONE : padding;
  const { window } = fit(
    { ...sliding, padding: padding === 'same' ? 'same' : [top, left, top, left] },
    operation.shapeOf(node),
  );
  const beyond: Pair = [extra[0] + top - bottom, extra[1] + left - right];
  const bias = transposed.bias ?? laterBias(operation, own * groups, axes[2]!, input.dims.length);
  const attributes = {
    ...window,
    ...(beyond.some((count) => count !== 0) && { extra: beyond }),
    filters: own * groups,
    groups,
    bias: bias !== undefined,
  };
  const made = operation.add('conv', 'transposed-conv2d', attributes, [node], kernelAnd(kernel, bias));
  return mapped(operation, made, axes);
}

const NONE = [0, 0, 0, 0] as const;

const kernelAnd = (kernel: Constant, bias: Constant | undefined): DraftWeights => ({
  kernel: float32(kernel),
  ...(bias && { bias: float32(bias) }),
});

/** Which axes of the file's are rows, columns and channels of a map; a row of values is a map of one row. */
type MapAxes = readonly [number | undefined, number, number];

export function mapOf(operation: Operation, input: Live): { readonly node: number; readonly axes: MapAxes } {
  const { length } = input.dims;
  const { channelsFirst } = operation.around;
  if (length !== 4 && length !== 3) throw new Unsupported(`expected a map, got a tensor of ${length} axes`);
  const row: MapAxes = channelsFirst ? [undefined, 2, 1] : [undefined, 1, 2];
  const axes: MapAxes = length === 3 ? row : channelsFirst ? [2, 3, 1] : [1, 2, 3];
  if (input.dims[0] !== 1) throw new Unsupported(`expected a batch of 1, got ${input.dims[0]}`);
  return { node: operation.arrange(input, axes), axes };
}

/** A map like the one that `axes` are of. */
export function mapped(operation: Operation, node: number, axes: MapAxes): Live {
  const shape = operation.shapeOf(node);
  const rank = axes[0] === undefined ? 3 : 4;
  const dims = Array<number>(rank).fill(1);
  axes.forEach((axis, at) => axis !== undefined && (dims[axis] = shape[at]!));
  return operation.made(node, dims, axes);
}

const SUMS: ReadonlySet<string> = new Set(['Add', 'AddV2', 'BiasAdd', 'ADD']);

/** A bias that is added by an operation of its own, right after. */
export function laterBias(operation: Operation, channels: number, axis: number, rank: number): Constant | undefined {
  const [output] = operation.node.outputs;
  const reader = output === undefined ? undefined : operation.around.onlyReader(output);
  if (!reader || !SUMS.has(reader.op) || reader.inputs.length !== 2 || reader.attributes['activation'])
    return undefined;
  const value = operation.around.valueOf(reader.inputs[reader.inputs[0] === output ? 1 : 0]!);
  if (!isConstant(value) || sizeOf(value.dims) !== channels) return undefined;
  const at = axis - rank + value.dims.length;
  if (reader.op !== 'BiasAdd' && value.dims[at] !== channels && channels > 1) return undefined;
  operation.around.absorb(reader);
  return reshaped(value, [channels]);
}

/** `matrix`: `[inputs, outputs]`. A vector, however it is laid out, or each position of more. */
export function multiply(operation: Operation, input: Live, matrix: Constant, bias?: Constant): Live {
  const [inputs, units] = matrix.dims as [number, number];
  const { dims } = input;
  if (dims.at(-1) !== inputs) throw new RangeError(`expected a matrix of ${dims.at(-1)} rows, got one of ${inputs}`);
  const added = bias ?? laterBias(operation, units, dims.length - 1, dims.length);
  const outputs: Dims = [...dims.slice(0, -1), units];
  if (sizeOf(dims) === inputs) {
    const weights = kernelAnd(inOwnOrder(operation, input, matrix), added);
    const node = operation.add('dense', 'dense', { units, bias: added !== undefined }, [input.node], weights);
    return operation.inOrder(node, outputs);
  }
  const leading = dims.map((_, axis) => axis).filter((axis) => axis < dims.length - 1 && dims[axis] !== 1);
  if (leading.length > 2) throw new Unsupported(`expected rows and columns of vectors, got ${dims.join('×')}`);
  const axes = [...Array<undefined>(2 - leading.length).fill(undefined), ...leading, dims.length - 1];
  const places = operation.arrange(input, axes);
  const attributes = {
    kernel: 1,
    stride: 1,
    padding: 0,
    groups: 1,
    filters: units,
    bias: added !== undefined,
  } as const;
  const kernel = reshaped(matrix, [1, 1, inputs, units]);
  return operation.made(
    operation.add('dense', 'conv2d', attributes, [places], kernelAnd(kernel, added)),
    outputs,
    axes,
  );
}

/** Rows of the matrix in the order in which core's tensor has its values: flattening moves nothing. */
function inOwnOrder(operation: Operation, { node, order }: Live, matrix: Constant): Constant {
  const [inputs, units] = matrix.dims as [number, number];
  const shape = operation.shapeOf(node);
  const sizes = order.map((axis) => shape[axis]);
  const back = [0, 1, 2].map((axis) => order.indexOf(axis as 0));
  return reshaped(transposed(reshaped(matrix, [...sizes, units]), [...back, 3]), [inputs, units]);
}
