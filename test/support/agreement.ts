import { tensor4d, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { model, type LayersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { weightsOf, type Network } from '../../src/core/index.js';
import type { Engine } from '../../src/runtime/index.js';

/** Node by node, core against tfjs-layers: the output shapes and numbers of parameters on which they differ, in words. */
export const disagreements = (network: Network, layers: LayersModel): string[] =>
  network.nodes.flatMap((node) => {
    const layer = layers.getLayer(node.id);
    const [, ...shape] = layer.outputShape as number[];
    const sizes = weightsOf(node).map((weight) => weight.shape.reduce((size, axis) => size * axis, 1));
    const params = sizes.reduce((sum, size) => sum + size, 0);
    return [
      ...(shape.join() === node.outputShape.join() ? [] : [`${node.id}: shape ${shape} is not ${node.outputShape}`]),
      ...(layer.countParams() === params ? [] : [`${node.id}: ${layer.countParams()} parameters are not ${params}`]),
    ];
  });

/** Two ways to the same numbers in float32: what rounding leaves, in standard deviations. */
const TOLERANCE = 1e-3;

/** For one image and one seed of random weights: the nodes whose activations in the two are too far apart, in words. */
export async function differences(
  engine: Engine,
  network: Network,
  layers: LayersModel,
  { ids, data, seed }: { readonly ids: readonly string[]; readonly data: Float32Array; readonly seed: number },
): Promise<string[]> {
  await engine.load(network, { seed });
  await engine.run({ data, shape: network.inputShape });
  const expected = predict(layers, network, ids, data);
  const problems: string[] = [];
  for (const [i, id] of ids.entries()) {
    const got = await engine.activation(id);
    const error = worstOf(got.data, expected[i]!) / (got.stats.std || 1);
    if (!(error <= TOLERANCE)) problems.push(`${id}: ${error} standard deviations apart`);
  }
  return problems;
}

function predict(layers: LayersModel, network: Network, ids: readonly string[], data: Float32Array): Float32Array[] {
  const outputs = ids.map((id) => layers.getLayer(id).output as SymbolicTensor);
  const part = model({ inputs: layers.inputs, outputs });
  return tidy(() => {
    const results = part.predict(tensor4d(data, [1, ...network.inputShape]));
    return ([results].flat() as Tensor[]).map((result) => result.dataSync() as Float32Array);
  });
}

/** The largest difference between two tensors; infinite where they are not of one size. */
export function worstOf(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return Infinity;
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}
