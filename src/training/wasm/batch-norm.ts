/**
 * Batch norm as training needs it, each way in two passes over the values; in tfjs's single operations it is thirty. Sums are
 * of 64 bits: the variance is a difference of two of them.
 */
import {
  engine,
  registerGradient,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { register, viewOf, type BackendWasm, type Inputs } from './heap.js';

const FORWARD = 'BatchNormTraining';
const BACKWARD = 'BatchNormTrainingGrad';

interface Attributes {
  readonly epsilon: number;
}

/** `y = gamma·(x − mean)/√(variance + epsilon) + beta`, mean and (biased) variance being this batch's, of each channel. */
export function batchNorm(x: Tensor4D, gamma: Tensor1D, beta: Tensor1D, epsilon: number) {
  const [y, mean, variance] = engine().runKernel<Tensor[]>(FORWARD, { x, gamma, beta }, { epsilon });
  return { y: y as Tensor4D, mean: mean as Tensor1D, variance: variance as Tensor1D };
}

export function registerBatchNorm(): void {
  register<Attributes>(FORWARD, forward);
  register<Attributes>(BACKWARD, backward);
  registerGradient({
    kernelName: FORWARD,
    inputsToSave: ['x', 'gamma'],
    outputsToSave: [false, true, true],
    gradFunc: (dys, saved, attrs) => {
      const [dy] = dys as Tensor[];
      const [x, gamma, mean, variance] = saved;
      const inputs = { x: x!, gamma: gamma!, mean: mean!, variance: variance!, dy: dy! };
      const [dx, dGamma, dBeta] = engine().runKernel<Tensor[]>(BACKWARD, inputs, attrs);
      return { x: () => dx!, gamma: () => dGamma!, beta: () => dBeta! };
    },
  });
}

function forward({ x, gamma, beta }: Inputs, { epsilon }: Attributes, backend: BackendWasm): TensorInfo[] {
  const channels = gamma!.shape[0]!;
  const outputs = [x!.shape, [channels], [channels]].map((shape) => backend.makeOutput(shape, 'float32'));
  const [y, means, variances] = outputs.map((output) => viewOf(backend, output)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const values = viewOf(backend, x!);
  const { sums, products } = sumsOf(values, values, channels);
  const [gammas, betas] = [viewOf(backend, gamma!), viewOf(backend, beta!)];
  const [scale, offset] = [new Float64Array(channels), new Float64Array(channels)];
  const count = values.length / channels;
  for (let c = 0; c < channels; c++) {
    const mean = sums[c]! / count;
    const variance = Math.max(0, products[c]! / count - mean * mean);
    means[c] = mean;
    variances[c] = variance;
    scale[c] = gammas[c]! / Math.sqrt(variance + epsilon);
    offset[c] = betas[c]! - mean * scale[c]!;
  }
  for (const [first, end] of blocksOf(values.length, channels)) {
    for (let c = 0; c < channels; c++) {
      const factor = scale[c]!;
      const summand = offset[c]!;
      for (let i = first + c; i < end; i += channels) y[i] = values[i]! * factor + summand;
    }
  }
  return outputs;
}

/** With x̂ the normalised x: `dx = gamma/√(variance + epsilon) · (dy − mean(dy) − x̂·mean(dy·x̂))`. */
function backward(inputs: Inputs, { epsilon }: Attributes, backend: BackendWasm): TensorInfo[] {
  const channels = inputs.gamma!.shape[0]!;
  const outputs = [inputs.x!.shape, [channels], [channels]].map((shape) => backend.makeOutput(shape, 'float32'));
  const [dx, dGamma, dBeta] = outputs.map((output) => viewOf(backend, output)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const of = (name: string): Float32Array => viewOf(backend, inputs[name]!);
  const [x, dy, gammas, means, variances] = [of('x'), of('dy'), of('gamma'), of('mean'), of('variance')];
  const { sums, products } = sumsOf(dy, x, channels);
  const [ofDy, ofX, offset] = [new Float64Array(channels), new Float64Array(channels), new Float64Array(channels)];
  const count = x.length / channels;
  for (let c = 0; c < channels; c++) {
    const inverse = 1 / Math.sqrt(variances[c]! + epsilon);
    const product = (products[c]! - means[c]! * sums[c]!) * inverse; // Σ dy·x̂
    dGamma[c] = product;
    dBeta[c] = sums[c]!;
    ofDy[c] = gammas[c]! * inverse;
    ofX[c] = (-ofDy[c]! * inverse * product) / count;
    offset[c] = (-ofDy[c]! * sums[c]!) / count - ofX[c]! * means[c]!;
  }
  for (const [first, end] of blocksOf(x.length, channels)) {
    for (let c = 0; c < channels; c++) {
      const factor = ofDy[c]!;
      const other = ofX[c]!;
      const summand = offset[c]!;
      for (let i = first + c; i < end; i += channels) dx[i] = dy[i]! * factor + x[i]! * other + summand;
    }
  }
  return outputs;
}

/** Of each channel: Σ a and Σ a·b. */
function sumsOf(a: Float32Array, b: Float32Array, channels: number) {
  const [sums, products] = [new Float64Array(channels), new Float64Array(channels)];
  for (const [first, end] of blocksOf(a.length, channels)) {
    for (let c = 0; c < channels; c++) {
      let sum = 0;
      let product = 0;
      for (let i = first + c; i < end; i += channels) {
        sum += a[i]!;
        product += a[i]! * b[i]!;
      }
      sums[c]! += sum;
      products[c]! += product;
    }
  }
  return { sums, products };
}

/** Pixels whose channels fit the nearest cache together. */
const BLOCK = 32;

/**
 * Where some pixels begin and end. The loops above visit them a channel at a time, so that what belongs to the channel stays
 * in registers: twice as fast as going through memory in order.
 */
function* blocksOf(length: number, channels: number): Generator<readonly [first: number, end: number]> {
  const step = BLOCK * channels;
  for (let first = 0; first < length; first += step) yield [first, Math.min(first + step, length)];
}
