import { expect } from '@open-wc/testing';
import { ExplorerState, type StateChangeEvent } from '../../src/explorer/state.js';
import type { ImageChoice } from '../../src/explorer/image-choice.js';
import { pictureFile, settled } from '../support/inspection.js';
import { seen } from '../support/seen.js';

const small = { network: 'mobilenet-v2', options: { width: 0.1, resolution: 32, classes: 10 } };
const broken: ImageChoice = { kind: 'blob', blob: new Blob(['no picture']), title: 'broken.png' };
const photo = async (colour: string): Promise<ImageChoice> => ({
  kind: 'blob',
  blob: await pictureFile('photo.png', 40, 30, colour),
  title: 'photo.png',
});

/** A state without an element, whose image has run. */
async function running(image: ImageChoice, seed = 1): Promise<ExplorerState> {
  const state = new ExplorerState(small);
  state.setWeights({ kind: 'random', seed });
  state.setImage(image);
  state.inspection.start();
  await settled(state.inspection);
  expect(state.inspection.phase).to.equal('ready');
  return state;
}

const logits = ({ inspection }: ExplorerState): number[] => [...inspection.result!.logits];

describe('an inspection', () => {
  it('that fails on an image goes back to the good one by the state, told once, and runs nothing anew', async () => {
    const good = await photo('teal');
    const state = await running(good);
    const { result, generation } = state.inspection;
    const told: string[] = [];
    state.addEventListener('change', (event) => told.push((event as StateChangeEvent).aspect));
    state.setImage(broken);
    await seen(() => state.image === good);
    expect(told).to.deep.equal(['image', 'problem', 'image']);
    expect(state.problem('image')!.message).to.contain('could not be decoded as an image');
    expect(state.inspection).to.include({ phase: 'ready', result, generation });
    state.inspection.stop();
  });

  it('shows no result of other weights: where they came with an image that fails, the good one runs with them', async () => {
    const good = await photo('teal');
    const [state, other] = [await running(good), await running(good, 9)];
    expect(logits(state)).not.to.deep.equal(logits(other));
    await state.restore({ ...state.snapshot, weights: { kind: 'random', seed: 9 }, image: broken });
    await seen(() => state.image === good && state.inspection.phase === 'ready');
    expect(logits(state)).to.deep.equal(logits(other));
    expect(state.inspection.weights!.seed).to.equal(9);
    expect(state.problem('image'), 'and the sentence stays').not.to.equal(undefined);
    state.changeOptions({ classes: 7 });
    await seen(() => state.inspection.phase === 'ready' && state.inspection.result!.logits.length === 7);
    expect(state.problem('image'), 'until something else is chosen').to.equal(undefined);
    for (const { inspection } of [state, other]) inspection.stop();
  });

  it('that fails on weights goes back to those that ran, by the state', async () => {
    const state = await running(await photo('teal'));
    const { weights } = state;
    state.setWeights({ kind: 'checkpoint', id: 'nobody' });
    await seen(() => state.weights === weights);
    const { message, remedy } = state.problem('weights')!;
    expect(message).to.match(/^weights: expected an address or one of .*post-cifar10-w1.*, got "nobody"$/);
    expect(remedy).to.equal(undefined);
    expect(state.inspection.phase).to.equal('ready');
    state.inspection.stop();
  });

  it('that is cancelled while it loads still answers for what ran', async () => {
    const state = await running(await photo('teal'));
    state.setWeights({ kind: 'random', seed: 5 });
    state.inspection.cancel();
    expect(state.weights).to.deep.equal({ kind: 'random', seed: 1 });
    const { data } = await state.inspection.activation('stem/conv');
    expect(data.length).to.be.greaterThan(0);
    state.inspection.stop();
  });
});
