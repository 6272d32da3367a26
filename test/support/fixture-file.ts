/** The weights of a parity fixture as the very file that lies beside it where fixtures are made, byte for byte. */
import type { Parity } from './parity.js';
import { assemble } from './safetensors.js';
import { formulaValues } from './wgen.js';

/** Headers are padded with spaces, so that the numbers begin at a multiple of this. */
const ALIGNMENT = 8;

export function fixtureFile({ weights: { key }, tensors }: Pick<Parity, 'weights' | 'tensors'>): ArrayBuffer {
  const header: Record<string, unknown> = { __metadata__: { generator: 'wgen-1', key, format: 'pt' } };
  let end = 0;
  const written = tensors.map((tensor) => {
    const data = formulaValues(key, tensor);
    header[tensor.name] = { dtype: 'F32', shape: tensor.shape, data_offsets: [end, (end += data.byteLength)] };
    return { ...tensor, data };
  });
  const text = JSON.stringify(header);
  return assemble(text.padEnd(Math.ceil(text.length / ALIGNMENT) * ALIGNMENT), written, end);
}

export async function sha256(file: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', file));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
