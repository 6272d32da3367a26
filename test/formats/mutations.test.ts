import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildNetwork, costOf } from '../../src/core/index.js';
import { MOST_NODES } from '../../src/core/limits.js';
import { FileError, readModel } from '../../src/formats/index.js';
import { randomWeights } from '../../src/runtime/random.js';
import { cases } from '../support/cases.js';
import { writeGraphModel } from '../support/graph-model.js';
import { examine } from '../../src/formats/weights/weight-fit.js';
import { plainFiles } from '../../src/formats/weights/plain-files.js';
import { damageBytes, damageJson } from '../support/model-mutations.js';
import { writeSafetensors } from '../support/safetensors.js';
import { Seeded } from '../support/seeded.js';
import { writeTflite } from '../support/tflite.js';

const ROUNDS = cases(30, 1000);
/** Of weights, of which it is also asked which network they are of. */
const WEIGHT_ROUNDS = cases(30, 250);

const golden = new URL('../golden/', import.meta.url);
const bytesOf = (path: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(new URL(path, golden)));

const small = buildNetwork('mobilenet-v2', { width: 0.1, resolution: 32, classes: 3, preset: 'keras' });
const weights = randomWeights(small, 1);
const graphs = [true, false].map((isFused) => writeGraphModel(small, weights, isFused));
const lites = (['float', 'per-tensor', 'per-channel'] as const).map(
  (stored) => writeTflite(small, weights, stored).bytes,
);
const onnx = readdirSync(new URL('onnx/', golden)).filter((name) => name.endsWith('.onnx'));
const keras = readdirSync(new URL('real-world/', golden)).filter(
  (name) => /^A0\d-/.test(name) && !name.endsWith('.json'),
);

const kerasFiles = [
  'digits.keras',
  'digits-keras-2.h5',
  'digits-keras-3.h5',
  'digits-compressed.h5',
  'functional.keras',
  '../hdf5/digits-latest.h5',
];
const checkpoints = [
  'plain.pth',
  'transformers.pth',
  'storages.pt',
  'training.pth.tar',
  'whole-model.pt',
  'script.pt',
  'legacy.pth',
];

/** One good set of files, damaged. */
const damaged: Readonly<Record<string, (random: Seeded) => readonly File[]>> = {
  onnx: (random) => [new File([damageBytes(bytesOf(`onnx/${random.oneOf(onnx)}`), random)], 'net.onnx')],
  tflite: (random) => [new File([damageBytes(random.oneOf(lites).slice(), random)], 'net.tflite')],
  keras: (random) => [new File([damageBytes(bytesOf(`keras/${random.oneOf(kerasFiles)}`).slice(), random)], 'net')],
  'graph model': (random) => {
    const { json, weights: shard } = random.oneOf(graphs);
    return [new File([damageJson(json, random)], 'net.json'), new File([shard], 'weights.bin')];
  },
  'layers model': (random) => {
    const folder = random.oneOf(keras);
    const json: unknown = JSON.parse(new TextDecoder().decode(bytesOf(`real-world/${folder}/model.json`)));
    return [
      new File([damageJson(json as object, random)], 'net.json'),
      new File([bytesOf(`real-world/${folder}/weights.bin`)], 'weights.bin'),
    ];
  },
};

/** Weights alone, which are looked into and made plain. */
const damagedWeights: Readonly<Record<string, (random: Seeded) => readonly File[]>> = {
  checkpoint: (random) => [new File([damageBytes(bytesOf(`torch/${random.oneOf(checkpoints)}`), random)], 'net.pth')],
  'pickle in a checkpoint': (random) => [new File([damagedPickle(random)], 'net.pt')],
  'Keras’ weights': (random) => [
    new File([damageBytes(bytesOf('keras/digits.weights.h5').slice(), random)], 'net.weights.h5'),
  ],
  'HDF5 in its latest format': (random) => [new File([damagedBeside(bytesOf('hdf5/latest.h5'), random)], 'net.h5')],
  'NumPy’s arrays': (random) => [new File([damageBytes(bytesOf('torch/slim.npz'), random)], 'net.npz')],
  shards: (random) => {
    const shard = (name: string): Uint8Array<ArrayBuffer> =>
      new Uint8Array(writeSafetensors([{ name, shape: [4], data: new Float32Array(4) }]));
    const list = { metadata: { total_size: 32 }, weight_map: { a: 'a.safetensors', b: 'b.safetensors' } };
    const [a, b] = [shard('a'), shard('b')];
    return [
      new File([damageJson(list, random)], 'model.safetensors.index.json'),
      new File([random.chance(0.5) ? damageBytes(a, random) : a], 'a.safetensors'),
      new File([b], 'b.safetensors'),
    ];
  },
};

/** The marks by which HDF5's structures begin. */
const MARKS = ['OHDR', 'OCHK', 'FRHP', 'FHDB', 'FHIB', 'BTHD', 'BTIN', 'BTLF', 'FAHD', 'FADB', 'GCOL'];

/** Damage where a structure says what it is and where others are, or anywhere. */
function damagedBeside(bytes: Uint8Array<ArrayBuffer>, random: Seeded): Uint8Array<ArrayBuffer> {
  if (random.chance(0.2)) return damageBytes(bytes, random);
  const file = Buffer.from(bytes.buffer);
  const places: number[] = [];
  const mark = random.oneOf(MARKS);
  for (let at = file.indexOf(mark); at >= 0; at = file.indexOf(mark, at + 1)) places.push(at);
  for (let count = random.integer(1, 3); count > 0 && places.length; count--)
    bytes[random.oneOf(places) + random.integer(4, 160)] = random.oneOf([0, 1, 127, 255, random.integer(0, 255)]);
  return bytes;
}

/** Damage behind the zip's own checks: opcodes, lengths and names of the pickle that says which tensors there are. */
function damagedPickle(random: Seeded): Uint8Array<ArrayBuffer> {
  const bytes = bytesOf(`torch/${random.oneOf(checkpoints)}`).slice();
  const begin = bytes.findIndex((_, at) => bytes[at] === 0x80 && bytes[at + 1] === 2 && bytes[at + 2]! > 32);
  for (let count = random.integer(1, 6); count > 0; count--)
    bytes[begin + random.integer(0, Math.min(2000, bytes.length - begin - 1))] = random.integer(0, 255);
  return bytes;
}

/** What a reader of the sentence cannot use. */
function complaints({ message }: Error): readonly string[] {
  const faults = [];
  if (!message.includes('expected')) faults.push('nothing expected');
  if (/\d{13}/.test(message)) faults.push('long digits');
  // oxlint-disable-next-line no-control-regex
  if (/[\x00-\x08\x0e-\x1f\ufffd]/.test(message)) faults.push('bytes');
  if (message.length > 1200) faults.push(`${message.length} signs`);
  return faults.map((fault) => `${fault}: ${message.slice(0, 300)}`);
}

async function judge(files: readonly File[]): Promise<readonly string[]> {
  try {
    const { network, misfit, notes } = await readModel(files);
    costOf(network);
    const faults = [...(misfit ? complaints(new Error(`expected: ${misfit.message}`)) : [])];
    if (network.nodes.length > MOST_NODES) faults.push(`${network.nodes.length} nodes`);
    for (const note of notes) if (note.length > 1200) faults.push(`a note of ${note.length} signs`);
    return faults;
  } catch (error) {
    return error instanceof FileError ? complaints(error) : [`threw ${String((error as Error).stack)}`];
  }
}

async function judgeWeights(files: readonly File[]): Promise<readonly string[]> {
  try {
    const { problem = 'expected', nearest } = await examine(small, files);
    const plain = await plainFiles(files);
    const size = plain.files.reduce((sum, file) => sum + file.size, 0);
    const faults = complaints(new Error(problem));
    if (size > 16 * files.reduce((sum, file) => sum + file.size, 0) + 1e6) return [...faults, `${size} bytes made`];
    return nearest && nearest.fits > nearest.of ? [...faults, 'more than all fit'] : faults;
  } catch (error) {
    return error instanceof FileError ? complaints(error) : [`threw ${String((error as Error).stack)}`];
  }
}

describe('damaged weights are looked into, or end in a sentence', () => {
  for (const [format, damage] of Object.entries(damagedWeights))
    it(`${format}: ${WEIGHT_ROUNDS} of them`, async () => {
      for (let seed = 0; seed < WEIGHT_ROUNDS; seed++) {
        const faults = await judgeWeights(damage(new Seeded(seed)));
        expect(faults, `seed ${seed}`).to.deep.equal([]);
      }
    });
});

describe('damaged models open, or end in a sentence', () => {
  for (const [format, damage] of Object.entries(damaged))
    it(`${format}: ${ROUNDS} of them`, async () => {
      for (let seed = 0; seed < ROUNDS; seed++) {
        const faults = await judge(damage(new Seeded(seed)));
        expect(faults, `seed ${seed}`).to.deep.equal([]);
      }
    });
});
