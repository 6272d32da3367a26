/** ReLU and ReLU6 with a gradient of one pass: tfjs's needs eight, with three masks. */
import { customGrad, engine, relu, relu6, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { register, viewOf } from './heap.js';

const BACKWARD = 'CutGrad';

/** `min(max(x, 0), limit)`; no gradient passes where x is cut, nor at the two edges. */
export function cutAt(x: Tensor4D, limit: 6 | undefined): Tensor4D {
  return customGrad((values, save) => {
    const y = limit === 6 ? relu6(values as Tensor4D) : relu(values as Tensor4D);
    (save as (tensors: Tensor[]) => void)([y]);
    const gradFunc = (dy: Tensor, saved: Tensor[]): Tensor =>
      engine().runKernel<Tensor>(BACKWARD, { dy, y: saved[0]! }, { limit: limit ?? Infinity });
    return { value: y, gradFunc };
  })(x) as Tensor4D;
}

export const registerCut = (): void =>
  register<{ readonly limit: number }>(BACKWARD, ({ dy, y }, { limit }, backend) => {
    const dx = backend.makeOutput(dy!.shape, 'float32');
    const [outputs, gradients, to] = [viewOf(backend, y!), viewOf(backend, dy!), viewOf(backend, dx)];
    for (let i = 0; i < to.length; i++) to[i] = outputs[i]! > 0 && outputs[i]! < limit ? gradients[i]! : 0;
    return dx;
  });
