/**
 * Reads zip files, as PyTorch and Keras write them: the list at the end, then of each file only what is asked for. What is
 * stored without compression stays where it is, as a part of the file. Zip64 is read; encryption and several volumes are not.
 */
import { LARGEST_FILE, LONGEST_TEXT, MOST_TENSORS } from '../../core/limits.js';
import type { Fault } from '../file-error.js';
import { inflate, MOST_DEFLATED } from '../inflate.js';

export interface ZipFile {
  readonly name: string;
  /** Of what is in it, in bytes. */
  readonly size: number;
  /** A part of the zip file itself where it is not compressed. Rejects with `FileError`. */
  readonly open: () => Promise<Blob>;
}

interface Listed {
  readonly name: string;
  readonly method: number;
  readonly flags: number;
  readonly packed: number;
  readonly size: number;
  readonly place: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const LISTED = 0x02014b50;
const LOCAL = 0x04034b50;

/** The end record, with the longest comment that may follow it. */
const LONGEST_END = 22 + 0xffff;
const [STORED, DEFLATED] = [0, 8];
const ENCRYPTED = 1;
/** What 32 bits do not hold stands in the fields of zip64. */
const FULL_32 = 0xffffffff;

/** The files in a zip, by name. Rejects with what `fault` makes of the part that is wrong. */
export async function readZip(file: Blob, fault: Fault): Promise<ReadonlyMap<string, ZipFile>> {
  const { files, place, size } = await findList(file, fault);
  const list = await viewOf(file, place, place + size, 'the list of its files', fault);
  const found = new Map<string, ZipFile>();
  // Files that share bytes are how a small zip becomes a large one.
  let [packed, whole] = [0, 0];
  for (let at = 0, count = 0; count < files; count++) {
    const entry = listedAt(list, at, fault);
    at = entry.end;
    packed += entry.packed;
    whole += entry.size;
    if (whole > LARGEST_FILE) throw fault(entry.name, `at most ${LARGEST_FILE} bytes in all files`, 'more');
    if (packed > file.size)
      throw fault('the list of its files', 'files that lie beside each other', 'more bytes than it has');
    if (found.has(entry.name)) throw fault(entry.name, 'it once', 'it twice');
    found.set(entry.name, { name: entry.name, size: entry.size, open: () => open(file, entry, fault) });
  }
  return found;
}

/** All of a file in a zip that is read whole: a list or a description. */
export async function zippedBytes(file: ZipFile, fault: Fault): Promise<Uint8Array> {
  if (file.size > LONGEST_TEXT) throw fault(file.name, `at most ${LONGEST_TEXT} bytes`, `${file.size}`);
  return new Uint8Array(await (await file.open()).arrayBuffer());
}

interface Place {
  readonly files: number;
  readonly place: number;
  readonly size: number;
}

async function findList(file: Blob, fault: Fault): Promise<Place> {
  const from = Math.max(0, file.size - LONGEST_END);
  const tail = await viewOf(file, from, file.size, 'its end', fault);
  let at = tail.byteLength - 22;
  while (at >= 0 && tail.getUint32(at, true) !== END) at--;
  if (at < 0) throw fault('its end', 'the list of its files', 'none: the file is cut off, or no zip');
  const end: Place = {
    files: tail.getUint16(at + 10, true),
    size: tail.getUint32(at + 12, true),
    place: tail.getUint32(at + 16, true),
  };
  const has64 = at >= 20 && tail.getUint32(at - 20, true) === LOCATOR_64;
  const place = has64 ? await read64(file, tail, at - 20, fault) : end;
  if (place.files > 2 * MOST_TENSORS)
    throw fault('the list of its files', `at most ${2 * MOST_TENSORS} files`, `${place.files}`);
  if (place.size > LONGEST_TEXT) throw fault('the list of its files', `at most ${LONGEST_TEXT} bytes`, `${place.size}`);
  return place;
}

async function read64(file: Blob, tail: DataView, locator: number, fault: Fault): Promise<Place> {
  const at = number64(tail, locator + 8);
  const record = await viewOf(file, at, at + 56, 'its zip64 end', fault);
  if (record.getUint32(0, true) !== END_64) throw fault('its zip64 end', 'a record of its list', 'something else');
  return { files: number64(record, 32), size: number64(record, 40), place: number64(record, 48) };
}

const number64 = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));

/** Rejects where the file has no such bytes. */
async function viewOf(file: Blob, from: number, to: number, place: string, fault: Fault): Promise<DataView> {
  if (to > file.size || from > to) throw fault(place, `bytes up to ${to}`, `a file of ${file.size}`);
  return new DataView(await file.slice(from, to).arrayBuffer());
}

function listedAt(list: DataView, at: number, fault: Fault): Listed & { readonly end: number } {
  const place = 'the list of its files';
  if (at + 46 > list.byteLength || list.getUint32(at, true) !== LISTED)
    throw fault(place, 'the entry of a file', 'its end, or something else');
  const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => list.getUint16(at + field, true)) as [
    number,
    number,
    number,
  ];
  const end = at + 46 + nameLength + extraLength + commentLength;
  if (end > list.byteLength) throw fault(place, `entries of ${end} bytes`, `${list.byteLength}`);
  const name = new TextDecoder().decode(new Uint8Array(list.buffer, list.byteOffset + at + 46, nameLength));
  const entry = {
    name,
    flags: list.getUint16(at + 8, true),
    method: list.getUint16(at + 10, true),
    packed: list.getUint32(at + 20, true),
    size: list.getUint32(at + 24, true),
    place: list.getUint32(at + 42, true),
  };
  const extra = new DataView(list.buffer, list.byteOffset + at + 46 + nameLength, extraLength);
  const whole = { ...entry, ...sizes64(entry, extra, fault) };
  return { ...whole, end };
}

/** The fields of 64 bits, in their order, of those that 32 do not hold. */
function sizes64({ name, size, packed, place }: Listed, extra: DataView, fault: Fault): Partial<Listed> {
  const full = Object.entries({ size, packed, place }).filter(([, value]) => value === FULL_32);
  if (!full.length) return {};
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
    if (extra.getUint16(at, true) !== 1) continue;
    if (at + 4 + 8 * full.length > extra.byteLength) break;
    return Object.fromEntries(full.map(([field], n) => [field, number64(extra, at + 4 + 8 * n)]));
  }
  throw fault(name, 'its sizes in 64 bits', 'none');
}

async function open(file: Blob, { name, method, flags, packed, size, place }: Listed, fault: Fault): Promise<Blob> {
  if (flags & ENCRYPTED) throw fault(name, 'a file without a password', 'an encrypted one');
  const local = await viewOf(file, place, place + 30, name, fault);
  if (local.getUint32(0, true) !== LOCAL) throw fault(name, 'a file where the list says', 'something else');
  const from = place + 30 + local.getUint16(26, true) + local.getUint16(28, true);
  if (from + packed > file.size) throw fault(name, `bytes up to ${from + packed}`, `a file of ${file.size}`);
  const part = file.slice(from, from + packed);
  if (method === STORED && packed === size) return part;
  if (size > packed * MOST_DEFLATED)
    throw fault(name, `at most ${packed * MOST_DEFLATED} bytes of ${packed}`, `${size}`);
  if (method !== DEFLATED) throw fault(name, 'bytes that are stored or deflated', `method ${method}`);
  try {
    return new Blob([await inflate(new Uint8Array(await part.arrayBuffer()), size, 'deflate-raw')]);
  } catch (error) {
    const came = error instanceof RangeError ? error.message : 'damaged ones';
    throw fault(name, `${size} bytes`, came);
  }
}
