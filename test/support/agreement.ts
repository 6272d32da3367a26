import type { LayersModel } from '@tensorflow/tfjs-layers';
import { weightsOf, type Network } from '../../src/core/index.js';

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
