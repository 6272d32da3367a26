/** The numbers of a dataset: in one piece, in its header, or in chunks, which may be compressed. */
import type { Hdf5Bytes } from './bytes.js';
import { chunksOf, type Chunk } from './chunk-index.js';
import { inflate, MOST_DEFLATED } from '../inflate.js';
import { MESSAGE, type Message } from './header.js';
import { sizeOf, type Datatype } from './values.js';

const [COMPACT, CONTIGUOUS, CHUNKED] = [0, 1, 2];
const [DEFLATE, SHUFFLE, CHECKSUM] = [1, 2, 3];

/** Little bytes, in the order of the axes; a part of the file where they lie in one piece. */
export async function valuesOf(
  bytes: Hdf5Bytes,
  messages: readonly Message[],
  { size }: Datatype,
  shape: readonly number[],
  place: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const layout = messages.find(({ type }) => type === MESSAGE.layout);
  if (!layout) throw bytes.fault(place, 'a layout of its numbers', 'none');
  const version = bytes.number(layout.at, 1, place);
  const kind = bytes.number(layout.at + 1, 1, place);
  const whole = sizeOf(shape) * size;
  if (version < 3 || version > 4) throw bytes.fault(place, 'a layout of version 3 or 4', `${version}`);
  if (kind === COMPACT) return bytes.slice(layout.at + 4, whole, place);
  if (kind === CONTIGUOUS) {
    const at = bytes.address(layout.at + 2, place);
    if (at === undefined && whole)
      throw bytes.fault(place, `${whole} bytes of numbers`, 'none: they were never written');
    return bytes.slice(at ?? 0, whole, place);
  }
  if (kind !== CHUNKED) throw bytes.fault(place, 'numbers in one piece or in chunks', `layout ${kind}`);
  return inChunks(bytes, layout.at, filtersIn(bytes, messages, place), size, shape, place);
}

function filtersIn(bytes: Hdf5Bytes, messages: readonly Message[], place: string): readonly number[] {
  const message = messages.find(({ type }) => type === MESSAGE.filters);
  if (!message) return [];
  const isFirst = bytes.number(message.at, 1, place) === 1;
  const count = bytes.number(message.at + 1, 1, place);
  let at = message.at + (isFirst ? 8 : 2);
  return Array.from({ length: count }, () => {
    const id = bytes.number(at, 2, place);
    if (![DEFLATE, SHUFFLE, CHECKSUM].includes(id))
      throw bytes.fault(place, 'numbers that are deflated or shuffled at most', `filter ${id}`);
    const name = isFirst ? bytes.number(at + 2, 2, place) : 0;
    const values = bytes.number(at + (isFirst ? 6 : 4), 2, place);
    at += (isFirst ? 8 : 6) + Math.ceil(name / 8) * 8 + 4 * (isFirst ? values + (values % 2) : values);
    return id;
  });
}

async function inChunks(
  bytes: Hdf5Bytes,
  layout: number,
  filters: readonly number[],
  size: number,
  shape: readonly number[],
  place: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const { axes, chunks } = chunksOf({ bytes, layout, shape, size, isFiltered: filters.length > 0, place });
  const chunkSize = sizeOf(axes) * size;
  const needed = shape.reduce((product, axis, n) => product * Math.ceil(axis / axes[n]!), 1);
  // What is not there would be zeros, and what is there twice is compressed once: a small file could claim any number.
  if (chunks.length !== needed) throw bytes.fault(place, `${needed} chunks of its numbers`, `${chunks.length}`);
  const stored = chunks.reduce((sum, chunk) => sum + chunk.size, 0);
  const most = Math.min(stored, bytes.buffer.byteLength) * (filters.includes(DEFLATE) ? MOST_DEFLATED : 1);
  if (needed * chunkSize > most)
    throw bytes.fault(place, `chunks of at most ${most} bytes in ${stored}`, `${needed * chunkSize}`);
  const whole = new Uint8Array(sizeOf(shape) * size);
  for (const chunk of chunks) {
    const values = await unfiltered(bytes, chunk, filters, chunkSize, size, place);
    placeChunk(whole, values, chunk.offsets, axes, shape, size);
  }
  return whole;
}

async function unfiltered(
  bytes: Hdf5Bytes,
  { at, size: stored, without }: Chunk,
  filters: readonly number[],
  size: number,
  valueSize: number,
  place: string,
): Promise<Uint8Array> {
  let values: Uint8Array = bytes.slice(at, stored, place);
  for (const [n, filter] of [...filters.entries()].reverse()) {
    if (without & (1 << n)) continue;
    if (filter === CHECKSUM) values = values.subarray(0, -4);
    if (filter === SHUFFLE) values = unshuffled(values, valueSize);
    if (filter === DEFLATE)
      values = await inflate(values, size, 'deflate').catch((error: unknown) => {
        throw bytes.fault(
          place,
          `a chunk of ${size} bytes`,
          error instanceof RangeError ? error.message : 'a damaged one',
        );
      });
  }
  if (values.length === size) return values;
  throw bytes.fault(place, `a chunk of ${size} bytes`, `${values.length}`);
}

/** All first bytes, then all second ones, … → one value after the other. */
function unshuffled(bytes: Uint8Array, size: number): Uint8Array {
  const count = Math.floor(bytes.length / size);
  const values = bytes.slice();
  for (let n = 0; n < count; n++)
    for (let byte = 0; byte < size; byte++) values[n * size + byte] = bytes[byte * count + n]!;
  return values;
}

/** Copies a chunk row by row; at the end of an axis a part of it lies outside. */
function placeChunk(
  whole: Uint8Array,
  chunk: Uint8Array,
  offsets: readonly number[],
  axes: readonly number[],
  shape: readonly number[],
  size: number,
): void {
  const last = shape.length - 1;
  const length = Math.min(axes[last]!, shape[last]! - offsets[last]!) * size;
  if (!(length > 0)) return;
  const rows = sizeOf(axes.slice(0, last));
  for (let row = 0; row < rows; row++) {
    let [rest, place, stride, isInside] = [row, offsets[last]!, shape[last]!, true];
    for (let axis = last - 1; axis >= 0; axis--) {
      const index = offsets[axis]! + (rest % axes[axis]!);
      rest = Math.floor(rest / axes[axis]!);
      isInside &&= index < shape[axis]!;
      place += index * stride;
      stride *= shape[axis]!;
    }
    if (isInside) whole.set(chunk.subarray(row * axes[last]! * size, row * axes[last]! * size + length), place * size);
  }
}
