import { expect, fixture, html } from '@open-wc/testing';
import architecture from '../golden/real-world/A06-architecture-only.json' with { type: 'json' };
import graphModel from '../golden/real-world/A10-graph-model.json' with { type: 'json' };
import patched from '../golden/real-world/A04-patched-input/model.json' with { type: 'json' };
import { costOf, countParameters } from '../../src/core/index.js';
import '../../src/index.js';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import type { NetWeights } from '../../src/elements/net-weights/net-weights.js';
import { functional, image, layer, modelJson } from '../support/keras-json.js';
import { until, wordsOf } from '../support/page.js';

const addresses = import.meta.glob<string>('../golden/{real-world,keras,torch}/**/*', {
  query: '?url',
  import: 'default',
  eager: true,
});
const fileOf = async (path: string, name = path.split('/').at(-1)!): Promise<File> =>
  new File([await (await fetch(addresses[`../golden/${path}`]!)).blob()], name);
const jsonFile = (value: unknown, name = 'model.json'): File => new File([JSON.stringify(value)], name);

async function explorer(): Promise<{ element: NetExplorer; weights: NetWeights }> {
  const element = await fixture<NetExplorer>(html`<net-explorer preset="post"></net-explorer>`);
  const weights = await until(
    () => element.shadowRoot!.querySelector<NetWeights>('net-weights:defined'),
    'the choice of weights',
  );
  return { element, weights };
}

const wordsIn = ({ shadowRoot }: NetWeights, part: string): string =>
  [...shadowRoot!.querySelectorAll(`[part=${part}]`)].map((one) => wordsOf(one)).join(' ');

/** Drops files, and waits for a network of their own. */
async function open(...files: File[]): Promise<NetExplorer> {
  const { element, weights } = await explorer();
  const before = element.state!.network;
  weights.takeFiles(files);
  await until(() => element.state!.network !== before || wordsIn(weights, 'error'), 'the network');
  expect(wordsIn(weights, 'error')).to.equal('');
  return element;
}

async function ran({ state }: NetExplorer): Promise<void> {
  await until(() => ['ready', 'failed'].includes(state!.inspection.phase), 'a run');
  expect(state!.problem('engine')?.message ?? state!.problem('weights')?.message).to.equal(undefined);
}

const chosen = (element: NetExplorer, label: string): HTMLSelectElement => {
  const { shadowRoot } = element.shadowRoot!.querySelector('net-weights')!;
  const labels = [...shadowRoot!.querySelectorAll('label')];
  return labels.find(({ textContent }) => textContent.includes(label))!.querySelector('select')!;
};

describe('files that people reported, dropped on an explorer', () => {
  it('A06: an architecture alone opens, with random weights, and says so', async () => {
    const { state } = await open(jsonFile(architecture, 'architecture.json'));
    const { network, model } = state!;
    expect([countParameters(network, 'keras'), costOf(network).total.macs]).to.deep.equal([60, 1948]);
    expect(model!.notesOn(network).join()).to.include('no weights');
  });

  it('A10: a graph model opens', async () => {
    const { network } = (await open(jsonFile(graphModel))).state!;
    expect(countParameters(network, 'torchvision')).to.equal(54);
  });

  for (const [name, said] of [
    ['A11-checkpoint.pth', 'torch.save'],
    ['A11-model.h5', 'HDF5'],
  ] as const)
    it(`A11: ${name} ends in a sentence that names the file and its part, without its bytes`, async () => {
      const { element, weights } = await explorer();
      const { network } = element.state!;
      weights.takeFiles([await fileOf(`real-world/${name}`)]);
      const words = await until(() => wordsIn(weights, 'error'), 'the sentence');
      expect(words).to.include(name).and.to.include('expected').and.to.include(said);
      // oxlint-disable-next-line no-control-regex
      expect(words).not.to.match(/\d{13}|[\u0000-\u0008\ufffd]/);
      expect(element.state!.network).to.equal(network);
    });

  it('A13: names with a browser’s numbers: weights and labels are found', async () => {
    const element = await open(
      jsonFile(patched, 'model (1).json'),
      await fileOf('real-world/A04-patched-input/weights.bin', 'weights (1).bin'),
      jsonFile({ labels: ['cat', 'dog'] }, 'metadata (1).json'),
    );
    await ran(element);
    const { weights, result } = element.state!.inspection;
    expect(weights!.source).to.equal('trained');
    expect(result!.top.map(({ label }) => label)).to.have.members(['cat', 'dog']);
  });

  it('A14: the reader says which image values the model was trained with, and the link has it', async () => {
    const element = await open(
      jsonFile(patched),
      await fileOf('real-world/A04-patched-input/weights.bin', 'weights.bin'),
    );
    await ran(element);
    const { inspection } = element.state!;
    expect(inspection.weights!.preprocessing.mean).to.deep.equal([0.5, 0.5, 0.5]);
    const select = await until(() => chosen(element, 'Image values'), 'the choice');
    select.value = 'unit';
    select.dispatchEvent(new Event('change'));
    await until(() => inspection.weights?.preprocessing.mean[0] === 0 && inspection.phase === 'ready', 'another run');
    expect(element.state!.weights.imageValues).to.equal('unit');
    const order = chosen(element, 'Channels');
    order.value = 'bgr';
    order.dispatchEvent(new Event('change'));
    await until(() => inspection.weights?.preprocessing.order === 'bgr' && inspection.phase === 'ready', 'another run');
    expect(element.state!.weights.imageValues).to.equal('unit bgr');
  });

  it('A14: the author says it by attributes, for a model at an address too', async () => {
    const model = URL.createObjectURL(jsonFile(architecture));
    const element = await fixture<NetExplorer>(
      html`<net-explorer model=${model} image-values="unit" class-names="cat, dog"></net-explorer>`,
    );
    await until(() => element.state?.model, 'the model');
    expect(element.state!.weights).to.deep.equal({ kind: 'fitting', imageValues: 'unit', classNames: 'cat, dog' });
    element.state!.inspection.start();
    await ran(element);
    const { weights, result } = element.state!.inspection;
    expect(weights!.preprocessing.mean).to.deep.equal([0, 0, 0]);
    expect(result!.top.map(({ label }) => label)).to.have.members(['cat', 'dog']);
  });

  it('A16: one value between 0 and 1 is two classes, the second unlikely where it is small', async () => {
    const layers = [
      image([8, 8, 3]),
      layer('Flatten', 'flat', ['image']),
      layer('Dense', 'answer', ['flat'], { units: 1, activation: 'sigmoid' }),
    ];
    const element = await open(jsonFile(modelJson(functional(layers))), new File(['no\nyes\n'], 'labels.txt'));
    element.state!.inspection.start();
    await ran(element);
    const { top, logits } = element.state!.inspection.result!;
    const [no, yes] = ['no', 'yes'].map((label) => top.find((one) => one.label === label)!.probability);
    expect(yes).to.be.closeTo(logits[0]!, 1e-6);
    expect(no! + yes!).to.be.closeTo(1, 1e-6);
    expect(top[0]!.probability).to.be.at.least(0.5);
  });

  it('A17: a model of features is drawn and counted, says that it reads no picture, and offers no second try', async () => {
    const element = await open(
      jsonFile(modelJson(functional([image([26]), layer('Dense', 'answer', ['image'], { units: 4 })]))),
    );
    expect(countParameters(element.state!.network, 'keras')).to.equal(26 * 4 + 4);
    const { shadowRoot } = await until(() => element.shadowRoot!.querySelector('net-image:defined'), 'the image');
    await until(() => wordsOf(shadowRoot! as unknown as Element).includes('reads no pictures'), 'the sentence');
    expect(wordsOf(shadowRoot! as unknown as Element)).not.to.include('Try again');
    expect(element.state!.problem('engine')).to.equal(undefined);
  });

  for (const name of ['digits.keras', 'digits-keras-2.h5'])
    it(`${name} opens with its weights, and runs`, async () => {
      const element = await open(await fileOf(`keras/${name}`));
      await ran(element);
      expect(element.state!.inspection.weights!.source).to.equal('trained');
      expect(countParameters(element.state!.network, 'keras')).to.equal(939);
    });

  it('an author names them by address: a model in one file, weights in a checkpoint', async () => {
    const model = addresses['../golden/keras/digits.keras']!;
    const element = await fixture<NetExplorer>(html`<net-explorer model=${model} image-values="unit"></net-explorer>`);
    await until(() => element.state?.model, 'the model');
    element.state!.inspection.start();
    await ran(element);
    expect(element.state!.inspection.weights!.source).to.equal('trained');
    const checkpoint = addresses['../golden/torch/half.pt']!;
    const blocks = '1,32,1,1; 2,32,2,2';
    const other = await fixture<NetExplorer>(
      html`<net-explorer
        width="0.25"
        blocks=${blocks}
        resolution="32"
        classes="3"
        weights=${checkpoint}
      ></net-explorer>`,
    );
    other.state!.inspection.start();
    await ran(other);
    expect(other.state!.inspection.weights).to.include({ source: 'trained', scheme: 'torchvision' });
  });

  it('a checkpoint whose network is none of ours is told so, with what it has', async () => {
    const { weights } = await explorer();
    weights.takeFiles([await fileOf('torch/plain.pth')]);
    const words = await until(() => wordsIn(weights, 'error') || wordsIn(weights, 'notice'), 'the sentence');
    expect(words).to.include('plain.pth has the weights of no network here');
  });
});
