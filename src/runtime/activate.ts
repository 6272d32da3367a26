/** Activation functions. */
import * as tf from '@tensorflow/tfjs-core';
import type { AttributesOf } from '../core/index.js';

type Attributes = AttributesOf<'activation'>;

const functions: { readonly [F in Attributes['function']]: (x: tf.Tensor4D, attributes: Attributes) => tf.Tensor4D } = {
  relu: (x) => tf.relu(x),
  relu6: (x) => tf.relu6(x),
  'leaky ReLU': (x, { alpha }) => tf.leakyRelu(x, alpha),
  ELU: (x, { alpha = 1 }) =>
    alpha === 1 ? tf.elu(x) : tf.add(tf.relu(x), tf.mul(tf.sub(tf.exp(tf.minimum(x, 0)), 1), alpha)),
  SELU: (x) => tf.selu(x),
  'GELU (tanh)': (x) =>
    tf.mul(
      tf.mul(x, 0.5),
      tf.add(tf.tanh(tf.mul(tf.mul(x, tf.add(tf.mul(tf.mul(x, x), 0.044715), 1)), Math.sqrt(2 / Math.PI))), 1),
    ),
  'hard swish': (x) => tf.mul(tf.mul(x, tf.relu6(tf.add(x, 3))), 1 / 6),
  GELU: (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)),
  swish: (x) => tf.mul(x, tf.sigmoid(x)),
  mish: (x) => tf.mul(x, tf.tanh(tf.softplus(x))),
  sigmoid: (x) => tf.sigmoid(x),
  'hard sigmoid': (x, { alpha = 0.2 }) => tf.minimum(tf.maximum(tf.add(tf.mul(x, alpha), 0.5), 0), 1),
  tanh: (x) => tf.tanh(x),
  softplus: (x) => tf.softplus(x),
  softsign: (x) => tf.div(x, tf.add(tf.abs(x), 1)),
  softmax: (x, { axis = 2 }) => (axis === 2 ? tf.softmax(x) : softmaxAlong(x, axis)),
  clip: (x, { least, most }) => atMost(least === undefined ? x : tf.maximum(x, least), most),
  exp: (x) => tf.exp(x),
  log: (x) => tf.log(x),
  erf: (x) => tf.erf(x),
  'absolute value': (x) => tf.abs(x),
  power: (x, { alpha = 1 }) => powerOf(x, alpha),
};

const atMost = (x: tf.Tensor4D, most: number | undefined): tf.Tensor4D =>
  most === undefined ? tf.clone(x) : tf.minimum(x, most);

/** tfjs takes the last axis only. */
function softmaxAlong(x: tf.Tensor4D, axis: 0 | 1): tf.Tensor4D {
  const exchanged = axis === 0 ? [0, 3, 2, 1] : [0, 1, 3, 2];
  return tf.transpose(tf.softmax(tf.transpose(x, exchanged)), exchanged);
}

/** What is common has kernels of its own, which take negative values too. */
function powerOf(x: tf.Tensor4D, exponent: number): tf.Tensor4D {
  if (exponent === 2) return tf.mul(x, x);
  if (exponent === 0.5) return tf.sqrt(x);
  if (exponent === -0.5) return tf.div(1, tf.sqrt(x));
  if (exponent === -1) return tf.div(1, x);
  return tf.pow(x, exponent);
}

export const activate = (x: tf.Tensor4D, attributes: Attributes): tf.Tensor4D =>
  functions[attributes.function](x, attributes);
