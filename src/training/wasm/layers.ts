/** Layers for training on wasm: what they compute is what tfjs's own do, in far fewer passes over the values. */
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { apply, NORM_MOMENTUM, type LayerChoice } from '../../runtime/layers-model.js';
import { batchNorm } from './batch-norm.js';
import { cutAt } from './relu.js';

type LayerArgs = ConstructorParameters<typeof tfl.layers.Layer>[0];
type Call = { readonly training?: boolean };

const one = (inputs: tf.Tensor | tf.Tensor[]): tf.Tensor4D => [inputs].flat()[0] as tf.Tensor4D;

/** Batch norm over the last axis; weights in the order of tfjs-layers' own: gamma, beta, moving mean, moving variance. */
export class FastBatchNorm extends tfl.layers.Layer {
  static className = 'FastBatchNorm';
  private readonly epsilon: number;
  /** Share of the running statistics that stays at each step. */
  momentum: number;

  constructor({ epsilon, momentum, ...rest }: { epsilon: number; momentum: number; name: string }) {
    super(rest as LayerArgs);
    this.epsilon = epsilon;
    this.momentum = momentum;
  }

  override build(shape: tfl.Shape): void {
    const [zeros, ones] = [tfl.initializers.zeros(), tfl.initializers.ones()];
    const channels = [shape.at(-1)!];
    this.addWeight('gamma', channels, 'float32', ones);
    this.addWeight('beta', channels, 'float32', zeros);
    this.addWeight('moving_mean', channels, 'float32', zeros, undefined, false);
    this.addWeight('moving_variance', channels, 'float32', ones, undefined, false);
    super.build(shape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], { training = false }: Call): tf.Tensor {
    return tf.tidy(() => {
      const x = one(inputs);
      const [gamma, beta, mean, variance] = this.weights.map((weight) => weight.read()) as tf.Tensor1D[];
      if (!training) return tf.batchNorm(x, mean!, variance!, beta, gamma, this.epsilon);
      const normed = batchNorm(x, gamma!, beta!, this.epsilon);
      this.follow(2, normed.mean);
      this.follow(3, normed.variance);
      return normed.y;
    });
  }

  /** Moves a running statistic towards the batch's. */
  private follow(index: 2 | 3, value: tf.Tensor): void {
    const running = this.weights[index]!;
    tf.tidy(() => {
      running.write(tf.add(tf.mul(running.read(), this.momentum), tf.mul(value, 1 - this.momentum)));
    });
  }
}

export class FastActivation extends tfl.layers.Layer {
  static className = 'FastActivation';
  private readonly limit: 6 | undefined;

  constructor({ limit, ...rest }: { limit: 6 | undefined; name: string }) {
    super(rest as LayerArgs);
    this.limit = limit;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return cutAt(one(inputs), this.limit);
  }
}

/** In the place of tfjs-layers' own, for `buildLayersModel`. */
export const fastLayer: LayerChoice = ({ id, kind, attributes }, [x]) => {
  if (kind === 'batch-norm')
    return apply(new FastBatchNorm({ epsilon: attributes.epsilon, momentum: NORM_MOMENTUM, name: id }), x!);
  if (kind !== 'activation') return undefined;
  const { function: name } = attributes;
  if (name === 'relu' || name === 'relu6')
    return apply(new FastActivation({ limit: name === 'relu6' ? 6 : undefined, name: id }), x!);
  return undefined;
};
