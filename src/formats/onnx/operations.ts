/** What ONNX's operations become, by their names (Operators.md of the ONNX project). */
import { constantOf, sizeOf } from '../graph/constant.js';
import { activate, clip, combine, combineLive, type Combination } from '../graph/elementwise.js';
import { shapeOf } from '../graph/folding.js';
import type { Live } from '../graph/layout.js';
import { isLive, type Operation, type ReadOperation } from '../graph/operation.js';
import { globalPool } from '../graph/pooling.js';
import { axisOf, concatenate, softmax } from '../graph/shaping.js';
import { Unsupported } from '../graph/unsupported.js';
import { batchNorm, gemm, layerNorm, mapNorm, matMul, prelu, responseNorm } from './norms.js';
import { laterGelu, laterLayerNorm } from '../graph/patterns.js';
import { passes, plainOperations, unary, type UnaryAttributes } from '../graph/plain-operations.js';
import { quantisedOperations } from './quantised.js';
import {
  depthToSpace,
  expand,
  flatten,
  gather,
  padding,
  reducing,
  reshaping,
  resizing,
  slicing,
  splitting,
  squeeze,
  transposing,
  unsqueeze,
} from './shaping.js';
import { conv, convTranspose, pooling } from './windows.js';

const alphaOf =
  (absent: number) =>
  (operation: Operation): UnaryAttributes => {
    const alpha = operation.number('alpha', absent);
    return alpha === 1 && absent === 1 ? {} : { alpha };
  };

const hardSigmoid: ReadOperation = (operation) => {
  if (Math.abs(operation.number('beta', 0.5) - 0.5) > 1e-6) throw new Unsupported('expected beta 0.5, got another');
  return unary('hard sigmoid', (own) => ({ alpha: own.number('alpha', 0.2) }))(operation);
};

const clipping: ReadOperation = (operation) => {
  const limit = (name: string, at: number): number | undefined => {
    const value = operation.node.attributes[name];
    return typeof value === 'number' ? value : operation.numbers(at)?.[0];
  };
  return clip(operation, operation.live(0), limit('min', 1), limit('max', 2));
};

const powerOf: ReadOperation = (operation) => {
  const exponent = operation.numbers(1);
  if (exponent?.length !== 1) throw new Unsupported('expected one exponent, got several');
  return activate(operation, operation.live(0), { function: 'power', alpha: exponent[0]! });
};

const merging =
  (name: Combination): ReadOperation =>
  (operation) => {
    if (operation.inputs.length === 1) return operation.live(0);
    if (operation.inputs.length === 2) return combine(operation, name);
    const inputs = operation.inputs.map((_, at) => operation.live(at));
    return inputs.reduce((left, right) => combineLive(operation, name, left, right));
  };

const divide: ReadOperation = (operation) => laterGelu(operation) ?? combine(operation, 'quotient');
const times: ReadOperation = (operation) => laterGelu(operation) ?? combine(operation, 'product');

/** Up to opset 12 it works on what comes after the axis as one. */
const softmaxOf: ReadOperation = (operation) => {
  const input = operation.live(0);
  const rank = input.dims.length;
  const isOld = operation.number('opset', 13) < 13;
  const axis = axisOf(operation.number('axis', isOld ? 1 : -1), rank);
  const after = input.dims.map((_, at) => at).filter((at) => at >= axis && input.dims[at] !== 1);
  if (!isOld) return softmax(operation, input, axis);
  if (after.length > 1) throw new Unsupported(`expected softmax over one axis, got ${after.length}`);
  return softmax(operation, input, after[0] ?? axis);
};

const logSoftmax: ReadOperation = (operation) => {
  const made = softmaxOf(operation) as Live;
  return operation.like(made, operation.add('log', 'activation', { function: 'log' }, [made.node]));
};

/** A mean over the last axis may be the beginning of more. */
function layerNormOf(operation: Operation): Live | undefined {
  const axes = operation.list('axes') ?? operation.numbers(1);
  const [input] = operation.inputs;
  const isLast = axes?.length === 1 && isLive(input) && (axes[0] === -1 || axes[0] === input.dims.length - 1);
  return isLast ? laterLayerNorm(operation) : undefined;
}

const size: ReadOperation = (operation) => constantOf([], [sizeOf(operation.live(0).dims)], true);

export const operations: ReadonlyMap<string, ReadOperation> = new Map<string, ReadOperation>([
  ...plainOperations,
  ['Conv', conv],
  ['ConvTranspose', convTranspose],
  ['MaxPool', pooling('max-pool')],
  ['AveragePool', pooling('average-pool')],
  ['GlobalAveragePool', (operation) => globalPool(operation, operation.live(0), 'mean')],
  ['GlobalMaxPool', (operation) => globalPool(operation, operation.live(0), 'maximum')],
  ['BatchNormalization', batchNorm],
  ['InstanceNormalization', mapNorm('instance')],
  ['GroupNormalization', mapNorm('group')],
  ['LayerNormalization', layerNorm],
  ['LRN', responseNorm],
  ['Gemm', gemm],
  ['MatMul', matMul],
  ['LeakyRelu', unary('leaky ReLU', (own) => ({ alpha: own.number('alpha', 0.01) }))],
  ['Elu', unary('ELU', alphaOf(1))],
  ['Gelu', (own) => unary(own.text('approximate', 'none') === 'tanh' ? 'GELU (tanh)' : 'GELU')(own)],
  ['HardSigmoid', hardSigmoid],
  ['Mish', unary('mish')],
  ['Pow', powerOf],
  ['PRelu', prelu],
  ['Clip', clipping],
  ['Add', merging('sum')],
  ['Sum', merging('sum')],
  ['Sub', merging('difference')],
  ['Mul', times],
  ['Div', divide],
  ['Max', merging('maximum')],
  ['Min', merging('minimum')],
  ['Softmax', softmaxOf],
  ['LogSoftmax', logSoftmax],
  ['ReduceMean', (operation) => layerNormOf(operation) ?? reducing('mean')(operation)],
  ['ReduceSum', reducing('sum')],
  ['ReduceMax', reducing('maximum')],
  ['ReduceMin', reducing('minimum')],
  ['Concat', (operation) => concatenate(operation, operation.number('axis', 1))],
  ['Split', splitting],
  ['Slice', slicing],
  ['Gather', gather],
  ['Reshape', reshaping],
  ['Flatten', flatten],
  ['Squeeze', squeeze],
  ['Unsqueeze', unsqueeze],
  ['Transpose', transposing],
  ['Pad', padding],
  ['Resize', resizing],
  ['Upsample', resizing],
  ['DepthToSpace', depthToSpace(false)],
  ['SpaceToDepth', depthToSpace(true)],
  ['Expand', expand],
  ['Dropout', passes],
  ['Shape', shapeOf],
  ['Size', size],
  ...quantisedOperations,
]);
