/** Writes what NumPy reads: `.npy`, one array, and `.npz`, several in a zip archive. */
import { writeArchive } from './archive.js';

/** Float32 values in row-major order, the last axis the fastest. */
export interface NumberArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

const MAGIC = [0x93, ...'NUMPY'].map((sign) => (typeof sign === 'string' ? sign.charCodeAt(0) : sign));
/** What comes before the values is a multiple of this, so that they can be mapped into memory. */
const ALIGNMENT = 64;
/** NumPy reads no header that is longer than 10,000 signs. */
const LONGEST_NOTE = 4000;

/**
 * An array as `.npy` (NumPy's format, version 1.0): little-endian float32. `note` stands in the header as a comment, which
 * Python's reader of literals leaves out.
 */
export function writeNpy({ shape, data }: NumberArray, note = ''): Uint8Array<ArrayBuffer> {
  const axes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const comment = note && ` # ${ascii(note).slice(0, LONGEST_NOTE)}`;
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${axes}), }${comment}`;
  const start = MAGIC.length + 4;
  const length = Math.ceil((start + text.length + 1) / ALIGNMENT) * ALIGNMENT - start;
  const file = new Uint8Array(start + length + data.byteLength);
  file.set([...MAGIC, 1, 0]);
  new DataView(file.buffer).setUint16(MAGIC.length + 2, length, true);
  file.set(encode(`${text.padEnd(length - 1)}\n`), start);
  file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), start + length);
  return file;
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Signs of typesetting, as those of a typewriter. */
const PLAIN: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '−': '-',
  '×': 'x',
  '…': '...',
  '·': '.',
  '→': '->',
};

/** A line of signs that version 1.0 may hold: letters without their accents. */
const ascii = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[^ -~]/g, (sign) => PLAIN[sign] ?? sign)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^ -~]/g, '?');

/** Arrays by name as `.npz`; what they are stands beside them as `about.json`, which `numpy.load` gives as bytes. */
export function writeNpz(arrays: ReadonlyMap<string, NumberArray>, about: object): Uint8Array<ArrayBuffer> {
  const members = [...arrays].map(([name, array]) => [`${name.replaceAll('/', '.')}.npy`, writeNpy(array)] as const);
  return writeArchive({ ...Object.fromEntries(members), 'about.json': encode(JSON.stringify(about, null, 2)) });
}
