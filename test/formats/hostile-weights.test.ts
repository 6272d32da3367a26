import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FileError } from '../../src/formats/index.js';
import { plainFiles } from '../../src/formats/weights/plain-files.js';

interface Entry {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What the list claims, where it is not so. */
  readonly size?: number;
  readonly isDeflated?: boolean;
}

/** A zip, written apart from what reads it; checksums are left 0. */
function zip(entries: readonly Entry[]): File {
  const parts: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, size = bytes.length, isDeflated = false } of entries) {
    const data = isDeflated ? deflateRawSync(bytes) : Buffer.from(bytes);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(isDeflated ? 8 : 0, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    parts.push(local, Buffer.from(name), data);
    list.push(entry, Buffer.from(name));
    at += 30 + name.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(list).length, 12);
  end.writeUInt32LE(at, 16);
  return new File([Buffer.concat([...parts, ...list, end])], 'net.pth');
}

/** A pickle of these signs and bytes, after its version and before its end. */
const pickle = (...parts: readonly (string | number)[]): Uint8Array =>
  Buffer.concat([
    Buffer.from([0x80, 2]),
    ...parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from([part]))),
    Buffer.from('.'),
  ]);

const checkpoint = (bytes: Uint8Array, ...others: readonly Entry[]): File =>
  zip([{ name: 'archive/data.pkl', bytes }, ...others]);

const text = (value: string): string => `X${String.fromCharCode(value.length)}\0\0\0${value}`;

/** `{"w": tensor}` with this shape and these strides, of a storage of so many floats. */
function tensor(values: number, shape: number, stride: number): Uint8Array {
  const number = (value: number): string => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(value);
    return `J${bytes.toString('latin1')}`;
  };
  const storage = `(${text('storage')}ctorch\nFloatStorage\n${text('0')}${text('cpu')}${number(values)}tQ`;
  return pickle(
    '}',
    text('w'),
    'ctorch._utils\n_rebuild_tensor_v2\n',
    `(${storage}${number(0)}${number(shape)}\x85${number(stride)}\x85\x89Nt`,
    'R',
    's',
  );
}

async function said(file: File): Promise<string> {
  try {
    const { files } = await plainFiles([file]);
    return `taken: ${files[0]!.size} bytes`;
  } catch (error) {
    expect(error).to.be.instanceOf(FileError);
    return (error as Error).message;
  }
}

const storage = (bytes: number): Entry => ({ name: 'archive/data/0', bytes: new Uint8Array(bytes) });

describe('pickles that ask for more than tensors', () => {
  it('of a good tensor: it is taken', async () => {
    expect(await said(checkpoint(tensor(4, 4, 1), storage(16)))).to.match(/^taken/);
  });

  it('that call a function: nothing is called, and what would have come is a name', async () => {
    const evil = pickle('cos\nsystem\n', `(${text('echo no')}t`, 'R');
    expect(await said(checkpoint(evil))).to.include('a pickled object of os.system');
    const inside = pickle('}', text('w'), 'cbuiltins\neval\n', `(${text('1')}t`, 'R', 's');
    expect(await said(checkpoint(inside))).to.include('builtins.eval');
  });

  for (const [what, opcode] of [
    ['INST', 'i'],
    ['OBJ', 'o'],
    ['EXT1', '\x82'],
    ['PERSID', 'P'],
  ] as const)
    it(`with ${what}, which makes objects: the opcode is named with its place`, async () => {
      expect(await said(checkpoint(pickle('(', opcode, 'os\nsystem\n')))).to.match(
        /archive\/data\.pkl, byte \d+: expected what makes tensors and plain containers, got opcode \d+/,
      );
    });

  it('that are in themselves, and that name one dict a thousand million times', async () => {
    expect(await said(checkpoint(pickle('}q\0', text('a'), 'h\0', 's')))).to.include('without tensors');
    const level = (n: number): string =>
      `}q${String.fromCharCode(n)}(${Array.from({ length: 40 }, (_, k) => text(`k${k}`) + `h${String.fromCharCode(n - 1)}`).join('')}u`;
    const laughs = pickle('}q\0', ...Array.from({ length: 30 }, (_, n) => level(n + 1)));
    expect(await said(checkpoint(laughs))).to.include('without tensors');
  });

  it('that ask for values that no storage has, or one value for all of them', async () => {
    expect(await said(checkpoint(tensor(4, 5, 1), storage(16)))).to.include('5 values in a storage of 4');
    expect(await said(checkpoint(tensor(4, 2_000_000_000, 0), storage(16)))).to.include('in a storage of 4');
    expect(await said(checkpoint(tensor(250_000_000, 250_000_000, 1), storage(16)))).to.include('1000000000 bytes');
  });
});

describe('names of number formats', () => {
  it('that every object has', async () => {
    const header = "{'descr': '<constructor', 'fortran_order': False, 'shape': (1,), }";
    const bytes = Buffer.concat([Buffer.from([0x93]), Buffer.from('NUMPY\x01\0'), Buffer.from([header.length, 0])]);
    const array = zip([{ name: 'w.npy', bytes: Buffer.concat([bytes, Buffer.from(header), Buffer.alloc(4)]) }]);
    expect(await said(new File([array], 'net.npz'))).to.include('expected little-endian numbers as f4, ');
  });
});

describe('zips that claim more than they have', () => {
  it('1 GB of a hundred bytes', async () => {
    const claim = { name: 'archive/data/0', bytes: new Uint8Array(90), size: 900_000_000, isDeflated: true };
    expect(await said(checkpoint(tensor(4, 4, 1), claim))).to.include('archive/data/0: expected at most');
  });

  it('fewer bytes than come', async () => {
    const bomb = { name: 'archive/data/0', bytes: new Uint8Array(5_000_000), size: 16, isDeflated: true };
    expect(await said(checkpoint(tensor(4, 4, 1), bomb))).to.include('expected 16 bytes, got more');
  });

  it('a file twice, and more than is read in all', async () => {
    expect(await said(checkpoint(tensor(4, 4, 1), storage(16), storage(16)))).to.include('expected it once');
    const large = Array.from({ length: 3 }, (_, n) => ({
      name: `archive/data/${n}`,
      bytes: new Uint8Array(400_000),
      size: 400_000_000,
      isDeflated: true,
    }));
    expect(await said(checkpoint(tensor(4, 4, 1), ...large))).to.include('in all files');
  });
});
