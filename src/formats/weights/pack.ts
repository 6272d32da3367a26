/** Tensors as a file that the engine takes like any other: it crosses to a worker by reference. */
import type { Network } from '../../core/network.js';
import { weightsOf } from '../../core/node-cost.js';
import type { PlatformFile } from '../platform-types.js';
import type { PackedTensor } from './types.js';
import type { NetworkWeights } from './weights.js';

const sizeOf = (bytes: Blob | ArrayBufferView): number => ('size' in bytes ? bytes.size : bytes.byteLength);

/** A `.safetensors` of these tensors, of different names each. */
export function packTensors(tensors: readonly PackedTensor[], title: string): PlatformFile {
  let end = 0;
  const header = tensors.map(({ name, dtype, shape, bytes }) => [
    name,
    { dtype, shape, data_offsets: [end, (end += sizeOf(bytes))] },
  ]);
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const length = new BigUint64Array([BigInt(text.length)]);
  return new File([length, text, ...tensors.map(({ bytes }) => bytes)], title);
}

/** A `.safetensors` of all weights, named by our own ids. */
export function packWeights({ nodes }: Network, weights: NetworkWeights): PlatformFile {
  const tensors = nodes.flatMap((node) =>
    weightsOf(node).flatMap(({ name, shape }) => {
      const bytes = weights.nodes.get(node.id)?.[name];
      return bytes ? { name: `${node.id}/${name}`, dtype: 'F32', shape, bytes } : [];
    }),
  );
  return packTensors(tensors, 'weights.safetensors');
}
