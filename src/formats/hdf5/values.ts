/** What the values of a dataset or an attribute are, and those of attributes: texts and lists of texts. */
import type { Hdf5Bytes } from './bytes.js';

export interface Datatype {
  /** As safetensors calls numbers; `text`: of a fixed size; `texts`: of any; `other` is left aside. */
  readonly name: string;
  /** Bytes of one. */
  readonly size: number;
}

const NAMES: Readonly<Record<string, string>> = {
  'float 2': 'F16',
  'float 4': 'F32',
  'float 8': 'F64',
  'int 1': 'I8',
  'int 2': 'I16',
  'int 4': 'I32',
  'int 8': 'I64',
  'uint 1': 'U8',
  'uint 2': 'U16',
  'uint 4': 'U32',
  'uint 8': 'U64',
};

/** Throws for numbers whose last byte comes first, which Keras' files do not have. */
export function datatypeAt(bytes: Hdf5Bytes, at: number, place: string): Datatype {
  const [kind, flags] = [bytes.number(at, 1, place) & 15, bytes.number(at + 1, 1, place)];
  const size = bytes.number(at + 4, 4, place);
  if (kind === 3) return { name: 'text', size };
  if (kind === 9) return { name: (flags & 15) === 1 ? 'texts' : 'other', size };
  if (kind > 1) return { name: 'other', size };
  if (flags & 1) throw bytes.fault(place, 'numbers with their first byte first', 'the other order');
  const kindName = kind === 1 ? 'float' : flags & 8 ? 'int' : 'uint';
  return { name: NAMES[`${kindName} ${size}`] ?? 'other', size };
}

/** Axes; none for one value. */
export function dataspaceAt(bytes: Hdf5Bytes, at: number, place: string): readonly number[] {
  const version = bytes.number(at, 1, place);
  const rank = bytes.number(at + 1, 1, place);
  const from = at + (version === 1 ? 8 : 4);
  if (version !== 1 && version !== 2) throw bytes.fault(place, 'a shape of version 1 or 2', `${version}`);
  const shape = Array.from({ length: rank }, (_, axis) => bytes.number(from + 8 * axis, 8, place));
  if (shape.every(Number.isSafeInteger)) return shape;
  throw bytes.fault(place, 'a shape', 'axes of more than 53 bits');
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, axis) => product * axis, 1);

export interface Attribute {
  readonly name: string;
  /** Texts; nothing where it has none. Throws where they lie outside of the file. */
  readonly texts: () => readonly string[];
}

export function attributeAt(bytes: Hdf5Bytes, at: number, size: number, where: string): Attribute {
  const version = bytes.number(at, 1, where);
  if (version < 1 || version > 3) throw bytes.fault(where, 'an attribute of version 1 to 3', `${version}`);
  const [nameSize, typeSize, spaceSize] = [2, 4, 6].map((field) => bytes.number(at + field, 2, where)) as [
    number,
    number,
    number,
  ];
  const padded = (length: number): number => (version === 1 ? Math.ceil(length / 8) * 8 : length);
  const nameAt = at + (version === 3 ? 9 : 8);
  const typeAt = nameAt + padded(nameSize);
  const spaceAt = typeAt + padded(typeSize);
  const dataAt = spaceAt + padded(spaceSize);
  const name = bytes.text(nameAt, nameSize, where);
  const place = `${where}, attribute ${name}`;
  const texts = (): readonly string[] => {
    const type = datatypeAt(bytes, typeAt, place);
    const count = sizeOf(dataspaceAt(bytes, spaceAt, place));
    if ((type.name !== 'text' && type.name !== 'texts') || !type.size) return [];
    if (dataAt + count * type.size > at + size)
      throw bytes.fault(place, `${count} texts of ${type.size} bytes`, `${at + size - dataAt} bytes`);
    const heaps = new Map<number, GlobalHeap>();
    return Array.from({ length: count }, (_, n) => {
      const from = dataAt + n * type.size;
      return type.name === 'text' ? bytes.text(from, type.size, place) : distantText(bytes, from, heaps, place);
    });
  };
  return { name, texts };
}

/** Where each object of a collection is. */
type GlobalHeap = ReadonlyMap<number, { readonly at: number; readonly size: number }>;

/** A length, the address of a collection of objects, and the number of one. */
function distantText(bytes: Hdf5Bytes, at: number, heaps: Map<number, GlobalHeap>, place: string): string {
  const address = bytes.number(at + 4, 8, place);
  const heap = heaps.get(address) ?? heapAt(bytes, address, place);
  heaps.set(address, heap);
  const object = heap.get(bytes.number(at + 12, 4, place));
  const length = bytes.number(at, 4, place);
  if (object && length <= object.size) return bytes.text(object.at, length, place);
  throw bytes.fault(place, `a text of ${length} bytes`, object ? `one of ${object.size}` : 'none');
}

function heapAt(bytes: Hdf5Bytes, at: number, place: string): GlobalHeap {
  bytes.expect(at, 'GCOL', place);
  const end = at + bytes.number(at + 8, 8, place);
  const heap = new Map<number, { at: number; size: number }>();
  for (let from = at + 16; from + 16 <= end;) {
    const index = bytes.number(from, 2, place);
    const size = bytes.number(from + 8, 8, place);
    if (index === 0) break; // what is free
    heap.set(index, { at: from + 16, size });
    from += 16 + Math.ceil(size / 8) * 8;
  }
  return heap;
}
