/** TensorFlow Lite's operators in the words of TensorFlow's graphs: names, and settings from their options. */
import type { Attributes } from '../graph/graph.js';
import type { Table } from './table.js';

export interface LiteKind {
  /** As TensorFlow calls it. */
  readonly op: string;
  readonly attributes?: (options: Table | undefined) => Attributes;
}

const FUNCTIONS = ['', 'Relu', 'ReluN1To1', 'Relu6', 'Tanh', 'SignBit'];

const activationIn = (options: Table | undefined, field: number): Attributes => {
  const name = FUNCTIONS[options?.byte(field) ?? 0] ?? 'unknown';
  return name ? { activation: name } : {};
};

const fused =
  (field: number) =>
  (options: Table | undefined): Attributes =>
    activationIn(options, field);

const paddingIn = (options: Table | undefined): string => (options?.byte(0) === 1 ? 'VALID' : 'SAME');

const convolution =
  (functionAt: number, dilationAt: number) =>
  (options: Table | undefined): Attributes => ({
    padding: paddingIn(options),
    strides: [1, options?.whole(2) ?? 1, options?.whole(1) ?? 1, 1],
    dilations: [1, options?.whole(dilationAt + 1, 1) ?? 1, options?.whole(dilationAt, 1) ?? 1, 1],
    kernel: 'outputs first',
    ...activationIn(options, functionAt),
  });

const pool = (options: Table | undefined): Attributes => ({
  padding: paddingIn(options),
  strides: [1, options?.whole(2) ?? 1, options?.whole(1) ?? 1, 1],
  ksize: [1, options?.whole(4) ?? 1, options?.whole(3) ?? 1, 1],
  ...activationIn(options, 5),
});

const transposedConvolution = (options: Table | undefined): Attributes => ({
  padding: paddingIn(options),
  strides: [1, options?.whole(2) ?? 1, options?.whole(1) ?? 1, 1],
  kernel: 'outputs first',
  ...activationIn(options, 3),
});

const fullyConnected = (options: Table | undefined): Attributes => ({
  transpose_b: true,
  flattens: !options?.flag(2),
  ...activationIn(options, 0),
});

const strided = (options: Table | undefined): Attributes => ({
  begin_mask: options?.whole(0) ?? 0,
  end_mask: options?.whole(1) ?? 0,
  ellipsis_mask: options?.whole(2) ?? 0,
  new_axis_mask: options?.whole(3) ?? 0,
  shrink_axis_mask: options?.whole(4) ?? 0,
});

const reduction = (options: Table | undefined): Attributes => ({ keep_dims: options?.flag(0) ?? false });

const resizing =
  (first: number) =>
  (options: Table | undefined): Attributes => ({
    align_corners: options?.flag(first) ?? false,
    half_pixel_centers: options?.flag(first + 1) ?? false,
  });

const plain = (op: string): LiteKind => ({ op });

/** By number, as `BuiltinOperator` has them. */
export const KINDS: ReadonlyMap<number, LiteKind> = new Map<number, LiteKind>([
  [0, { op: 'Add', attributes: fused(0) }],
  [1, { op: 'AvgPool', attributes: pool }],
  [2, { op: 'ConcatV2', attributes: (options) => ({ axis: options?.whole(0) ?? 0, ...activationIn(options, 1) }) }],
  [3, { op: 'Conv2D', attributes: convolution(3, 4) }],
  [4, { op: 'DepthwiseConv2dNative', attributes: convolution(4, 5) }],
  [5, { op: 'DepthToSpace', attributes: (options) => ({ block_size: options?.whole(0) ?? 0 }) }],
  [6, plain('Dequantize')],
  [9, { op: 'MatMul', attributes: fullyConnected }],
  [14, plain('Sigmoid')],
  [17, { op: 'MaxPool', attributes: pool }],
  [18, { op: 'Mul', attributes: fused(0) }],
  [19, plain('Relu')],
  [20, plain('ReluN1To1')],
  [21, plain('Relu6')],
  [22, { op: 'Reshape', attributes: (options) => ({ new_shape: options?.wholes(0) ?? [] }) }],
  [23, { op: 'ResizeBilinear', attributes: resizing(2) }],
  [25, { op: 'Softmax', attributes: (options) => ({ beta: options?.float(0, 1) ?? 1 }) }],
  [26, { op: 'SpaceToDepth', attributes: (options) => ({ block_size: options?.whole(0) ?? 0 }) }],
  [28, plain('Tanh')],
  [34, plain('Pad')],
  [39, plain('Transpose')],
  [40, { op: 'Mean', attributes: reduction }],
  [41, { op: 'Sub', attributes: fused(0) }],
  [42, { op: 'Div', attributes: fused(0) }],
  [43, { op: 'Squeeze', attributes: (options) => ({ squeeze_dims: options?.wholes(0) ?? [] }) }],
  [45, { op: 'StridedSlice', attributes: strided }],
  [47, plain('Exp')],
  [49, plain('Split')],
  [50, plain('LogSoftmax')],
  [53, plain('Cast')],
  [54, plain('Prelu')],
  [55, plain('Maximum')],
  [57, plain('Minimum')],
  [59, plain('Neg')],
  [60, plain('PadV2')],
  [65, plain('Slice')],
  [67, { op: 'Conv2DBackpropInput', attributes: transposedConvolution }],
  [70, plain('ExpandDims')],
  [73, plain('Log')],
  [74, { op: 'Sum', attributes: reduction }],
  [75, plain('Sqrt')],
  [76, plain('Rsqrt')],
  [77, plain('Shape')],
  [78, plain('Pow')],
  [82, { op: 'Max', attributes: reduction }],
  [83, { op: 'Pack', attributes: (options) => ({ axis: options?.whole(1) ?? 0 }) }],
  [89, { op: 'Min', attributes: reduction }],
  [92, plain('Square')],
  [97, { op: 'ResizeNearestNeighbor', attributes: resizing(0) }],
  [98, { op: 'LeakyRelu', attributes: (options) => ({ alpha: options?.float(0) ?? 0 }) }],
  [99, plain('SquaredDifference')],
  [100, { op: 'MirrorPad', attributes: (options) => ({ mode: options?.byte(0) ? 'SYMMETRIC' : 'REFLECT' }) }],
  [101, plain('Abs')],
  [102, plain('SplitV')],
  [111, plain('Elu')],
  [114, plain('Quantize')],
  [117, plain('HardSwish')],
  [
    126,
    {
      op: 'BatchMatMulV2',
      attributes: (options) => ({ adj_x: options?.flag(0) ?? false, adj_y: options?.flag(1) ?? false }),
    },
  ],
  [150, { op: 'Gelu', attributes: (options) => ({ approximate: options?.flag(0) ?? false }) }],
]);
