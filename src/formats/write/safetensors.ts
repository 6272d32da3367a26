/** Writes `.safetensors`, and names and lays out a network's weights as another code base has them. */
import { excerptName, type Network } from '../../core/index.js';
import { FileError } from '../file-error.js';
import { expectedIn, layoutOf, type Scheme } from '../weights/weight-names.js';
import { toTorch, type NetworkWeights } from '../weights/weights.js';
import type { NumberArray } from './npy.js';

export type NamedArray = NumberArray & { readonly name: string };

/** A file of float32 tensors; `metadata` goes where the format has room for words, under `__metadata__`. */
export function writeSafetensors(
  tensors: readonly NamedArray[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  let end = 0;
  const entries = tensors.map(({ name, shape, data }) => {
    const data_offsets = [end, (end += data.byteLength)];
    return [name, { dtype: 'F32', shape, data_offsets }] as const;
  });
  const header = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) });
  const bytes = new TextEncoder().encode(header);
  // The format wants values at a multiple of eight: the header is filled up with spaces.
  const length = Math.ceil(bytes.length / 8) * 8;
  const file = new Uint8Array(8 + length + end).fill(0x20, 8, 8 + length);
  new DataView(file.buffer).setBigUint64(0, BigInt(length), true);
  file.set(bytes, 8);
  tensors.forEach(({ data }, at) => {
    const [from] = entries[at]![1].data_offsets as [number, number];
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 8 + length + from);
  });
  return file;
}

/**
 * A network's weights under the names of a scheme and in its layout: output channels first for PyTorch's, as TensorFlow has
 * them for Keras' and our own. Throws `FileError` where the scheme has no name for a node with weights.
 */
export function tensorsIn(network: Network, weights: NetworkWeights, scheme: Scheme): readonly NamedArray[] {
  const tensors = new Map<string, NamedArray>();
  for (const match of expectedIn(network, scheme)) {
    const { node, weight, names } = match;
    const [name] = names;
    if (name === undefined) {
      const message = `${excerptName(node.id)}: ${scheme} has no name for it`;
      throw new FileError('weights-names', message, { node: node.id });
    }
    const data = weights.nodes.get(node.id)?.[weight.name];
    if (!data)
      throw new FileError('weights-missing', `${excerptName(node.id)}: expected ${weight.name}, got nothing`, {
        node: node.id,
      });
    const array = layoutOf(scheme) === 'torch' ? toTorch(match, data) : { shape: weight.shape, data };
    if (!tensors.has(name)) tensors.set(name, { name, ...array });
  }
  return [...tensors.values()];
}
