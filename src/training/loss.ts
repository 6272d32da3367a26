import * as tf from '@tensorflow/tfjs-core';

/** Mean softmax cross-entropy in nats; `smoothing`, 0 to 1, of each label is spread over all classes (Szegedy et al. 2016). */
export const crossEntropy =
  (classes: number, smoothing: number) =>
  (labels: tf.Tensor, logits: tf.Tensor): tf.Scalar => {
    const flat = (tensor: tf.Tensor): tf.Tensor => tf.reshape(tensor, [-1, classes]);
    return tf.losses.softmaxCrossEntropy(flat(labels), flat(logits), undefined, smoothing);
  };
