/** A step of descent in one pass over the weights: a network has a hundred small tensors of them, and each operation its price. */
import { engine, type Tensor } from '@tensorflow/tfjs-core';
import type { DescentStep, StepSizes } from '../descent.js';
import { register, viewOf } from './heap.js';

const STEP = 'DescentStep';

export const fastStep: DescentStep = (weights, velocity, gradient, sizes) =>
  engine().runKernel<[Tensor, Tensor]>(STEP, { weights, velocity, gradient }, { ...sizes });

export const registerDescent = (): void =>
  register<StepSizes>(STEP, ({ weights, velocity, gradient }, { rate, momentum, decay }, backend) => {
    const outputs = [weights!, velocity!].map(({ shape }) => backend.makeOutput(shape, 'float32'));
    const [next, nextVelocity] = outputs.map((output) => viewOf(backend, output)) as [Float32Array, Float32Array];
    const [values, velocities, gradients] = [weights!, velocity!, gradient!].map((tensor) => viewOf(backend, tensor));
    for (let i = 0; i < next.length; i++) {
      const whole = gradients![i]! + decay * values![i]!;
      const speed = momentum * velocities![i]! + whole;
      nextVelocity[i] = speed;
      next[i] = values![i]! - rate * (whole + momentum * speed);
    }
    return outputs;
  });
