import { describe, expect, it } from 'vitest';
import { EngineError } from '../../src/runtime/engine-error.js';
import { readWeights } from '../../src/runtime/weight-source.js';
import { cases } from '../support/cases.js';
import { assembled, goodFile, goodModel } from '../support/good-weights.js';
import { Seeded } from '../support/seeded.js';
import { differences, expectation, kerasPlaces, network, torchPlaces } from '../support/weight-expectation.js';
import { flipBits, resize, spoilHeader, spoilManifest, spoilNumbers, spoilText } from '../support/weight-mutations.js';
import { holdingOfModel, holdingOfSafetensors } from '../support/weight-oracle.js';

const ROUNDS = cases(400, 1000);

interface Tally {
  loaded: number;
  readonly refused: Map<string, number>;
}

/** Loads one damaged file and holds what comes out against what should. Gives a sentence for each broken promise. */
async function judge(
  files: readonly File[],
  expected: Map<string, number[]> | undefined,
  tally: Tally,
): Promise<string[]> {
  try {
    const weights = await readWeights(network, { files });
    tally.loaded++;
    return expected
      ? differences(weights, expected).map((key) => `${key} has other numbers`)
      : ['loaded what should be refused'];
  } catch (error) {
    if (!(error instanceof EngineError)) return [`threw ${String(error)}`];
    tally.refused.set(error.code, (tally.refused.get(error.code) ?? 0) + 1);
    if (expected) return [`refused a good file: ${error.message}`];
    return complaints(error, files);
  }
}

/** A reader has to learn from the sentence which tensor or file it is about. */
function complaints({ code, message, tensor }: EngineError, files: readonly File[]): string[] {
  const names = [tensor, ...files.map(({ name }) => name)].filter((name) => name !== undefined);
  const problems = [];
  if (!code.startsWith('weights-')) problems.push(`code ${code}`);
  if (!message.includes('expected')) problems.push(`nothing expected: ${message}`);
  if (code !== 'weights-names' && !names.some((name) => message.includes(name)))
    problems.push(`names nothing: ${message}`);
  return problems;
}

/** One damaged `.safetensors`. */
function mutant(header: Record<string, unknown>, data: Uint8Array, random: Seeded): Uint8Array {
  const text = JSON.stringify(header);
  const whole = assembled(text, data);
  const start = whole.length - data.length;
  const changed = (change: (bytes: Uint8Array) => void): Uint8Array => (change(whole), whole);
  const lengths = [
    0n,
    1n,
    10_000_000_000n,
    2n ** 63n,
    2n ** 64n - 1n,
    BigInt(text.length - 1),
    BigInt(text.length + 1),
  ];
  const acts: (() => Uint8Array)[] = [
    () => changed((bytes) => flipBits(bytes, random)),
    () => changed((bytes) => flipBits(bytes, random, 8, start)),
    () => changed((bytes) => flipBits(bytes, random, start)),
    () => resize(whole, random),
    () => changed((bytes) => spoilNumbers(bytes, random, start)),
    () => changed((bytes) => new DataView(bytes.buffer).setBigUint64(0, random.oneOf(lengths), true)),
    () => assembled(spoilText(text, random), data),
    ...Array.from({ length: 6 }, () => () => assembled(JSON.stringify(spoilHeader(header, random)), data)),
  ];
  return random.oneOf(acts)();
}

describe('weights: damaged .safetensors', () => {
  it(`${ROUNDS} of them: each loads exactly, or is refused in a sentence that names the tensor or the file`, async () => {
    const random = new Seeded(20_240_601);
    const tally: Tally = { loaded: 0, refused: new Map() };
    const broken: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const { header, data } = goodFile(random);
      const bytes = mutant(header, data, random);
      const file = new File([bytes as Uint8Array<ArrayBuffer>], 'mutant.safetensors');
      const expected = expectation(holdingOfSafetensors(bytes), torchPlaces);
      for (const problem of await judge([file], expected, tally)) broken.push(`${round}: ${problem}`);
    }
    expect(broken).to.deep.equal([]);
    expectVariety(tally);
  });
});

/** Damages the model's text, or one of its shards in place. */
function mutantModel(
  model: { weightsManifest: unknown[] },
  shards: Map<string, Uint8Array>,
  random: Seeded,
): Uint8Array {
  const text = JSON.stringify(model);
  const bytes = new TextEncoder().encode(text);
  const name = random.oneOf([...shards.keys()]);
  const shard = shards.get(name)!;
  const beside = (change: () => unknown): Uint8Array => (change(), bytes);
  const acts: (() => Uint8Array)[] = [
    () => (flipBits(bytes, random), bytes),
    () => beside(() => shards.set(name, resize(shard, random))),
    () => beside(() => flipBits(shard, random)),
    () => beside(() => spoilNumbers(shard, random, 0)),
    () => beside(() => shards.delete(name)),
    () => resize(bytes, random),
    () => new TextEncoder().encode(spoilText(text, random)),
    ...Array.from({ length: 6 }, () => () => new TextEncoder().encode(JSON.stringify(spoilManifest(model, random)))),
  ];
  return random.oneOf(acts)();
}

describe('weights: damaged model.json with shards', () => {
  it(`${ROUNDS} of them: each loads exactly, or is refused in a sentence that names the tensor or the file`, async () => {
    const random = new Seeded(7_031_925);
    const tally: Tally = { loaded: 0, refused: new Map() };
    const broken: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const { model, shards } = goodModel(random);
      const bytes = mutantModel(model, shards, random);
      const files = [
        new File([bytes as Uint8Array<ArrayBuffer>], 'model.json'),
        ...[...shards].map(([name, data]) => new File([data as Uint8Array<ArrayBuffer>], name)),
      ];
      const expected = expectation(holdingOfModel(new TextDecoder().decode(bytes), shards), kerasPlaces);
      for (const problem of await judge(files, expected, tally)) broken.push(`${round}: ${problem}`);
    }
    expect(broken).to.deep.equal([]);
    expectVariety(tally);
  });
});

/** Damage that is always noticed in the same way, or never, would prove little. */
function expectVariety({ loaded, refused }: Tally): void {
  expect(loaded).to.be.within(ROUNDS / 20, ROUNDS / 2);
  expect([...refused.keys()]).to.include.members([
    'weights-format',
    'weights-dtype',
    'weights-offsets',
    'weights-shape',
    'weights-missing',
    'weights-value',
  ]);
}
