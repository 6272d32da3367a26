/** Object headers of HDF5: what a group or a dataset says of itself, in messages of either version. */
import type { Hdf5Bytes } from './bytes.js';

export interface Message {
  readonly type: number;
  /** Where its data begin, and how many bytes they are. */
  readonly at: number;
  readonly size: number;
}

export const MESSAGE = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  link: 0x06,
  layout: 0x08,
  filters: 0x0b,
  attribute: 0x0c,
  continuation: 0x10,
  symbolTable: 0x11,
  attributeInfo: 0x15,
} as const;

/** A part of a header, from `at` to `end`. */
interface Block {
  readonly at: number;
  readonly end: number;
}

/** Its data lie elsewhere, with those of others. */
const SHARED = 2;

/** Throws what the file's `fault` makes of a header that cannot be followed. */
export function messagesAt(bytes: Hdf5Bytes, at: number, place: string): readonly Message[] {
  const isSecond = bytes.number(at, 1, place) === 'O'.charCodeAt(0);
  const { first, ordered } = isSecond
    ? secondHeader(bytes, at, place)
    : { first: firstHeader(bytes, at, place), ordered: false };
  const messages: Message[] = [];
  const blocks = [first];
  const seen = new Set<number>();
  for (const block of blocks) {
    if (seen.has(block.at)) throw bytes.fault(place, 'each part of its header once', 'one in a circle');
    seen.add(block.at);
    const prefix = isSecond ? (ordered ? 6 : 4) : 8;
    for (let from = block.at; from + prefix <= block.end;) {
      const type = bytes.number(from, isSecond ? 1 : 2, place);
      const size = bytes.number(from + (isSecond ? 1 : 2), 2, place);
      const flags = bytes.number(from + (isSecond ? 3 : 4), 1, place);
      const data = from + prefix;
      from = data + size;
      if (from > block.end) throw bytes.fault(place, `a message up to byte ${block.end}`, `${from}`);
      if (type === MESSAGE.continuation) blocks.push(continuation(bytes, data, isSecond, place));
      else if (!(flags & SHARED)) messages.push({ type, at: data, size });
      else if (type === MESSAGE.datatype) throw bytes.fault(place, 'a type of its own', 'one that is shared');
    }
  }
  return messages;
}

function firstHeader(bytes: Hdf5Bytes, at: number, place: string): Block {
  const version = bytes.number(at, 1, place);
  if (version !== 1) throw bytes.fault(place, 'an object header of version 1 or 2', `${version}`);
  return { at: at + 16, end: at + 16 + bytes.number(at + 8, 4, place) };
}

function secondHeader(
  bytes: Hdf5Bytes,
  at: number,
  place: string,
): { readonly first: Block; readonly ordered: boolean } {
  bytes.expect(at, 'OHDR', place);
  const version = bytes.number(at + 4, 1, place);
  if (version !== 2) throw bytes.fault(place, 'an object header of version 2', `${version}`);
  const flags = bytes.number(at + 5, 1, place);
  const from = at + 6 + (flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0);
  const width = (1 << (flags & 3)) as 1 | 2 | 4 | 8;
  const start = from + width;
  return { first: { at: start, end: start + bytes.number(from, width, place) }, ordered: (flags & 4) !== 0 };
}

function continuation(bytes: Hdf5Bytes, at: number, isSecond: boolean, place: string): Block {
  const from = bytes.number(at, 8, place);
  const end = from + bytes.number(at + 8, 8, place);
  if (!isSecond) return { at: from, end };
  bytes.expect(from, 'OCHK', place);
  return { at: from + 4, end: end - 4 }; // a checksum ends it
}
