import { weightsOf, type NameScheme, type Network, type NetworkNode, type WeightShape } from '../../src/core/index.js';
import type { WrittenTensor } from './safetensors.js';

/** How PyTorch names and lays out the weights of a module, written apart from what is tested. */

/** Our weight → the tensor of a `torch.nn` module. */
export const TORCH_PARTS: Readonly<Record<string, string>> = {
  kernel: 'weight',
  bias: 'bias',
  gamma: 'weight',
  beta: 'bias',
  moving_mean: 'running_mean',
  moving_variance: 'running_var',
};

/** `[O, I, K, K]`, depthwise `[C, 1, K, K]`, fully connected `[O, I]`, `[C]`. */
export function torchShape(
  { kind }: Pick<NetworkNode, 'kind'>,
  { name, shape }: Pick<WeightShape, 'name' | 'shape'>,
): readonly number[] {
  if (name !== 'kernel') return shape;
  const [rows, columns, inputs, outputs] = shape as [number, number, number, number];
  if (shape.length === 2) return [columns, rows];
  return kind === 'depthwise-conv2d' ? [inputs, 1, rows, columns] : [outputs, inputs, rows, columns];
}

/** Every tensor of a network under the names of a scheme, with the values that `valuesOf` gives for its name and size. */
export const torchTensors = (
  network: Network,
  scheme: NameScheme,
  valuesOf: (tensor: string, size: number) => Float32Array,
): WrittenTensor[] =>
  network.nodes.flatMap((node) =>
    weightsOf(node).map((weight) => {
      const name = `${node.names[scheme]}.${TORCH_PARTS[weight.name]}`;
      const size = weight.shape.reduce((product, axis) => product * axis, 1);
      return { name, shape: torchShape(node, weight), data: valuesOf(name, size) };
    }),
  );
