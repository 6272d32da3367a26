/** Stochastic gradient descent as PyTorch does it: Nesterov momentum, and a weight decay that is part of the gradient. */
import * as tf from '@tensorflow/tfjs-core';

type Gradients = Parameters<tf.Optimizer['applyGradients']>[0];

export interface DescentOptions {
  readonly momentum: number;
  readonly weightDecay: number;
}

export class Descent extends tf.Optimizer {
  static className = 'Descent';
  /** Set anew before each step. */
  rate = 0;
  private readonly velocities = new Map<string, tf.Variable>();

  constructor(private readonly options: DescentOptions) {
    super();
  }

  override applyGradients(gradients: Gradients): void {
    const named = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
    const variables = tf.engine().registeredVariables;
    for (const { name, tensor } of named) if (tensor) this.step(variables[name]!, tensor);
    this.incrementIterations();
  }

  /** `v ← momentum·v + g`, `w ← w − rate·(g + momentum·v)`, with `g` the gradient plus `weightDecay·w`. */
  private step(weights: tf.Variable, gradient: tf.Tensor): void {
    const { momentum, weightDecay } = this.options;
    const velocity = this.velocityOf(weights);
    tf.tidy(() => {
      // Biases and batch norm, which have one axis, do not decay: that would pull what they have learned to zero.
      const decays = weightDecay > 0 && weights.rank > 1;
      const whole = decays ? tf.add(gradient, tf.mul(weights, weightDecay)) : gradient;
      const next = tf.add(tf.mul(velocity, momentum), whole);
      velocity.assign(next);
      weights.assign(tf.sub(weights, tf.mul(tf.add(whole, tf.mul(next, momentum)), this.rate)));
    });
  }

  private velocityOf(weights: tf.Variable): tf.Variable {
    const known = this.velocities.get(weights.name);
    if (known) return known;
    const made = tf.tidy(() => tf.variable(tf.zerosLike(weights), false));
    this.velocities.set(weights.name, made);
    return made;
  }

  override dispose(): void {
    for (const velocity of this.velocities.values()) velocity.dispose();
    this.velocities.clear();
  }

  /** Asked for by tfjs's base class; nothing is saved here. */
  override getConfig(): tf.serialization.ConfigDict {
    return { ...this.options };
  }
}
