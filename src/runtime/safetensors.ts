/** Reads `.safetensors`: eight bytes of header length, a JSON header, then the numbers. Trusts nothing in it. */
import { decoderOf, type StoredTensor } from './stored-tensor.js';
import { EngineError } from './engine-error.js';

/** No header of a real file comes near; a broken one must not take the page down. */
const LONGEST_HEADER = 100_000_000;

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

export function readSafetensors(buffer: ArrayBuffer): Map<string, StoredTensor> {
  const { header, start } = readHeader(buffer);
  const entries = Object.entries(header).filter(([name]) => name !== '__metadata__');
  for (const [name, entry] of entries) checkEntry(name, entry, buffer.byteLength - start);
  checkOverlap(entries as [string, Entry][]);
  return new Map((entries as [string, Entry][]).map(([name, entry]) => [name, tensorOf(name, entry, buffer, start)]));
}

function readHeader(buffer: ArrayBuffer): { header: Record<string, unknown>; start: number } {
  if (buffer.byteLength < 8) throw broken(`expected at least 8 bytes, got ${buffer.byteLength}`);
  const length = Number(new DataView(buffer).getBigUint64(0, true));
  const rest = buffer.byteLength - 8;
  if (length > rest || length > LONGEST_HEADER) {
    throw broken(`expected a header of at most ${Math.min(rest, LONGEST_HEADER)} bytes, got a length of ${length}`);
  }
  const text = new TextDecoder().decode(new Uint8Array(buffer, 8, length));
  const header = parseObject(text);
  checkDuplicates(text);
  return { header, start: 8 + length };
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw broken(`expected a JSON header, got ${JSON.stringify(text.slice(0, 40))}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw broken('expected the header to be an object');
  return value as Record<string, unknown>;
}

/** `JSON.parse` silently takes the last of equal keys, so the keys are read off the text. */
function checkDuplicates(text: string): void {
  const seen = new Set<string>();
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"(?:\s*:)?|[{}]/g)) {
    if (token === '{') depth++;
    else if (token === '}') depth--;
    else if (depth === 1 && token.endsWith(':')) {
      const name = JSON.parse(token.slice(0, -1).trimEnd()) as string;
      if (seen.has(name))
        throw new EngineError('weights-duplicate', `tensor ${name}: expected once, got twice`, { tensor: name });
      seen.add(name);
    }
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function checkEntry(name: string, entry: unknown, available: number): asserts entry is Entry {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Partial<Entry>;
  if (typeof dtype !== 'string') throw broken(`tensor ${name}: expected a dtype, got ${JSON.stringify(dtype)}`, name);
  if (!Array.isArray(shape) || !shape.every(isCount))
    throw broken(`tensor ${name}: expected a shape, got ${JSON.stringify(shape)}`, name);
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount) || offsets[0]! > offsets[1]!) {
    throw badOffsets(name, `expected two ascending data_offsets, got ${JSON.stringify(offsets)}`);
  }
  if (offsets[1]! > available)
    throw badOffsets(name, `expected data up to byte ${offsets[1]}, got a file with ${available}`);
  const decoder = decoderOf(dtype);
  const size = shape.reduce((product, axis) => product * axis, 1);
  if (decoder && offsets[1]! - offsets[0]! !== size * decoder.bytes) {
    throw badOffsets(
      name,
      `expected ${size * decoder.bytes} bytes for ${dtype} ${JSON.stringify(shape)}, got ${offsets[1]! - offsets[0]!}`,
    );
  }
}

function checkOverlap(entries: readonly [string, Entry][]): void {
  const byPlace = entries
    .filter(([, e]) => e.data_offsets[1] > e.data_offsets[0])
    .sort(([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0]);
  for (const [i, [name, entry]] of byPlace.entries()) {
    const before = byPlace[i - 1];
    if (before && before[1].data_offsets[1] > entry.data_offsets[0]) {
      throw badOffsets(
        name,
        `expected data after byte ${before[1].data_offsets[1]}, where ${before[0]} ends; got ${entry.data_offsets[0]}`,
      );
    }
  }
}

const tensorOf = (
  name: string,
  { dtype, shape, data_offsets: [from, to] }: Entry,
  buffer: ArrayBuffer,
  start: number,
): StoredTensor => ({
  name,
  dtype,
  shape,
  bytes: () => buffer.slice(start + from, start + to),
});

const broken = (problem: string, tensor?: string): EngineError =>
  new EngineError('weights-format', `safetensors: ${problem}`, { tensor });
const badOffsets = (tensor: string, problem: string): EngineError =>
  new EngineError('weights-offsets', `tensor ${tensor}: ${problem}`, { tensor });
