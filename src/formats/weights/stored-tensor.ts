/** One tensor of a weights file, not decoded until somebody needs it, and the number formats that files use. */
import { excerptName } from '../../core/index.js';
import { MOST_TENSORS } from '../../core/limits.js';
import { once } from '../../core/once.js';
import { tensorError, wholeFileError } from '../file-error.js';

export interface StoredTensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** A copy of its bytes, aligned. */
  readonly bytes: () => ArrayBuffer;
  /** tfjs stores some weights as small integers. */
  readonly quantization?: { readonly scale: number; readonly min: number } | undefined;
}

/** Throws `FileError` where a file lists more tensors than are read. */
export function checkNumber(tensors: number, file: string): void {
  if (tensors <= MOST_TENSORS) return;
  throw wholeFileError('weights-format', file, `at most ${MOST_TENSORS} tensors`, `${tensors}`);
}

interface Decoder {
  readonly bytes: number;
  readonly decode: (buffer: ArrayBuffer) => ArrayLike<number>;
}

/** By the names of safetensors, and of tfjs's manifest. */
const decoders: Readonly<Record<string, Decoder>> = {
  F32: { bytes: 4, decode: (buffer) => new Float32Array(buffer) },
  F64: { bytes: 8, decode: (buffer) => new Float64Array(buffer) },
  F16: { bytes: 2, decode: (buffer) => decodeHalf(new Uint16Array(buffer)) },
  BF16: { bytes: 2, decode: (buffer) => decodeBrain(new Uint16Array(buffer)) },
  float32: { bytes: 4, decode: (buffer) => new Float32Array(buffer) },
  float16: { bytes: 2, decode: (buffer) => decodeHalf(new Uint16Array(buffer)) },
  // Whole numbers that count what was seen.
  int32: { bytes: 4, decode: (buffer) => new Int32Array(buffer) },
  uint16: { bytes: 2, decode: (buffer) => new Uint16Array(buffer) },
  uint8: { bytes: 1, decode: (buffer) => new Uint8Array(buffer) },
};

export const decoderOf = (dtype: string): Decoder | undefined => decoders[dtype];

/** The numbers as float32. Throws `FileError` for a format that weights do not come in. */
export function decode({ name, dtype, bytes, quantization }: StoredTensor): Float32Array {
  const decoder = decoderOf(dtype);
  if (!decoder) throw tensorError('weights-dtype', name, 'numbers such as F32 or float16', excerptName(dtype));
  const values = decoder.decode(bytes());
  if (quantization) return Float32Array.from(values, (value) => value * quantization.scale + quantization.min);
  return values instanceof Float32Array ? values : Float32Array.from(values);
}

/** bfloat16 is the upper half of a float32. */
function decodeBrain(halves: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(halves, (half) => half << 16).buffer);
}

/** All 65,536 half floats: a look-up is ten times as fast as arithmetic on each. */
const halfTable = once(() => Float32Array.from({ length: 65536 }, (_, half) => halfToNumber(half)));

function decodeHalf(halves: Uint16Array): Float32Array {
  const table = halfTable();
  const values = new Float32Array(halves.length);
  for (let i = 0; i < values.length; i++) values[i] = table[halves[i]!]!;
  return values;
}

function halfToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}
