/** Writes what the loader reads. */
export interface WrittenTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array | Uint16Array | BigInt64Array;
  readonly dtype?: string;
}

type Header = Record<string, { dtype: string; shape: readonly number[]; data_offsets: readonly [number, number] }>;

/** A file; `edit` may spoil the header before it is written. */
export function writeSafetensors(
  tensors: readonly WrittenTensor[],
  edit: (header: Header) => unknown = (header) => header,
): ArrayBuffer {
  const header: Header = {};
  let end = 0;
  for (const { name, shape, data, dtype = 'F32' } of tensors)
    header[name] = { dtype, shape, data_offsets: [end, (end += data.byteLength)] };
  return assemble(JSON.stringify(edit(header)), tensors, end);
}

/** A file with any header text. */
export function assemble(header: string, tensors: readonly WrittenTensor[], size: number): ArrayBuffer {
  const text = new TextEncoder().encode(header);
  const file = new Uint8Array(8 + text.length + size);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  let place = 8 + text.length;
  for (const { data } of tensors) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), place);
    place += data.byteLength;
  }
  return file.buffer;
}
