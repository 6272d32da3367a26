/** B-trees of version 2, which index what a group or a dataset has many of: records of one size, in nodes of one size. */
import type { Hdf5Bytes } from './bytes.js';

/** What comes before the records of a node, and the checksum after them. */
const [BEFORE, AROUND] = [6, 10];
/** Deeper than any tree of addresses of 64 bits has to be. */
const DEEPEST = 16;

/** Bytes of a number up to this one. */
const widthOf = (most: number): number => Math.floor(Math.floor(Math.log2(Math.max(1, most))) / 8) + 1;

interface Levels {
  readonly recordSize: number;
  /** Of the number of records of a child. */
  readonly countSize: number;
  /** Of the number of all records below a child, by the child's level; none of a leaf. */
  readonly totalSizes: readonly number[];
}

/** Calls `visit` with where every record begins, and its size. Throws what the file's `fault` makes of a tree that cannot be followed. */
export function walkSecondTree(
  bytes: Hdf5Bytes,
  at: number,
  types: readonly number[],
  place: string,
  visit: (record: number, size: number) => void,
): void {
  bytes.expect(at, 'BTHD', place);
  const type = bytes.number(at + 5, 1, place);
  const depth = bytes.number(at + 12, 2, place);
  if (!types.includes(type) || depth > DEEPEST)
    throw bytes.fault(place, `a tree of type ${types.join(' or ')}`, `type ${type} of ${depth} levels`);
  const levels = levelsOf(bytes.number(at + 6, 4, place), bytes.number(at + 10, 2, place), depth);
  if (!levels) throw bytes.fault(place, 'nodes of its tree that have room for a record', 'smaller ones');
  const seen = new Set<number>();
  const walk = (node: number, records: number, level: number): void => {
    if (seen.has(node)) throw bytes.fault(place, 'each node of its tree once', 'one in a circle');
    seen.add(node);
    bytes.expect(node, level ? 'BTIN' : 'BTLF', place);
    for (let n = 0; n < records; n++) {
      const record = node + BEFORE + n * levels.recordSize;
      bytes.slice(record, levels.recordSize, place);
      visit(record, levels.recordSize);
    }
    if (!level) return;
    const width = 8 + levels.countSize + levels.totalSizes[level - 1]!;
    for (let n = 0; n <= records; n++) {
      const child = node + BEFORE + records * levels.recordSize + n * width;
      walk(bytes.number(child, 8, place), bytes.whole(child + 8, levels.countSize, place), level - 1);
    }
  };
  const root = bytes.address(at + 16, place);
  if (root !== undefined) walk(root, bytes.number(at + 24, 2, place), depth);
}

/** How wide counts are follows from how many records there can be: nothing says it. */
function levelsOf(nodeSize: number, recordSize: number, depth: number): Levels | undefined {
  let most = recordSize ? Math.floor((nodeSize - AROUND) / recordSize) : 0;
  if (most < 1) return undefined;
  const countSize = widthOf(most);
  const totalSizes = [0];
  for (let level = 1, total = most; level < depth; level++) {
    const pointer = 8 + countSize + totalSizes.at(-1)!;
    most = Math.floor((nodeSize - AROUND - pointer) / (recordSize + pointer));
    total = (most + 1) * total + most;
    totalSizes.push(widthOf(total));
  }
  return { recordSize, countSize, totalSizes };
}
