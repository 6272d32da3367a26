import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faultIn } from '../../src/formats/file-error.js';
import { openHdf5, type Hdf5Dataset, type Hdf5Group } from '../../src/formats/hdf5/hdf5.js';
import { readModel } from '../../src/formats/index.js';
import expected from '../golden/hdf5/expected.json' with { type: 'json' };
import inKeras from '../golden/keras/expected.json' with { type: 'json' };
import { runModel } from '../support/run-model.js';

const bytesOf = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(`../golden/hdf5/${name}`, import.meta.url)));

const open = (bytes: Uint8Array<ArrayBuffer>): Hdf5Group => openHdf5(bytes.buffer, faultIn('weights-format', 'a.h5'));

const TYPES: Readonly<
  Record<string, readonly [dtype: string, read: (values: Uint8Array<ArrayBuffer>) => readonly number[]]>
> = {
  float32: [
    'F32',
    ({ buffer, byteOffset, byteLength }) => [...new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength))],
  ],
  int64: [
    'I64',
    ({ buffer, byteOffset, byteLength }) =>
      [...new BigInt64Array(buffer.slice(byteOffset, byteOffset + byteLength))].map(Number),
  ],
  float16: ['F16', () => []],
};

/** Each number times its place, so that none may stand where another belongs. */
async function expectAsInNumpy(name: string, dataset: Hdf5Dataset): Promise<void> {
  const { dtype, shape, sum } = (expected as Record<string, { dtype: string; shape: number[]; sum: number }>)[name]!;
  const [own, read] = TYPES[dtype]!;
  expect([dataset.dtype, dataset.shape], name).to.deep.equal([own, shape]);
  const numbers = read(await dataset.values());
  if (dtype === 'float16') return;
  expect(
    numbers.reduce((total, value, at) => total + value * (at + 1), 0),
    name,
  ).to.equal(sum);
}

describe('HDF5 as h5py writes it, by default and in its latest format', () => {
  for (const name of ['earliest', 'latest'])
    describe(name, () => {
      const root = open(bytesOf(`${name}.h5`));

      it('has every dataset, with the numbers that NumPy has', async () => {
        const datasets = [...root.datasets()].filter(([path]) => !path.startsWith('crowd'));
        expect(datasets.map(([path]) => path).sort()).to.deep.equal(Object.keys(expected).sort());
        for (const [path, dataset] of datasets) await expectAsInNumpy(path, dataset);
      });

      it('has every link of a group of many', () => {
        const links = root.group('crowd/of/links')!;
        expect([...links.names].sort()).to.deep.equal(
          Array.from({ length: 1200 }, (_, i) => `link ${`${i}`.padStart(4, '0')}`),
        );
        expect((links.get('link 0731') as Hdf5Dataset).shape).to.deep.equal([7]);
      });

      it('has every attribute, few or many', () => {
        expect(root.texts('backend')).to.deep.equal(['numpy']);
        expect(root.texts('names')).to.have.lengthOf(40);
        const many = root.group('many')!;
        for (let i = 0; i < 30; i++)
          expect(many.texts(`attribute ${i}`)).to.deep.equal(Array.from({ length: 9 }, (_, n) => `${i}: text ${n}`));
        expect(many.texts('free text')).to.deep.equal(['of any', 'length', 'and more']);
        expect(many.texts('none')).to.equal(undefined);
      });
    });

  it('the same numbers, byte by byte, in both', async () => {
    const [first, last] = ['earliest.h5', 'latest.h5'].map((name) => open(bytesOf(name)).datasets());
    for (const [path, dataset] of first!)
      expect([...(await last!.get(path)!.values())], path).to.deep.equal([...(await dataset.values())]);
  });

  it('a model of Keras’ in the latest format computes what Keras does', async () => {
    const model = await readModel([new File([bytesOf('digits-latest.h5')], 'digits.h5')]);
    const grey = Float32Array.from({ length: 16 * 16 }, (_, at) => (127.5 + 127.5 * Math.sin(3 * at * 0.37)) / 255);
    const id = model.network.nodes.at(-1)!.id;
    const { values } = (await runModel(model, grey, [id])).get(id)!;
    inKeras.digits.forEach((value, at) => expect(values[at]).to.be.closeTo(value, 1e-4));
  });

  it('cut off, or nothing but its first bytes: what is missing, and why that may be', async () => {
    const said = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
      readModel([new File([bytes], 'a.h5')]).then(
        () => '',
        (error: Error) => error.message,
      );
    const whole = bytesOf('digits-latest.h5');
    expect(await said(whole.slice(0, whole.length / 8))).to.match(
      /^a\.h5: .*expected bytes up to \d+, got a file of 1623: it is cut off, or damaged$/,
    );
    const empty = new Uint8Array(64);
    empty.set(whole.subarray(0, 8));
    expect(await said(empty)).to.equal(
      'a.h5: the beginning of HDF5 (its superblock): expected addresses of 8 bytes, got 0 and 0: the file is damaged, or of a rare writer',
    );
  });

  it('what grows along an axis ends in a sentence that names it', async () => {
    const dataset = open(bytesOf('growing.h5')).get('growing') as Hdf5Dataset;
    const error = await dataset.values().catch((reason: Error) => reason);
    expect((error as Error).message).to.equal(
      'a.h5: growing: expected an index of chunks that is no extensible array, got one of kind 4',
    );
  });
});
