/** Fractal heaps of HDF5, which hold the many links or attributes of one object: blocks of growing size in rows. */
import type { Hdf5Bytes } from './bytes.js';

/** Where an object lies, and how many bytes it has. */
interface HeapObject {
  readonly at: number;
  readonly size: number;
}

interface Heap {
  /** Bytes of an offset and of a length in an object's id. */
  readonly offsetSize: number;
  readonly lengthSize: number;
  /** Blocks a row, and bytes of the first. */
  readonly width: number;
  readonly first: number;
  /** Rows of blocks that hold objects; those after them hold blocks. */
  readonly directRows: number;
  readonly root: number;
  /** Rows of the root; none where it holds objects itself. */
  readonly rows: number;
}

const MANAGED = 0;

/** Finds an object by where its id stands. Throws what the file's `fault` makes of a heap that cannot be followed. */
export function heapReader(bytes: Hdf5Bytes, at: number, place: string): (id: number) => HeapObject {
  const heap = heapAt(bytes, at, place);
  return (id) => {
    const kind = (bytes.number(id, 1, place) >> 4) & 3;
    if (kind !== MANAGED)
      throw bytes.fault(place, 'links and attributes in the blocks of its heap', 'one of a size of its own');
    const offset = bytes.whole(id + 1, heap.offsetSize, place);
    const size = bytes.whole(id + 1 + heap.offsetSize, heap.lengthSize, place);
    return { at: placeIn(bytes, heap, offset, place), size };
  };
}

function heapAt(bytes: Hdf5Bytes, at: number, place: string): Heap {
  bytes.expect(at, 'FRHP', place);
  if (bytes.number(at + 7, 2, place)) throw bytes.fault(place, 'a heap without filters', 'one with some');
  const [mostManaged, mostDirect] = [bytes.number(at + 10, 4, place), bytes.number(at + 120, 8, place)];
  const [width, first] = [bytes.number(at + 110, 2, place), bytes.number(at + 112, 8, place)];
  const bits = bytes.number(at + 128, 2, place);
  const isSound = [width, first, mostDirect].every((size) => Number.isSafeInteger(Math.log2(size)));
  if (!isSound || mostDirect < first || !mostManaged || bits > 64)
    throw bytes.fault(place, 'blocks of powers of two', `${width} of ${first} up to ${mostDirect} bytes`);
  return {
    offsetSize: Math.ceil(bits / 8),
    lengthSize: Math.min(Math.ceil(Math.log2(mostDirect) / 8), Math.floor(Math.floor(Math.log2(mostManaged)) / 8) + 1),
    width,
    first,
    directRows: Math.log2(mostDirect) - Math.log2(first) + 2,
    root: bytes.number(at + 132, 8, place),
    rows: bytes.number(at + 140, 2, place),
  };
}

/** The first two rows have blocks of the first size, every other one of twice the size before. */
const blockSize = ({ first }: Heap, row: number): number => first * 2 ** Math.max(0, row - 1);

/** An offset counts all blocks before, with what stands before the objects in each. */
function placeIn(bytes: Hdf5Bytes, heap: Heap, offset: number, place: string): number {
  let [block, rows, rest] = [heap.root, heap.rows, offset];
  while (rows) {
    bytes.expect(block, 'FHIB', place);
    let row = 0;
    while (row < rows && rest >= heap.width * blockSize(heap, row)) rest -= heap.width * blockSize(heap, row++);
    if (row === rows) throw bytes.fault(place, 'an object within the blocks of its heap', `one at ${offset}`);
    const size = blockSize(heap, row);
    const column = Math.floor(rest / size);
    block = bytes.number(block + 13 + heap.offsetSize + 8 * (row * heap.width + column), 8, place);
    rest -= column * size;
    const inner = row < heap.directRows ? 0 : Math.log2(size) - Math.log2(heap.first * heap.width) + 1;
    if (inner >= rows) throw bytes.fault(place, 'blocks that grow smaller inward', `${inner} rows in ${rows}`);
    rows = inner;
  }
  bytes.expect(block, 'FHDB', place);
  return block + rest;
}
