import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildNetwork } from '../../src/core/index.js';
import { examine } from '../../src/formats/weights/weight-fit.js';
import { plainFiles } from '../../src/formats/weights/plain-files.js';
import { readWeights } from '../../src/runtime/weight-source.js';
import type { NetworkWeights } from '../../src/formats/weights/weights.js';
import asInTorchvision from '../golden/torch/expected.json' with { type: 'json' };
import asInTensorFlow from '../golden/torch/expected-foreign.json' with { type: 'json' };
import { channelsFirst, channelsLast } from '../support/channels.js';
import { runModel } from '../support/run-model.js';
import { smallOptions } from '../support/small-options.js';

const network = buildNetwork('mobilenet-v2', smallOptions);
const padded = buildNetwork('mobilenet-v2', { ...smallOptions, padding: 'same', normEpsilon: 1e-3 });
const image = channelsLast(
  Float32Array.from({ length: 3 * 32 * 32 }, (_, at) => Math.sin(at * 0.37)),
  [32, 32, 3],
);
const stem = network.nodes.find(({ id }) => id === 'stem/activation') ?? network.nodes[3]!;
const body = network.nodes.findLast(({ outputShape: [rows], kind }) => rows > 1 && kind === 'activation')!;

const fileOf = (name: string): File =>
  new File([readFileSync(new URL(`../golden/torch/${name}`, import.meta.url))], name);

async function read(name: string, withoutHead = false): Promise<{ weights: NetworkWeights; notes: readonly string[] }> {
  const { files, notes } = await plainFiles([fileOf(name)]);
  const weights = await readWeights(network, { files }, { withoutHead });
  return { weights, notes: [...notes, ...(weights.notes ?? [])] };
}

/** What PyTorch has computed, every so many values. */
async function expectAsInPyTorch(
  weights: NetworkWeights,
  tolerance = 1e-5,
  isWhole = true,
  own = network,
): Promise<void> {
  const expected = own === network ? asInTorchvision : asInTensorFlow;
  const last = network.nodes.at(-1)!;
  const results = await runModel({ network: own, weights } as never, image, [stem.id, body.id, last.id]);
  const compare = (id: string, values: readonly number[], step: number): void => {
    const { values: found, shape } = results.get(id)!;
    const flat = shape[0]! > 1 ? channelsFirst(found, shape as [number, number, number]) : found;
    const largest = Math.max(...values.map(Math.abs));
    values.forEach((value, at) => expect(flat[at * step], `${id} ${at}`).to.be.closeTo(value, tolerance * largest));
  };
  compare(stem.id, expected.stem, 7);
  compare(body.id, expected.body, 97);
  if (isWhole) compare(last.id, expected.logits, 1);
}

describe('PyTorch’s checkpoints', () => {
  for (const name of ['plain.pth', 'half.pt', 'bfloat16.pt', 'double.pt', 'storages.pt', 'training.pth.tar'])
    it(`${name} computes what PyTorch does`, async () => {
      const { problem, file } = await examine(network, [fileOf(name)]);
      expect([problem, file]).to.deep.equal([undefined, name]);
      await expectAsInPyTorch((await read(name)).weights);
    });

  it('takes the weights out of what training goes on from, and names the rest', async () => {
    const { notes } = await examine(network, [fileOf('training.pth.tar')]);
    expect(notes).to.deep.equal([
      'The weights under state_dict were taken; left aside: epoch, arch, best_acc1, state_dict_ema and 2 more.',
    ]);
  });

  it('runs folded norms as PyTorch does, and says so', async () => {
    const { weights, notes } = await read('folded.pth');
    await expectAsInPyTorch(weights, 1e-4);
    expect(notes.join(' ')).to.include('10 norms in the convolutions before them');
  });

  for (const name of ['backbone.pth', 'other-head.pth'])
    it(`${name}: runs up to the classifier, which is 0, where a reader asks for it`, async () => {
      const { weights, notes } = await read(name, true);
      await expectAsInPyTorch(weights, 1e-5, false);
      expect([...weights.nodes.get(network.nodes.at(-1)!.id)!['kernel']!].every((value) => value === 0)).to.equal(true);
      expect(notes.join(' ')).to.include('no classifier');
      expect(notes.join(' ')).to.include(name === 'backbone.pth' ? 'begin with backbone.' : 'classifier.4.weight');
    });

  for (const [name, scheme] of [
    ['transformers.pth', 'transformers'],
    ['slim.npz', 'slim'],
  ] as const)
    it(`${name} computes what PyTorch does, padded as TensorFlow pads`, async () => {
      const { problem } = await examine(padded, [fileOf(name)]);
      expect(problem).to.equal(undefined);
      const { weights, notes } = await read(name);
      expect(weights.scheme).to.equal(scheme);
      await expectAsInPyTorch(weights, 1e-5, true, padded);
      expect(notes).to.deep.equal(
        scheme === 'slim' ? ['Its averages over training (ExponentialMovingAverage) are taken.'] : [],
      );
    });

  const refused: readonly (readonly [string, string])[] = [
    ['whole-model.pt', 'torch.nn.modules.container.Sequential'],
    ['model-inside.pt', 'torch.nn.modules.container.Sequential'],
    ['script.pt', 'TorchScript'],
    ['legacy.pth', 'PyTorch 1.6'],
  ];
  for (const [name, said] of refused)
    it(`${name} ends in a sentence that says what it is, and what to do`, async () => {
      const error = await examine(network, [fileOf(name)]).catch((reason: Error) => reason);
      expect((error as Error).message)
        .to.include(name)
        .and.to.include('expected')
        .and.to.include(said)
        .and.to.match(/save/);
    });
});
