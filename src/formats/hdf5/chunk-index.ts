/** Where the chunks of a dataset lie, by each of the indexes that HDF5 has for them. */
import { MOST_READS } from '../../core/limits.js';
import type { Hdf5Bytes } from './bytes.js';
import { walkTree } from './links.js';
import { walkSecondTree } from './second-tree.js';
import { sizeOf } from './values.js';

export interface Chunk {
  readonly at: number;
  readonly size: number;
  /** One bit a filter that was left out. */
  readonly without: number;
  readonly offsets: readonly number[];
}

export interface Chunks {
  /** Values of one along each axis. */
  readonly axes: readonly number[];
  readonly chunks: readonly Chunk[];
}

interface Dataset {
  readonly bytes: Hdf5Bytes;
  /** Where its layout stands. */
  readonly layout: number;
  readonly shape: readonly number[];
  /** Bytes of a value. */
  readonly size: number;
  readonly isFiltered: boolean;
  readonly place: string;
}

/** Throws what the file's `fault` makes of an index that cannot be followed, or is none of these. */
export const chunksOf = (dataset: Dataset): Chunks =>
  dataset.bytes.number(dataset.layout, 1, dataset.place) === 4 ? fourthLayout(dataset) : thirdLayout(dataset);

function axesOf({ bytes, shape, place }: Dataset, rank: number, axisAt: (axis: number) => number): readonly number[] {
  if (rank !== shape.length || rank < 1) throw bytes.fault(place, `chunks of ${shape.length} axes`, `${rank}`);
  const axes = shape.map((_, axis) => axisAt(axis));
  if (axes.includes(0)) throw bytes.fault(place, 'chunks of at least one value', 'one of none');
  return axes;
}

function thirdLayout(dataset: Dataset): Chunks {
  const { bytes, layout, shape, place } = dataset;
  const rank = bytes.number(layout + 2, 1, place) - 1;
  const axes = axesOf(dataset, rank, (axis) => bytes.number(layout + 11 + 4 * axis, 4, place));
  const root = bytes.address(layout + 3, place);
  const chunks: Chunk[] = [];
  if (root !== undefined)
    walkTree(bytes, root, 1, 8 + 8 * (rank + 1), place, (key, at) => {
      const offsets = shape.map((_, axis) => bytes.number(key + 8 + 8 * axis, 8, place));
      chunks.push({ at, size: bytes.number(key, 4, place), without: bytes.number(key + 4, 4, place), offsets });
    });
  return { axes, chunks };
}

const [SINGLE, IMPLICIT, FIXED_ARRAY, SECOND_TREE] = [1, 2, 3, 5];
/** Flags of a layout. */
const [EDGES_UNFILTERED, SINGLE_FILTERED] = [1, 2];

function fourthLayout(dataset: Dataset): Chunks {
  const { bytes, layout, size, isFiltered, place } = dataset;
  const flags = bytes.number(layout + 2, 1, place);
  if (flags & EDGES_UNFILTERED && isFiltered)
    throw bytes.fault(place, 'chunks that are compressed alike', 'some that are not, at the end of an axis');
  const width = bytes.number(layout + 4, 1, place);
  const axes = axesOf(dataset, bytes.number(layout + 3, 1, place) - 1, (axis) =>
    bytes.whole(layout + 5 + width * axis, width, place),
  );
  const index = layout + 5 + width * (axes.length + 1);
  const kind = bytes.number(index, 1, place);
  const whole = sizeOf(axes) * size;
  const list = (info: number, read: (at: number) => readonly Chunk[]): Chunks => {
    const at = bytes.address(index + 1 + info, place);
    return { axes, chunks: at === undefined ? [] : read(at) };
  };
  if (kind === SINGLE) {
    const isSmaller = (flags & SINGLE_FILTERED) !== 0;
    return list(isSmaller ? 12 : 0, (at) => [
      {
        at,
        size: isSmaller ? bytes.number(index + 1, 8, place) : whole,
        without: isSmaller ? bytes.number(index + 9, 4, place) : 0,
        offsets: axes.map(() => 0),
      },
    ]);
  }
  if (kind === IMPLICIT)
    return list(0, (at) =>
      placesOf(dataset, axes).map((offsets, n) => ({ at: at + n * whole, size: whole, without: 0, offsets })),
    );
  if (kind === FIXED_ARRAY) return list(1, (at) => inFixedArray(dataset, axes, at, whole));
  if (kind === SECOND_TREE) return list(6, (at) => inSecondTree(dataset, axes, at, whole));
  throw bytes.fault(place, 'an index of chunks that is no extensible array', `one of kind ${kind}`);
}

/** The first value of every chunk, the last axis the fastest. */
function placesOf({ bytes, shape, place }: Dataset, axes: readonly number[]): readonly (readonly number[])[] {
  const counts = shape.map((length, axis) => Math.ceil(length / axes[axis]!));
  const total = sizeOf(counts);
  const most = Math.min(bytes.buffer.byteLength, MOST_READS);
  if (total > most) throw bytes.fault(place, `at most ${most} chunks`, `${total}`);
  return Array.from({ length: total }, (_, n) => {
    let rest = n;
    return counts
      .map((_count, axis) => axis)
      .reverse()
      .map((axis) => {
        const at = rest % counts[axis]!;
        rest = Math.floor(rest / counts[axis]!);
        return at * axes[axis]!;
      })
      .reverse();
  });
}

/** An entry a chunk, in pages where there are many; a page that was never written is left out. */
function inFixedArray(dataset: Dataset, axes: readonly number[], at: number, whole: number): readonly Chunk[] {
  const { bytes, place } = dataset;
  bytes.expect(at, 'FAHD', place);
  const [isFiltered, entry] = [bytes.number(at + 5, 1, place) === 1, bytes.number(at + 6, 1, place)];
  const [perPage, entries] = [2 ** bytes.number(at + 7, 1, place), bytes.number(at + 8, 8, place)];
  const block = bytes.address(at + 16, place);
  const places = placesOf(dataset, axes);
  if (block === undefined) return [];
  if (entries !== places.length || entry < (isFiltered ? 13 : 8))
    throw bytes.fault(place, `an entry for each of ${places.length} chunks`, `${entries} of ${entry} bytes`);
  bytes.expect(block, 'FADB', place);
  const pages = entries > perPage ? Math.ceil(entries / perPage) : 0;
  const from = block + 14 + (pages ? Math.ceil(pages / 8) + 4 : 0);
  const isThere = (n: number): boolean => {
    const page = Math.floor(n / perPage);
    return !pages || (bytes.number(block + 14 + (page >> 3), 1, place) & (0x80 >> (page & 7))) !== 0;
  };
  return places.flatMap((offsets, n): readonly Chunk[] => {
    if (!isThere(n)) return [];
    const found = from + n * entry + (pages ? 4 * Math.floor(n / perPage) : 0);
    const address = bytes.address(found, place);
    if (address === undefined) return [];
    const size = isFiltered ? bytes.whole(found + 8, entry - 12, place) : whole;
    return [{ at: address, size, without: isFiltered ? bytes.number(found + entry - 4, 4, place) : 0, offsets }];
  });
}

const [PLAIN_CHUNKS, FILTERED_CHUNKS] = [10, 11];

/** Records of an address, where chunks are compressed also their size and what was left out, and their places in chunks. */
function inSecondTree(dataset: Dataset, axes: readonly number[], at: number, whole: number): readonly Chunk[] {
  const { bytes, isFiltered, place } = dataset;
  const chunks: Chunk[] = [];
  walkSecondTree(bytes, at, [isFiltered ? FILTERED_CHUNKS : PLAIN_CHUNKS], place, (record, recordSize) => {
    const first = record + recordSize - 8 * axes.length;
    const sizes = first - record - 8 - (isFiltered ? 4 : 0);
    if (sizes < 0) throw bytes.fault(place, `records of ${axes.length} axes`, `${recordSize} bytes`);
    chunks.push({
      at: bytes.number(record, 8, place),
      size: isFiltered ? bytes.whole(record + 8, sizes, place) : whole,
      without: isFiltered ? bytes.number(first - 4, 4, place) : 0,
      offsets: axes.map((length, axis) => bytes.number(first + 8 * axis, 8, place) * length),
    });
  });
  return chunks;
}
