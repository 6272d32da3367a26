/** Activation functions. */
import * as tf from '@tensorflow/tfjs-core';
import type { AttributesOf } from '../core/index.js';

type Attributes = AttributesOf<'activation'>;

const functions: { readonly [F in Attributes['function']]: (x: tf.Tensor4D, attributes: Attributes) => tf.Tensor4D } = {
  relu: (x) => tf.relu(x),
  relu6: (x) => tf.relu6(x),
  'leaky ReLU': (x, { alpha }) => tf.leakyRelu(x, alpha),
  ELU: (x) => tf.elu(x),
  SELU: (x) => tf.selu(x),
  GELU: (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)),
  swish: (x) => tf.mul(x, tf.sigmoid(x)),
  mish: (x) => tf.mul(x, tf.tanh(tf.softplus(x))),
  sigmoid: (x) => tf.sigmoid(x),
  'hard sigmoid': (x) => tf.minimum(tf.maximum(tf.add(tf.mul(x, 0.2), 0.5), 0), 1),
  tanh: (x) => tf.tanh(x),
  softplus: (x) => tf.softplus(x),
  softsign: (x) => tf.div(x, tf.add(tf.abs(x), 1)),
  softmax: (x) => tf.softmax(x),
};

export const activate = (x: tf.Tensor4D, attributes: Attributes): tf.Tensor4D =>
  functions[attributes.function](x, attributes);
