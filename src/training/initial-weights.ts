/** Where training begins: He et al. 2015 by fan-out for convolutions, and a classifier close to zero. */
import { weightsOf, type Network, type WeightShape } from '../core/index.js';
import type { NetworkWeights } from '../formats/weights/weights.js';
import { normal, streamOf, type Random } from './random.js';

const CLASSIFIER_DEVIATION = 0.01;

/** Kernels normal with variance 2 / fan-out, the last kernel with deviation 0.01; batch norm passes; biases are 0. */
export function initialWeights(network: Network, seed: number): NetworkWeights {
  const next = streamOf(seed, 'weights');
  const classifier = network.nodes.findLast((node) => weightsOf(node).length > 0)?.id;
  const nodes = new Map(
    network.nodes.map((node) => [
      node.id,
      Object.fromEntries(
        weightsOf(node).map((weight) => [weight.name, valuesOf(weight, node.id === classifier, next)]),
      ),
    ]),
  );
  return { source: 'random', scheme: 'core', nodes };
}

function valuesOf({ name, role, shape }: WeightShape, isClassifier: boolean, next: Random): Float32Array {
  const values = new Float32Array(shape.reduce((size, axis) => size * axis, 1));
  if (name === 'gamma' || name === 'moving_variance') return values.fill(1);
  if (role !== 'weight') return values;
  const deviation = isClassifier ? CLASSIFIER_DEVIATION : Math.sqrt(2 / fanOut(shape));
  for (let i = 0; i < values.length; i++) values[i] = deviation * normal(next);
  return values;
}

/**
 * Window × output channels, as PyTorch's `kaiming_normal_` counts: of a depthwise kernel `[K, K, C, 1]` all channels, though
 * each input reaches only one. The checkpoints were begun so too.
 */
function fanOut(shape: readonly number[]): number {
  if (shape.length === 2) return shape[1]!;
  const [rows, columns, inputs, outputs] = shape as [number, number, number, number];
  return rows * columns * (outputs === 1 ? inputs : outputs);
}
