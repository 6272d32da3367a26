/**
 * Reads `.safetensors`: eight bytes of header length, a JSON header, then the numbers. Trusts nothing in it, and takes
 * what the format's own library takes: every byte after the header belongs to exactly one tensor.
 */
import { excerpt, excerptName } from '../../core/index.js';
import { LONGEST_TEXT } from '../../core/limits.js';
import { parseStrictly } from '../../core/strict-json.js';
import { duplicateTensor, FileError, tensorError, wholeFileError } from '../file-error.js';
import { checkNumber, type StoredTensor } from './stored-tensor.js';
import type { ListedTensor, PackedTensor } from './types.js';

/** Bytes a value, also of the formats that no weights come in: bookkeeping is stored beside them. */
const BYTES: ReadonlyMap<unknown, number> = new Map(
  [
    ['I64', 'U64', 'F64'],
    ['I32', 'U32', 'F32'],
    ['I16', 'U16', 'F16', 'BF16'],
    ['I8', 'U8', 'BOOL', 'F8_E4M3', 'F8_E5M2'],
  ].flatMap((names, power) => names.map((name) => [name, 8 >> power] as const)),
);

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** `file`: what error messages call it. Throws `FileError` naming the file or the tensor. */
export function readSafetensors(buffer: ArrayBuffer, file = 'safetensors'): Map<string, StoredTensor> {
  const { entries, start } = readHeader(buffer, file, buffer.byteLength);
  return new Map(entries.map(([name, entry]) => [name, tensorOf(name, entry, buffer, start)]));
}

/** The tensors of a file, from its header alone: no number is read. */
export async function listSafetensors(file: Blob, name: string): Promise<readonly ListedTensor[]> {
  const { entries } = await headerOf(file, name);
  return entries.map(([tensor, { dtype, shape }]) => ({ name: tensor, dtype, shape }));
}

/** The same, each with its part of the file. */
export async function safetensorsParts(file: Blob, name: string): Promise<readonly PackedTensor[]> {
  const { entries, start } = await headerOf(file, name);
  return entries.map(
    ([
      tensor,
      {
        dtype,
        shape,
        data_offsets: [first, end],
      },
    ]) => ({
      name: tensor,
      dtype,
      shape,
      bytes: file.slice(start + first, start + end),
    }),
  );
}

async function headerOf(file: Blob, name: string): Promise<Header> {
  const head = await file.slice(0, 8).arrayBuffer();
  const length = head.byteLength === 8 ? Number(new DataView(head).getBigUint64(0, true)) : 0;
  return readHeader(await file.slice(0, 8 + Math.min(length, LONGEST_TEXT)).arrayBuffer(), name, file.size);
}

interface Header {
  readonly entries: readonly (readonly [string, Entry])[];
  /** Where the numbers begin. */
  readonly start: number;
}

/** `size`: of the whole file, of which `buffer` may be the beginning. */
function readHeader(buffer: ArrayBuffer, file: string, size: number): Header {
  if (size < 8) throw broken(file, `expected at least 8 bytes, got ${size}`);
  const length = Number(new DataView(buffer).getBigUint64(0, true));
  const longest = Math.min(size - 8, LONGEST_TEXT);
  if (length > longest) throw broken(file, `expected a header of at most ${longest} bytes, got a length of ${length}`);
  const header = parseHeader(decodeText(new Uint8Array(buffer, 8, length), file), file);
  const entries = Object.entries(header).filter(([name]) => name !== '__metadata__');
  checkNumber(entries.length, file);
  for (const [name, entry] of entries) checkEntry(name, entry);
  checkPlaces(entries as [string, Entry][], size - 8 - length, file);
  return { entries: entries as [string, Entry][], start: 8 + length };
}

function decodeText(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw broken(file, 'expected a header in UTF-8, got bytes that are none');
  }
}

function parseHeader(text: string, file: string): object {
  const value = parseStrictly(text, {
    broken: (problem) => broken(file, `header: ${problem}`),
    duplicate: (key, [tensor]) =>
      tensor === undefined
        ? duplicateTensor(key)
        : broken(file, `tensor ${excerptName(tensor)}: expected one ${excerptName(key)}, got two`, tensor),
  });
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw broken(file, 'expected the header to be an object');
  return value;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function checkEntry(name: string, entry: unknown): asserts entry is Entry {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Partial<Entry>;
  const bytes = BYTES.get(dtype);
  if (bytes === undefined)
    throw tensorError('weights-dtype', name, `one of ${[...BYTES.keys()].join(', ')}`, excerpt(dtype));
  if (!Array.isArray(shape) || !shape.every(isCount))
    throw tensorError('weights-format', name, 'a shape', excerpt(shape));
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount) || offsets[0]! > offsets[1]!)
    throw badOffsets(name, `expected two ascending data_offsets, got ${excerpt(offsets)}`);
  const expected = shape.reduce((product, axis) => product * axis, bytes);
  if (offsets[1]! - offsets[0]! !== expected) {
    throw badOffsets(
      name,
      `expected ${expected} bytes for ${dtype} ${excerpt(shape)}, got ${offsets[1]! - offsets[0]!}`,
    );
  }
}

/** One tensor ends where the next begins: bytes without a tensor, or with two, mean that something has been moved. */
function checkPlaces(entries: readonly (readonly [string, Entry])[], available: number, file: string): void {
  const byPlace = [...entries].sort(
    ([, a], [, b]) => from(a) - from(b) || Number(size(b) === 0) - Number(size(a) === 0),
  );
  let end = 0;
  let before = 'the header';
  for (const [name, { data_offsets: offsets }] of byPlace) {
    if (offsets[1] > available)
      throw badOffsets(name, `expected data up to byte ${offsets[1]}, got a file with ${available}`);
    if (offsets[0] !== end)
      throw badOffsets(name, `expected data from byte ${end}, where ${excerptName(before)} ends; got ${offsets[0]}`);
    [end, before] = [offsets[1], name];
  }
  if (end === available) return;
  throw wholeFileError('weights-offsets', file, `${end} bytes of data`, `${available}`);
}

const from = ({ data_offsets: offsets }: Entry): number => offsets[0];
const size = ({ data_offsets: offsets }: Entry): number => offsets[1] - offsets[0];

const tensorOf = (
  name: string,
  { dtype, shape, data_offsets: [first, end] }: Entry,
  buffer: ArrayBuffer,
  start: number,
): StoredTensor => ({ name, dtype, shape, bytes: () => buffer.slice(start + first, start + end) });

const broken = (file: string, problem: string, tensor?: string): FileError =>
  new FileError('weights-format', `${excerptName(file)}: ${problem}`, { file, tensor });
const badOffsets = (tensor: string, problem: string): FileError =>
  new FileError('weights-offsets', `tensor ${excerptName(tensor)}: ${problem}`, { tensor });
