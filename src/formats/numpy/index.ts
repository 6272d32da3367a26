/** NumPy's `.npz` (`numpy.savez`): a zip of arrays, each a `.npy` → their tensors. Objects, which are pickles, are not read. */
import { excerpt, excerptName } from '../../core/excerpt.js';
import { LARGEST_FILE } from '../../core/limits.js';
import { faultIn, type Fault } from '../file-error.js';
import { packTensors } from '../weights/pack.js';
import { checkNumber } from '../weights/stored-tensor.js';
import { gather } from '../weights/strided.js';
import type { PackedTensor, Plain } from '../weights/types.js';
import { listNames } from '../weights/weight-names.js';
import { readZip, type ZipFile } from '../zip/zip.js';

/** NumPy's names of number formats, after the sign of their byte order, as safetensors has them. */
const TYPES: Readonly<Record<string, string>> = {
  f4: 'F32',
  f8: 'F64',
  f2: 'F16',
  i8: 'I64',
  i4: 'I32',
  i2: 'I16',
  i1: 'I8',
  u1: 'U8',
  b1: 'BOOL',
};

const ARRAY = '.npy';
const MAGIC = '\x93NUMPY';
/** NumPy reads no header that is longer. */
const LONGEST_HEADER = 10_000;
/** More axes than any weight has, and as many as NumPy allowed. */
const MOST_AXES = 32;

/** Rejects with `FileError` naming the array that cannot be followed. */
export async function readNpz(file: Blob, title: string): Promise<Plain> {
  const fault = faultIn('weights-format', title);
  const zip = [...(await readZip(file, fault)).values()];
  const arrays = zip.filter(({ name }) => name.endsWith(ARRAY));
  const others = zip.filter((entry) => !arrays.includes(entry)).map(({ name }) => name);
  checkNumber(arrays.length, title);
  let total = 0;
  const tensors: PackedTensor[] = [];
  for (const entry of arrays) {
    total += entry.size;
    if (total > LARGEST_FILE) throw fault(entry.name, `at most ${LARGEST_FILE} bytes in all arrays`, 'more');
    tensors.push(await arrayOf(entry, fault));
  }
  return {
    file: packTensors(tensors, title),
    notes: others.length ? [`Left aside, being no arrays: ${listNames(others)}.`] : [],
  };
}

async function arrayOf(entry: ZipFile, fault: Fault): Promise<PackedTensor> {
  const bytes = await entry.open();
  const { start, header } = await headerOf(bytes, entry.name, fault);
  const { dtype, size, shape, isFortran } = fieldsOf(header, entry.name, fault);
  const name = entry.name.slice(0, -ARRAY.length);
  const values = shape.reduce((product, axis) => product * axis, 1);
  const end = start + values * size;
  if (end !== bytes.size) throw fault(entry.name, `${end} bytes of header and values`, `${bytes.size}`);
  const stored = bytes.slice(start, end);
  if (!isFortran || shape.length < 2) return { name, dtype, shape, bytes: stored };
  const strides = shape.map((_, at) => shape.slice(0, at).reduce((product, axis) => product * axis, 1));
  const numbers = new Uint8Array(await stored.arrayBuffer());
  return { name, dtype, shape, bytes: gather(numbers, size, { offset: 0, shape, strides }, values) };
}

/** `\x93NUMPY`, two bytes of version, the header's length in two bytes, or four since version 2. */
async function headerOf(bytes: Blob, name: string, fault: Fault): Promise<{ start: number; header: string }> {
  const head = new DataView(await bytes.slice(0, 12).arrayBuffer());
  const isArray = head.byteLength === 12 && [...MAGIC].every((sign, at) => head.getUint8(at) === sign.charCodeAt(0));
  if (!isArray) throw fault(name, 'an array as numpy.save writes it', 'something else');
  const version = head.getUint8(6);
  if (version < 1 || version > 3) throw fault(name, 'version 1, 2 or 3 of .npy', `${version}`);
  const length = version === 1 ? head.getUint16(8, true) : head.getUint32(8, true);
  if (length > LONGEST_HEADER) throw fault(name, `a header of at most ${LONGEST_HEADER} bytes`, `${length}`);
  const from = version === 1 ? 10 : 12;
  return { start: from + length, header: await bytes.slice(from, from + length).text() };
}

interface Fields {
  readonly dtype: string;
  /** Bytes of a value. */
  readonly size: number;
  readonly shape: readonly number[];
  /** Whether the first axis is the innermost. */
  readonly isFortran: boolean;
}

/** A header is a Python dict of three fields, which NumPy writes in this form alone. */
function fieldsOf(header: string, name: string, fault: Fault): Fields {
  const field = (key: string, form: string): string => {
    const [, found] = new RegExp(`'${key}':\\s*${form}`).exec(header) ?? [];
    if (found === undefined) throw fault(name, `${key} in its header`, excerpt(header));
    return found;
  };
  const descr = field('descr', `(?:'([^']*)'|\\[)`);
  const order = field('fortran_order', '(True|False)');
  const axes = field('shape', '\\(([\\d,\\s]*)\\)');
  const code = descr.slice(1);
  const dtype = Object.hasOwn(TYPES, code) ? TYPES[code] : undefined;
  if (descr === '|O') throw fault(name, 'numbers', 'Python objects, which are a program: save arrays of numbers');
  if (!dtype || descr.startsWith('>'))
    throw fault(name, `little-endian numbers as ${Object.keys(TYPES).join(', ')}`, excerptName(descr));
  const shape = axes
    .split(',')
    .filter((axis) => axis.trim())
    .map(Number);
  if (shape.length > MOST_AXES) throw fault(name, `at most ${MOST_AXES} axes`, `${shape.length}`);
  return { dtype, size: Number(descr.slice(2)), shape, isFortran: order === 'True' };
}
