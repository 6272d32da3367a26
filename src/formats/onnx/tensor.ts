/** Tensors of an ONNX file → constants: the numbers are in the file, or in one beside it. */
import { excerptName } from '../../core/excerpt.js';
import { MOST_ELEMENTS } from '../../core/limits.js';
import { once } from '../../core/once.js';
import { tensorError } from '../file-error.js';
import { sizeOf, type Constant } from '../graph/constant.js';
import { decode } from '../weights/stored-tensor.js';
import type { TensorProto } from './proto.js';

interface Type {
  readonly bytes: number;
  readonly isWhole: boolean;
  readonly decode: (buffer: ArrayBuffer, name: string) => ArrayLike<number>;
}

const stored =
  (dtype: string) =>
  (buffer: ArrayBuffer, name: string): ArrayLike<number> =>
    decode({ name, dtype, shape: [], bytes: () => buffer });

const whole = (bytes: number, decode: Type['decode']): Type => ({ bytes, isWhole: true, decode });
const real = (bytes: number, dtype: string): Type => ({ bytes, isWhole: false, decode: stored(dtype) });

/** By number, as `TensorProto.DataType` has them. */
const TYPES: ReadonlyMap<number, Type> = new Map([
  [1, real(4, 'F32')],
  [2, whole(1, (buffer) => new Uint8Array(buffer))],
  [3, whole(1, (buffer) => new Int8Array(buffer))],
  [4, whole(2, (buffer) => new Uint16Array(buffer))],
  [5, whole(2, (buffer) => new Int16Array(buffer))],
  [6, whole(4, (buffer) => new Int32Array(buffer))],
  [7, whole(8, (buffer) => Float64Array.from(new BigInt64Array(buffer), Number))],
  [9, whole(1, (buffer) => new Uint8Array(buffer))],
  [10, real(2, 'F16')],
  [11, real(8, 'F64')],
  [12, whole(4, (buffer) => new Uint32Array(buffer))],
  [13, whole(8, (buffer) => Float64Array.from(new BigUint64Array(buffer), Number))],
  [16, real(2, 'BF16')],
]);

/** The bytes of the file of this name, given beside the model; `undefined` where it was not. */
export type FindFile = (name: string) => Uint8Array | undefined;

/** Throws `FileError` naming the tensor where its numbers are not all there. */
export function constantFrom(tensor: TensorProto, findFile: FindFile): Constant {
  const { name, dims } = tensor;
  const type = TYPES.get(tensor.type);
  if (!type)
    throw tensorError(
      'weights-dtype',
      name,
      'numbers such as float, float16 or int8',
      `data type ${excerptName(`${tensor.type}`)}`,
    );
  if (!dims.every((size) => Number.isSafeInteger(size) && size >= 0) || sizeOf(dims) > MOST_ELEMENTS)
    throw tensorError('weights-format', name, `a shape of at most ${MOST_ELEMENTS} values`, 'another');
  return { dims, isWhole: type.isWhole, values: once(valuesOf(tensor, type, findFile)) };
}

function valuesOf(tensor: TensorProto, type: Type, findFile: FindFile): () => ArrayLike<number> {
  const { name, dims, raw } = tensor;
  const size = sizeOf(dims);
  const missing = (): never => {
    throw tensorError('weights-missing', name, 'the file of its numbers beside the model', 'none of that name');
  };
  const bytes = tensor.isExternal ? externalBytes(tensor, size * type.bytes, findFile) : raw;
  if (tensor.isExternal && !bytes) return missing;
  if (bytes) {
    if (bytes.length !== size * type.bytes)
      throw tensorError('weights-offsets', name, `${size * type.bytes} bytes`, `${bytes.length}`);
    return () => type.decode(bytes.slice().buffer, name);
  }
  const listed = [...tensor.floats, ...tensor.doubles, tensor.wholes];
  const length = listed.reduce((sum, part) => sum + part.length, 0);
  if (length !== size) throw tensorError('weights-offsets', name, `${size} values`, `${length}`);
  if (tensor.type === 10 || tensor.type === 16) return () => type.decode(Uint16Array.from(tensor.wholes).buffer, name);
  return () => Float64Array.from(listed.flatMap((part) => Array.from(part)));
}

function externalBytes({ name, external }: TensorProto, size: number, findFile: FindFile): Uint8Array | undefined {
  const file = externalFile(external);
  const bytes = findFile(file);
  if (!bytes) return undefined;
  const offset = Number(external.get('offset') ?? 0);
  const length = Number(external.get('length') ?? size);
  if (!(offset >= 0 && length >= 0 && offset + length <= bytes.length))
    throw tensorError(
      'weights-offsets',
      name,
      `data within the ${bytes.length} bytes of ${excerptName(file)}`,
      'data beyond',
    );
  return bytes.subarray(offset, offset + length);
}

/** Its name without folders: nothing outside of what was given is looked at. */
export const externalFile = (external: TensorProto['external']): string =>
  (external.get('location') ?? '').split(/[/\\]/).at(-1)!;
