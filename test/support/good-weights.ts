/** Good weights files in all the number formats that are read, for tests to damage. */
import type { Seeded } from './seeded.js';
import { joined } from './weight-oracle.js';
import { kerasPlaces, product, torchPlaces } from './weight-expectation.js';

const DTYPE_BYTES = { F32: 4, F16: 2, BF16: 2, F64: 8 } as const;

/** Random bits as small positive numbers, so that a whole file is a good one. */
function fill(bytes: Uint8Array, dtype: keyof typeof DTYPE_BYTES, random: Seeded): void {
  const size = DTYPE_BYTES[dtype];
  const top = { F32: 0x3e, F16: 0x34, BF16: 0x3e, F64: 0x3f }[dtype];
  let bits = random.integer(1, 2 ** 31);
  for (let i = 0; i < bytes.length; i++) {
    bits ^= bits << 13; // xorshift: a call of the generator for each byte takes most of the test
    bits ^= bits >>> 17;
    bits ^= bits << 5;
    bytes[i] = i % size === size - 1 ? top : bits;
  }
}

/** A good `.safetensors` in four number formats. */
export function goodFile(random: Seeded): { header: Record<string, unknown>; data: Uint8Array } {
  const header: Record<string, unknown> = {};
  const parts: Uint8Array[] = [];
  let end = 0;
  for (const [name, { shape }] of torchPlaces) {
    const dtype = random.oneOf(Object.keys(DTYPE_BYTES) as (keyof typeof DTYPE_BYTES)[]);
    const bytes = new Uint8Array(product(shape) * DTYPE_BYTES[dtype]);
    fill(bytes, dtype, random);
    parts.push(bytes);
    header[name] = { dtype, shape, data_offsets: [end, (end += bytes.length)] };
  }
  return { header, data: joined(parts) };
}

/** A file of any header text. */
export function assembled(text: string, data: Uint8Array): Uint8Array {
  const header = new TextEncoder().encode(text);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(header.length), true);
  return joined([length, header, data]);
}

export interface Model {
  readonly format: string;
  readonly modelTopology: object;
  readonly weightsManifest: unknown[];
}

type Stored = 'float32' | 'float16' | 'uint8' | 'uint16';
const STORED_BYTES = { float32: 4, float16: 2, uint8: 1, uint16: 2 } as const;

/** A good model in two groups and three shards, its tensors in four number formats. */
export function goodModel(random: Seeded): { model: Model; shards: Map<string, Uint8Array> } {
  const weights: object[] = [];
  const parts: Uint8Array[] = [];
  for (const [name, { shape }] of kerasPlaces) {
    const stored = random.oneOf(Object.keys(STORED_BYTES) as Stored[]);
    const bytes = new Uint8Array(product(shape) * STORED_BYTES[stored]);
    if (stored === 'float32' || stored === 'float16') fill(bytes, stored === 'float32' ? 'F32' : 'F16', random);
    else fill(bytes, 'F32', random);
    parts.push(bytes);
    const scale = stored === 'float16' ? {} : { scale: random.next() / 100 + 1e-6, min: random.next() };
    const quantization = { dtype: stored, original_dtype: 'float32', ...scale };
    weights.push({ name, shape, dtype: 'float32', ...(stored !== 'float32' && { quantization }) });
  }
  const middle = random.integer(1, weights.length - 1);
  const [first, second] = [joined(parts.slice(0, middle)), joined(parts.slice(middle))];
  const cut = random.integer(0, second.length);
  return {
    model: {
      format: 'layers-model',
      modelTopology: { keras_version: '2.1.4' },
      weightsManifest: [
        { paths: ['a.bin'], weights: weights.slice(0, middle) },
        { paths: ['b.bin', 'c.bin'], weights: weights.slice(middle) },
      ],
    },
    shards: new Map([
      ['a.bin', first],
      ['b.bin', second.slice(0, cut)],
      ['c.bin', second.slice(cut)],
    ]),
  };
}
