/** Weights that a reader has made, as a file that the engine takes like any other: it crosses to a worker by reference. */
import type { Network } from '../../core/network.js';
import { weightsOf } from '../../core/node-cost.js';
import type { PlatformFile } from '../platform-types.js';
import type { NetworkWeights } from './weights.js';

/** A `.safetensors` of all weights, named by our own ids. */
export function packWeights({ nodes }: Network, weights: NetworkWeights): PlatformFile {
  const header: Record<string, object> = {};
  const parts: Float32Array[] = [];
  let end = 0;
  for (const node of nodes)
    for (const { name, shape } of weightsOf(node)) {
      const values = weights.nodes.get(node.id)?.[name];
      if (!values) continue;
      header[`${node.id}/${name}`] = { dtype: 'F32', shape, data_offsets: [end, (end += values.byteLength)] };
      parts.push(values);
    }
  const text = JSON.stringify(header);
  const bytes = new TextEncoder().encode(text);
  const length = new BigUint64Array([BigInt(bytes.length)]);
  return new File([length, bytes, ...parts], 'weights.safetensors');
}
