/**
 * PyTorch's checkpoints (`torch.save`, as it has written since 1.6: a zip) → their tensors. Nothing of a file is run:
 * what is no tensor, and no plain container, is left aside.
 */
import { excerptName } from '../../core/excerpt.js';
import { LARGEST_FILE } from '../../core/limits.js';
import { faultIn, type Fault } from '../file-error.js';
import { checkNumber } from '../weights/stored-tensor.js';
import { packTensors } from '../weights/pack.js';
import { gather, isContiguous } from '../weights/strided.js';
import type { PackedTensor, Plain } from '../weights/types.js';
import { isZip } from '../weights/weight-files.js';
import { listNames } from '../weights/weight-names.js';
import { readZip, zippedBytes, type ZipFile } from '../zip/zip.js';
import { nameOf, readPickle, type Storage, type TensorRef } from './pickle.js';
import { pickledIn, stateDictIn, type StateDict } from './state-dict.js';

/** PyTorch's names of storages, what safetensors calls their numbers, and the bytes of one. */
const TYPES: Readonly<Record<string, readonly [dtype: string, bytes: number]>> = {
  FloatStorage: ['F32', 4],
  DoubleStorage: ['F64', 8],
  HalfStorage: ['F16', 2],
  BFloat16Storage: ['BF16', 2],
  LongStorage: ['I64', 8],
  IntStorage: ['I32', 4],
  ShortStorage: ['I16', 2],
  CharStorage: ['I8', 1],
  ByteStorage: ['U8', 1],
  BoolStorage: ['BOOL', 1],
};

/** Tensors that share storages are stored once and read as often as they are named, which is not many times. */
const MOST_SHARED = 8;

/** Rejects with `FileError` naming the part that cannot be followed, or what the file is instead. */
export async function readCheckpoint(file: Blob, title: string): Promise<Plain> {
  const fault = faultIn('weights-format', title);
  if (!isZip(new Uint8Array(await file.slice(0, 4).arrayBuffer())))
    throw fault(
      'its beginning',
      'a zip, as torch.save writes it since PyTorch 1.6',
      'a pickle, which older ones write: load it with torch.load, and save its state dict again',
    );
  const zip = await readZip(file, fault);
  const pickle = [...zip.keys()].find((name) => /(?:^|\/)data\.pkl$/.test(name));
  if (pickle === undefined)
    throw fault('the zip', 'data.pkl, as torch.save writes it', listNames([...zip.keys()], 'no file'));
  const root = pickle.slice(0, -'data.pkl'.length);
  if (zip.has(`${root}constants.pkl`))
    throw fault(
      pickle,
      'a state dict, as torch.save(model.state_dict()) writes it',
      'TorchScript, which is a program: load it with torch.jit.load, and save its state_dict()',
    );
  const order = zip.get(`${root}byteorder`);
  if (order && order.size < 8 && (await (await order.open()).text()) === 'big')
    throw fault(`${root}byteorder`, 'little', 'big');
  const state = stateDictOf(await zippedBytes(zip.get(pickle)!, fault), pickle, fault);
  const storages = new Storages(zip, `${root}data/`, fault);
  const tensors: PackedTensor[] = [];
  let total = 0;
  for (const [name, tensor] of state.tensors) {
    const packed = await storages.tensor(name, tensor);
    total += 'size' in packed.bytes ? packed.bytes.size : packed.bytes.byteLength;
    if (total > Math.min(LARGEST_FILE, MOST_SHARED * storages.bytes))
      throw fault(name, `at most ${MOST_SHARED} times the bytes of all storages`, 'more');
    tensors.push(packed);
  }
  return { file: packTensors(tensors, title), notes: notesOn(state) };
}

function stateDictOf(bytes: Uint8Array, place: string, fault: Fault): StateDict {
  const value = readPickle(bytes, place, fault);
  const state = stateDictIn(value);
  if (state) {
    checkNumber(state.tensors.size, place);
    return state;
  }
  const pickled = pickledIn(value);
  const received =
    pickled === undefined
      ? `${nameOf(value)} without tensors`
      : `a pickled object of ${excerptName(pickled)}, which is a program: save its state_dict() instead`;
  throw fault(place, 'a state dict, as torch.save(model.state_dict()) writes it', received);
}

function notesOn({ path, aside }: StateDict): readonly string[] {
  const of = path.length ? ` under ${excerptName(path.join(' / '))}` : '';
  if (!aside.length) return path.length ? [`The weights${of} were taken.`] : [];
  return [`The weights${of} were taken; left aside: ${listNames(aside)}.`];
}

class Storages {
  /** Of all that were opened. */
  bytes = 0;
  private readonly opened = new Map<string, Promise<Blob>>();

  constructor(
    private readonly zip: ReadonlyMap<string, ZipFile>,
    private readonly folder: string,
    private readonly fault: Fault,
  ) {}

  /** Where its numbers lie one after the other, they stay where they are. */
  async tensor(name: string, tensor: TensorRef): Promise<PackedTensor> {
    const { storage, offset, shape, strides } = tensor;
    const type = Object.hasOwn(TYPES, storage.type) ? TYPES[storage.type] : undefined;
    if (!type) throw this.fault(name, `numbers as ${Object.keys(TYPES).join(', ')}`, excerptName(storage.type));
    const [dtype, size] = type;
    const values = shape.reduce((product, axis) => product * axis, 1);
    const end = values && 1 + shape.reduce((place, axis, at) => place + (axis - 1) * strides[at]!, offset);
    if (values > storage.length || end > storage.length)
      throw this.fault(name, `${values} values in a storage of ${storage.length}`, `a last one at ${end}`);
    const bytes = await this.bytesOf(name, storage, storage.length * size);
    if (!values) return { name, dtype, shape, bytes: new Uint8Array(0) };
    if (isContiguous(tensor))
      return { name, dtype, shape, bytes: bytes.slice(offset * size, (offset + values) * size) };
    const numbers = new Uint8Array(await bytes.arrayBuffer());
    return { name, dtype, shape, bytes: gather(numbers, size, tensor, values) };
  }

  private async bytesOf(tensor: string, { key }: Storage, expected: number): Promise<Blob> {
    const found = this.opened.get(key);
    if (found) return this.checked(await found, tensor, expected);
    const file = this.zip.get(this.folder + key);
    if (!file) throw this.fault(tensor, `its numbers in ${excerptName(this.folder + key)}`, 'no such file');
    this.bytes += file.size;
    const opening = file.open();
    this.opened.set(key, opening);
    return this.checked(await opening, tensor, expected);
  }

  private checked(bytes: Blob, tensor: string, expected: number): Blob {
    if (bytes.size >= expected) return bytes;
    throw this.fault(tensor, `${expected} bytes of numbers`, `${bytes.size}`);
  }
}
