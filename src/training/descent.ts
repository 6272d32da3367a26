/** Stochastic gradient descent as PyTorch does it: Nesterov momentum, and a weight decay that is part of the gradient. */
import * as tf from '@tensorflow/tfjs-core';

type Gradients = Parameters<tf.Optimizer['applyGradients']>[0];

export interface StepSizes {
  readonly rate: number;
  readonly momentum: number;
  /** 0 where these weights do not decay. */
  readonly decay: number;
}

/** What weights and velocity become: `v' = momentum·v + g`, `w' = w − rate·(g + momentum·v')`, `g` with `decay·w` in it. */
export type DescentStep = (
  weights: tf.Tensor,
  velocity: tf.Tensor,
  gradient: tf.Tensor,
  sizes: StepSizes,
) => readonly [weights: tf.Tensor, velocity: tf.Tensor];

const plainStep: DescentStep = (weights, velocity, gradient, { rate, momentum, decay }) => {
  const whole = decay ? tf.add(gradient, tf.mul(weights, decay)) : gradient;
  const next = tf.add(tf.mul(velocity, momentum), whole);
  return [tf.sub(weights, tf.mul(tf.add(whole, tf.mul(next, momentum)), rate)), next];
};

export class Descent extends tf.Optimizer {
  static className = 'Descent';
  /** Set before each step. */
  rate = 0;
  private readonly velocities = new Map<string, tf.Variable>();

  constructor(
    private readonly options: { readonly momentum: number; readonly weightDecay: number },
    private readonly makeStep: DescentStep = plainStep,
  ) {
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

  override dispose(): void {
    for (const velocity of this.velocities.values()) velocity.dispose();
    this.velocities.clear();
  }

  /** Asked for by tfjs's base class; nothing is saved here. */
  override getConfig(): tf.serialization.ConfigDict {
    return { momentum: this.options.momentum, weightDecay: this.options.weightDecay };
  }

  private step(weights: tf.Variable, gradient: tf.Tensor): void {
    const { momentum, weightDecay } = this.options;
    // Biases and batch norm, which have one axis, do not decay: that would pull what they have learned to zero.
    const decay = weights.rank > 1 ? weightDecay : 0;
    const velocity = this.velocityOf(weights);
    tf.tidy(() => {
      const [next, nextVelocity] = this.makeStep(weights, velocity, gradient, { rate: this.rate, momentum, decay });
      weights.assign(next);
      velocity.assign(nextVelocity);
    });
  }

  private velocityOf(weights: tf.Variable): tf.Variable {
    const existing = this.velocities.get(weights.name);
    if (existing) return existing;
    const velocity = tf.tidy(() => tf.variable(tf.zerosLike(weights), false));
    this.velocities.set(weights.name, velocity);
    return velocity;
  }
}
