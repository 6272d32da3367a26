import type * as tf from '@tensorflow/tfjs-core';

/** A node's tensors by the names that core gives them. */
export type TensorWeights = Readonly<Record<string, tf.Tensor>>;
