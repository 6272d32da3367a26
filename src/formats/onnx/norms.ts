/** Norms, and products with stored matrices. */
import type { Operation, ReadOperation } from '../graph/operation.js';
import { isConstant, isLive } from '../graph/operation.js';
import { float32, numbersOf, reshaped, sizeOf, transposed, type Constant } from '../graph/constant.js';
import { mapOf, mapped, multiply } from '../graph/convolving.js';
import type { Live } from '../graph/layout.js';
import { axisOf, multiplyMatrices } from '../graph/shaping.js';
import { Unsupported } from '../graph/unsupported.js';

/** Vectors have their channels last, maps second. */
function channelled(operation: Operation, input: Live): { readonly node: number; finish(node: number): Live } {
  if (input.dims.length > 2) {
    const { node, axes } = mapOf(operation, input);
    return { node, finish: (made) => mapped(operation, made, axes) };
  }
  const { node, axes } = operation.usual(input);
  return { node, finish: (made) => operation.made(made, input.dims, axes) };
}

export const batchNorm: ReadOperation = (operation) => {
  const [gamma, beta, mean, variance] = [1, 2, 3, 4].map((at) => float32(operation.needed(at)));
  const { node, finish } = channelled(operation, operation.live(0));
  const attributes = { epsilon: operation.number('epsilon', 1e-5) };
  const weights = { gamma: gamma!, beta: beta!, moving_mean: mean!, moving_variance: variance! };
  return finish(operation.add('norm', 'batch-norm', attributes, [node], weights));
};

export const layerNorm: ReadOperation = (operation) => {
  const input = operation.live(0);
  const axis = axisOf(operation.number('axis', -1), input.dims.length);
  if (axis !== input.dims.length - 1)
    throw new Unsupported(`expected normalisation over the last axis, got axis ${axis}`);
  const { value, axes } = operation.laid(input);
  if (axes[axis] !== 2) throw new Unsupported('expected normalisation over channels, got another axis');
  return operation.like(value, addNorm(operation, value.node, 'layer'));
};

/** ONNX wants factors and offsets also where the network has none. */
function factor(constant: Constant | undefined, neutral: number): Constant | undefined {
  const isNeutral = constant && Array.from(constant.values()).every((value) => value === neutral);
  return isNeutral ? undefined : constant;
}

function addNorm(operation: Operation, node: number, over: 'layer' | 'instance' | 'group', groups?: number): number {
  const [gamma, beta] = [factor(operation.constant(1), 1), factor(operation.constant(2), 0)];
  const attributes = {
    over,
    ...(groups !== undefined && { groups }),
    epsilon: operation.number('epsilon', 1e-5),
    scale: gamma !== undefined,
    center: beta !== undefined,
  };
  const weights = { ...(gamma && { gamma: float32(gamma) }), ...(beta && { beta: float32(beta) }) };
  return operation.add('norm', 'norm', attributes, [node], weights);
}

export const mapNorm =
  (over: 'instance' | 'group'): ReadOperation =>
  (operation) => {
    const { node, axes } = mapOf(operation, operation.live(0));
    const groups = over === 'group' ? operation.number('num_groups', 1) : undefined;
    return mapped(operation, addNorm(operation, node, over, groups), axes);
  };

export const responseNorm: ReadOperation = (operation) => {
  const { node, axes } = mapOf(operation, operation.live(0));
  const attributes = {
    size: operation.number('size', NaN),
    alpha: operation.number('alpha', 1e-4),
    beta: operation.number('beta', 0.75),
    k: operation.number('bias', 1),
  };
  return mapped(operation, operation.add('norm', 'local-response-norm', attributes, [node]), axes);
};

export const gemm: ReadOperation = (operation) => {
  const [alpha, beta] = [operation.number('alpha', 1), operation.number('beta', 1)];
  if (alpha !== 1 || beta !== 1 || operation.number('transA', 0) !== 0)
    throw new Unsupported('expected alpha 1, beta 1 and no transA, got others');
  const matrix = operation.needed(1);
  const right = operation.number('transB', 0) ? transposed(matrix, [1, 0]) : matrix;
  const bias = operation.constant(2);
  const units = right.dims[1]!;
  if (bias && sizeOf(bias.dims) !== units)
    throw new Unsupported(`expected a bias of ${units} values, got ${sizeOf(bias.dims)}`);
  return multiply(operation, operation.live(0), right, bias && reshaped(bias, [units]));
};

export const matMul: ReadOperation = (operation) => {
  const [left, right] = operation.inputs;
  if (isLive(left) && isConstant(right) && right.dims.length === 2) return multiply(operation, left, right);
  if (isLive(left) && isLive(right)) return multiplyMatrices(operation, left, right);
  throw new Unsupported('expected a computed tensor and one that is computed or a stored matrix, got others');
};

export const prelu: ReadOperation = (operation) => {
  const input = operation.live(0);
  const slope = operation.needed(1);
  const { node, finish } = channelled(operation, input);
  const channels = operation.shapeOf(node)[2];
  const size = sizeOf(slope.dims);
  if (size !== 1 && size !== channels) throw new Unsupported(`expected a slope or ${channels}, got ${size}`);
  const alpha = (): Float32Array =>
    size === channels ? float32(slope)() : new Float32Array(channels).fill(numbersOf(slope)[0]!);
  return finish(operation.add('activation', 'prelu', { shape: [1, 1, channels] }, [node], { alpha }));
};
