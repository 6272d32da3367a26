import { expect } from '@open-wc/testing';
import { decodeArrival, type Arrival, type ArrivalFile } from '../../src/explorer/arrival-file.js';
import { loadCheckpoints, loadSamples } from '../../src/explorer/shipped.js';
import { openEngine } from '../../src/runtime/index.js';
import type { Thumbnail } from '../../src/runtime/index.js';
import { readArrival } from '../support/read-arrival.js';

/** Four digits, of numbers that two machines may end differently by a few units of float32. */
const DIGITS = 1e-3;
/** Half a level of 255, and a little for the ends. */
const LEVEL = 0.6 / 255;

const [checkpoints, samples] = await Promise.all([loadCheckpoints(), loadSamples()]);

describe('what the package knows of its drawings', () => {
  for (const checkpoint of checkpoints)
    for (const sample of samples)
      it(`${sample.id}, ${checkpoint.id}: is what the engine says, within rounding`, async () => {
        const address = `/arrival/${checkpoint.id}-${sample.id}.json`;
        const file = (await (await fetch(address)).json()) as ArrivalFile;
        expect(file.sha256).to.equal(checkpoint.sha256);
        const engine = await openEngine({ backend: 'wasm', worker: false });
        expectSame(decodeArrival(file), await readArrival(engine, checkpoint, sample.image));
        await engine.close();
      });
});

function expectSame(stored: Arrival, said: Arrival): void {
  expect(stored.loaded).to.deep.equal(said.loaded);
  expect([...stored.input.data]).to.deep.equal([...said.input.data]);
  expect(stored.top.map(({ label }) => label)).to.deep.equal(said.top.map(({ label }) => label));
  stored.top.forEach(({ probability }, at) => expectNear(probability, said.top[at]!.probability, 1, 'probability'));
  expect([...stored.statistics.keys()]).to.deep.equal([...said.statistics.keys()]);
  for (const [id, summary] of said.statistics) {
    const range = Math.max(Math.abs(summary.min), Math.abs(summary.max));
    const known = stored.statistics.get(id)!;
    for (const key of ['min', 'max', 'mean'] as const) expectNear(known[key], summary[key], range, `${id}: ${key}`);
    expectNear(known.zeros, summary.zeros, 1, `${id}: zeros`);
  }
  expect([...stored.thumbnails.keys()]).to.deep.equal([...said.thumbnails.keys()]);
  for (const [id, picture] of said.thumbnails) expectSamePicture(stored.thumbnails.get(id)!, picture, id);
}

function expectSamePicture(stored: Thumbnail, said: Thumbnail, id: string): void {
  expect([stored.width, stored.height]).to.deep.equal([said.width, said.height]);
  const most = Math.max(...said.data.map((value, at) => Math.abs(value - stored.data[at]!)));
  expect(most, id).to.be.at.most((said.max - said.min) * LEVEL + DIGITS * Math.abs(said.max));
}

const expectNear = (value: number, expected: number, range: number, what: string): void =>
  void expect(value, what).to.be.closeTo(expected, DIGITS * range);
