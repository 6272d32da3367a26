/** What TensorFlow's operations become, by their names in a graph; those of TFLite are brought to these. */
import { numbersOf, reshaped, type Constant } from '../graph/constant.js';
import { activate, clip, combine, combineLive, type Combination } from '../graph/elementwise.js';
import {
  constants,
  cut,
  elementwise,
  filled,
  gathered,
  joined,
  mapped,
  multiplied,
  relaid,
  shapeOf,
  turned,
  withAxes,
  withoutAxes,
} from '../graph/folding.js';
import type { Live } from '../graph/layout.js';
import { isConstant, type Operation, type ReadOperation } from '../graph/operation.js';
import { passes, plainOperations, power, unary } from '../graph/plain-operations.js';
import { concatenate, softmax } from '../graph/shaping.js';
import { Unsupported } from '../graph/unsupported.js';
import {
  depthToSpace,
  expandDims,
  padding,
  reducing,
  reshaping,
  resizing,
  slicing,
  splitting,
  splittingBySizes,
  squeeze,
  stridedCuts,
  stridedSlice,
  transposing,
} from './shaping.js';
import {
  activated,
  batchNorm,
  conv2d,
  depthwise,
  matMul,
  pooling,
  prelu,
  responseNorm,
  transposedConv,
} from './windows.js';

const merging =
  (name: Combination): ReadOperation =>
  (operation) =>
    activated(operation, combine(operation, name));

const addAll: ReadOperation = (operation) =>
  operation.inputs
    .map((_, at) => operation.live(at))
    .reduce((left, right) => combineLive(operation, 'sum', left, right));

const softmaxOf: ReadOperation = (operation) => {
  if (operation.number('beta', 1) !== 1) throw new Unsupported('expected a softmax of beta 1, got another');
  return softmax(operation, operation.live(0), -1);
};

const logSoftmax: ReadOperation = (operation) => {
  const made = softmax(operation, operation.live(0), -1);
  return operation.like(made, operation.add('log', 'activation', { function: 'log' }, [made.node]));
};

const clipping: ReadOperation = (operation) =>
  clip(operation, operation.live(0), operation.numbers(1)?.[0], operation.numbers(2)?.[0]);

/** The axis comes last in `ConcatV2`, and as an attribute in TFLite. */
const concat: ReadOperation = (operation) => {
  const axis = operation.node.attributes['axis'];
  if (typeof axis === 'number') return activated(operation, concatenate(operation, axis));
  const last = operation.inputs.at(-1);
  if (!isConstant(last)) throw new Unsupported('expected a constant axis, got none');
  return concatenate(operation.reading(operation.inputs.slice(0, -1)), numbersOf(last)[0]!);
};

const exponent: ReadOperation = (operation) => {
  const values = operation.numbers(1);
  if (values?.length !== 1) throw new Unsupported('expected one exponent, got others');
  return power(values[0]!)(operation);
};

const squaredDifference: ReadOperation = (operation) => {
  const made: Live = combine(operation, 'difference');
  return activate(operation, made, { function: 'power', alpha: 2 });
};

export const operations: ReadonlyMap<string, ReadOperation> = new Map<string, ReadOperation>([
  ...plainOperations,
  ['Conv2D', conv2d],
  ['_FusedConv2D', conv2d],
  ['DepthwiseConv2dNative', depthwise],
  ['FusedDepthwiseConv2dNative', depthwise],
  ['_FusedDepthwiseConv2dNative', depthwise],
  ['Conv2DBackpropInput', transposedConv],
  ['MatMul', matMul],
  ['_FusedMatMul', matMul],
  ['BatchMatMul', matMul],
  ['BatchMatMulV2', matMul],
  ['MaxPool', pooling('max-pool')],
  ['AvgPool', pooling('average-pool')],
  ['FusedBatchNorm', batchNorm],
  ['FusedBatchNormV2', batchNorm],
  ['FusedBatchNormV3', batchNorm],
  ['LRN', responseNorm],
  ['BiasAdd', merging('sum')],
  ['Add', merging('sum')],
  ['AddV2', merging('sum')],
  ['AddN', addAll],
  ['Sub', merging('difference')],
  ['Mul', merging('product')],
  ['RealDiv', merging('quotient')],
  ['Div', merging('quotient')],
  ['Maximum', merging('maximum')],
  ['Minimum', merging('minimum')],
  ['SquaredDifference', squaredDifference],
  ['Relu6', unary('relu6')],
  ['LeakyRelu', unary('leaky ReLU', (own) => ({ alpha: own.number('alpha', 0.2) }))],
  ['Elu', unary('ELU')],
  ['Gelu', (own) => unary(own.number('approximate', 0) ? 'GELU (tanh)' : 'GELU')(own)],
  ['ReluN1To1', unary('clip', () => ({ least: -1, most: 1 }))],
  ['Rsqrt', power(-0.5)],
  ['Square', power(2)],
  ['Pow', exponent],
  ['Prelu', (operation) => prelu(operation, operation.live(0), operation.needed(1))],
  ['ClipByValue', clipping],
  ['Softmax', softmaxOf],
  ['LogSoftmax', logSoftmax],
  ['Mean', reducing('mean')],
  ['Sum', reducing('sum')],
  ['Max', reducing('maximum')],
  ['Min', reducing('minimum')],
  ['ConcatV2', concat],
  ['Split', splitting],
  ['SplitV', splittingBySizes],
  ['Slice', slicing],
  ['StridedSlice', stridedSlice],
  ['Reshape', reshaping],
  ['Squeeze', squeeze],
  ['ExpandDims', expandDims],
  ['Transpose', transposing],
  ['Pad', padding(false)],
  ['PadV2', padding(false)],
  ['MirrorPad', padding(true)],
  ['ResizeBilinear', resizing('bilinear')],
  ['ResizeNearestNeighbor', resizing('nearest')],
  ['DepthToSpace', depthToSpace(false)],
  ['SpaceToDepth', depthToSpace(true)],
  ['StopGradient', passes],
  ['Snapshot', passes],
  ['Quantize', passes],
  ['Dequantize', passes],
  ['Shape', shapeOf],
]);

const whole = (operation: Operation): Constant => operation.needed(0);

const pack: ReadOperation = (operation) => {
  const axis = operation.number('axis', 0);
  return joined(
    constants(operation).map((part) => reshaped(part, withAxes(part.dims, [axis]))),
    axis,
  );
};

const foldedConcat: ReadOperation = (operation) => {
  const parts = constants(operation);
  const axis = operation.node.attributes['axis'];
  return typeof axis === 'number' ? joined(parts, axis) : joined(parts.slice(0, -1), numbersOf(parts.at(-1)!)[0]!);
};

const foldedSlice: ReadOperation = (operation) => {
  const input = whole(operation);
  const { cuts, dropped } = stridedCuts(operation, input.dims);
  const part = cut(input, cuts);
  return reshaped(
    part,
    part.dims.filter((_, axis) => !dropped.includes(axis)),
  );
};

export const foldings: ReadonlyMap<string, ReadOperation> = new Map<string, ReadOperation>([
  ['Identity', whole],
  ['Cast', whole],
  ['Dequantize', whole],
  ['Shape', shapeOf],
  ['Pack', pack],
  ['ConcatV2', foldedConcat],
  ['StridedSlice', foldedSlice],
  ['Prod', (operation) => multiplied(whole(operation), operation.number('keep_dims', 0) !== 0)],
  [
    'Fill',
    (operation) => filled(operation.numbers(0) ?? [], operation.numbers(1)?.[0] ?? 0, operation.needed(1).isWhole),
  ],
  ['Reshape', (operation) => relaid(whole(operation), operation.numbers(1) ?? operation.list('new_shape') ?? [])],
  [
    'Squeeze',
    (operation) => reshaped(whole(operation), withoutAxes(whole(operation).dims, operation.list('squeeze_dims'))),
  ],
  [
    'ExpandDims',
    (operation) => reshaped(whole(operation), withAxes(whole(operation).dims, operation.numbers(1) ?? [])),
  ],
  ['Transpose', (operation) => turned(whole(operation), operation.numbers(1))],
  [
    'GatherV2',
    (operation) =>
      gathered(whole(operation), operation.needed(1), operation.numbers(2)?.[0] ?? operation.number('axis', 0)),
  ],
  ['Add', elementwise((a, b) => a + b)],
  ['AddV2', elementwise((a, b) => a + b)],
  ['Sub', elementwise((a, b) => a - b)],
  ['Mul', elementwise((a, b) => a * b)],
  ['RealDiv', elementwise((a, b) => a / b)],
  ['FloorDiv', elementwise((a, b) => Math.floor(a / b))],
  ['Maximum', elementwise(Math.max)],
  ['Minimum', elementwise(Math.min)],
  ['Neg', mapped((value) => -value)],
  ['Sqrt', mapped(Math.sqrt)],
  ['Rsqrt', mapped((value) => 1 / Math.sqrt(value))],
]);
