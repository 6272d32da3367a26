import { setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { buildNetwork, type Network } from '../../src/core/index.js';
import '../../src/elements/net-image/net-image.js';
import '../../src/elements/net-weights/net-weights.js';
import type { NetErrorEvent } from '../../src/elements/shared/events.js';
import type { NetModel } from '../../src/elements/net-model/net-model.js';
import type { NetWeights } from '../../src/elements/net-weights/net-weights.js';
import { seen, settled, smallModel } from '../support/inspection.js';
import { teachableMachine } from '../support/keras-models.js';
import { wordsOf } from '../support/page.js';
import { Reader } from '../support/reader.js';
import { writeSafetensors } from '../support/safetensors.js';
import { saveModel } from '../support/saved-model.js';
import { valueAt } from '../support/state-dict.js';
import { torchTensors } from '../support/torch-layout.js';

/** A state dict with torchvision's names; `spoil` may write over a tensor. */
function stateDictOf(network: Network, spoil: (name: string, data: Float32Array) => void = () => {}): File {
  const tensors = torchTensors(network, 'torchvision', (name, size) => {
    const data = Float32Array.from({ length: size }, (_, at) => valueAt(name, at) / 4);
    spoil(name, data);
    return data;
  });
  return new File([writeSafetensors(tensors)], 'mine.safetensors');
}

const drawn = buildNetwork('mobilenet-v2', { width: 0.35, resolution: 32, classes: 10 });

class WeightsReader extends Reader<NetWeights> {
  static async inModel(): Promise<WeightsReader> {
    const model = await fixture<NetModel>(smallModel(html`<net-weights></net-weights>`));
    const element = model.querySelector('net-weights')!;
    await seen(() => element.state && element.shadowRoot?.querySelector('h3'));
    return new WeightsReader(element);
  }

  async drop(...files: File[]): Promise<void> {
    const data = new DataTransfer();
    for (const file of files) data.items.add(file);
    for (const type of ['dragover', 'drop'])
      this.element.dispatchEvent(new DragEvent(type, { dataTransfer: data, cancelable: true }));
  }

  choose(...files: File[]): void {
    const data = new DataTransfer();
    for (const file of files) data.items.add(file);
    const input = this.find<HTMLInputElement>('input[type="file"]');
    input.files = data.files;
    input.dispatchEvent(new Event('change'));
  }

  /** Waits until the weights that are named are in use and shown. */
  async used(title: string): Promise<string> {
    const { inspection } = this.state;
    await seen(() => inspection.phase === 'ready' && inspection.weights?.title === title);
    await this.element.updateComplete;
    return this.words('[part="facts"]');
  }

  error(): Promise<string> {
    return seen(() => this.words('[part="error"]'));
  }

  async open(): Promise<void> {
    this.find<HTMLDetailsElement>('details').open = true;
    await seen(() => this.all('li').length > 2);
    await this.element.updateComplete;
  }

  get buttons(): string[] {
    return this.all('button').map(wordsOf);
  }
}

describe('net-weights: accessible', () => {
  it('before anything has run, with its shelf open, and with an error', async () => {
    const reader = await WeightsReader.inModel();
    await expect(reader.element).to.be.accessible();
    await reader.open();
    await expect(reader.element).to.be.accessible();
    await reader.drop(new File(['<!doctype html>'], 'page.safetensors'));
    await reader.error();
    await expect(reader.element).to.be.accessible();
  });
});

describe('net-weights: a reader’s files', () => {
  it('are used, and what they are is said: file, tensors, whose names, classes', async () => {
    const reader = await WeightsReader.inModel();
    reader.choose(stateDictOf(drawn));
    expect(await reader.used('mine.safetensors')).to.equal(
      'mine.safetensors: 262 tensors, 423.0 k numbers, as torchvision names them; 10 classes, whose names are not known.',
    );
    expect(reader.state.weights).to.include({ kind: 'files', title: 'mine.safetensors' });
    expect(reader.state.inspection.weights!.preprocessing.mean[0]).to.equal(0.485);
  });

  it('take their classes’ names from a list beside them, and their image values from what the reader says', async () => {
    const reader = await WeightsReader.inModel();
    const names = Array.from({ length: 10 }, (_, i) => `kind ${i}`);
    await reader.drop(stateDictOf(drawn), new File([JSON.stringify(names)], 'classes.json'));
    expect(await reader.used('mine.safetensors')).to.contain('10 classes (classes.json)');
    expect(reader.state.inspection.result!.top[0]!.label).to.match(/^kind \d$/);
    await reader.enter('select', 'signed');
    await settled(reader.state.inspection);
    expect(reader.state.inspection.weights!.preprocessing.mean).to.deep.equal([0.5, 0.5, 0.5]);
  });

  it('that do not fit leave the last good ones, and say which tensor, what was expected and what came', async () => {
    const reader = await WeightsReader.inModel();
    reader.choose(stateDictOf(drawn));
    await reader.used('mine.safetensors');
    const { weights } = reader.state;
    const logits = [...reader.state.inspection.result!.logits];
    const told = oneEvent(reader.element, 'net-error') as unknown as Promise<NetErrorEvent>;
    const other = buildNetwork('mobilenet-v2', { width: 0.35, resolution: 32, blocks: [[1, 16, 1, 1]] });
    await reader.drop(stateDictOf(other));
    expect((await told).source).to.equal('weights');
    expect(await reader.error()).to.contain('mine.safetensors has the weights of no network here');
    expect(reader.state.weights).to.equal(weights);
    expect([...reader.state.inspection.result!.logits]).to.deep.equal(logits);
  });

  it('that fit other options change them at a press', async () => {
    const reader = await WeightsReader.inModel();
    reader.choose(stateDictOf(buildNetwork('mobilenet-v2', { width: 0.5, resolution: 32, classes: 7 })));
    await seen(() => reader.words('[part="notice"]').includes('this network with width multiplier 0.5, classes 7'));
    expect(reader.words('[part="error"]')).to.equal('');
    await reader.click('Use width multiplier 0.5, classes 7');
    expect(await reader.used('mine.safetensors')).to.contain('7 classes');
    expect(reader.state.network.options).to.include({ width: 0.5, classes: 7, resolution: 32 });
    expect(reader.eventNames).to.include('net-options-change');
    expect(reader.words('[part="error"]')).to.equal('');
  });

  it('with a number that is none are refused by the engine, and the last good ones stay', async () => {
    const reader = await WeightsReader.inModel();
    reader.state.inspection.start();
    await reader.used('random weights, seed 7');
    reader.choose(stateDictOf(drawn, (name, data) => name === 'classifier.1.bias' && (data[3] = NaN)));
    expect(await reader.error())
      .to.contain('classifier.1.bias')
      .and.to.contain('got NaN at index 3');
    await settled(reader.state.inspection);
    expect(reader.state.weights).to.deep.equal({ kind: 'random', seed: 7 });
    expect(reader.words('[part="facts"]')).to.contain('Random weights, seed 7');
  });

  it('that are none at all are said to be that', async () => {
    const reader = await WeightsReader.inModel();
    await reader.drop(new File(['<!doctype html><title>404</title>'], 'model.safetensors'));
    expect(await reader.error())
      .to.contain('model.safetensors: expected')
      .and.to.contain('<!doctype html>');
    await reader.drop(new File(['x'], 'a.bin'), new File(['y'], 'b.bin'));
    await seen(() => reader.words('[part="error"]').includes('a.bin, b.bin'));
  });
});

describe('net-weights: loading', () => {
  it('shows how far it is, and can be cancelled: nothing is said to be wrong, and it loads when asked again', async () => {
    const reader = await WeightsReader.inModel();
    const { state } = reader;
    const { inspection } = state;
    state.choose({ network: 'mobilenet-v2', options: { preset: 'post' } });
    state.setWeights({ kind: 'checkpoint', id: 'post-cifar10-w1' });
    inspection.start();
    await seen(() => /^Loading… \d/.test(reader.words('[part="progress"]')));
    await reader.click('Cancel');
    expect([inspection.phase, inspection.progress, state.problem('weights')]).to.deep.equal([
      'idle',
      undefined,
      undefined,
    ]);
    expect(reader.words('[part="progress"]')).to.equal('');
    inspection.start();
    await reader.used('The CIFAR-10 listing, trained');
  });
});

describe('net-weights: a model that is none of ours', () => {
  before(() => setBackend('cpu'));

  it('opens as a network of its own, with its own weights and the names beside it', async () => {
    const reader = await WeightsReader.inModel();
    const { files } = await saveModel(teachableMachine(3, 32));
    const metadata = { labels: ['cat', 'dog', 'neither'], imageSize: 32 };
    reader.choose(...files, new File([JSON.stringify(metadata)], 'metadata.json'));
    const facts = await reader.used('model.json');
    expect(facts).to.contain('3 classes').and.to.contain('metadata.json');
    expect(reader.state.inspection.result!.top[0]!.label).to.be.oneOf(metadata.labels);
    expect(reader.state.model).to.not.equal(undefined);
    expect(reader.eventNames).to.include('net-options-change');
  });
});

describe('net-weights: the shelf', () => {
  it('offers what comes with the page, random numbers, and other hosts by name and size', async () => {
    const reader = await WeightsReader.inModel();
    expect(reader.buttons).to.deep.equal(['Choose weights…']);
    await reader.open();
    expect(reader.buttons).to.include.members([
      'Use random weights',
      'Fetch 14.2 MB from huggingface.co',
      'Fetch 1.90 MB from storage.googleapis.com',
    ]);
    expect(reader.words('li')).to.contain('73.0 % as published; licence Apache-2.0');
  });

  it('takes another seed each time', async () => {
    const reader = await WeightsReader.inModel();
    await reader.open();
    await reader.click('Use random weights');
    expect(await reader.used('random weights, seed 8')).to.contain('predictions mean nothing');
  });

  it('draws the network that shipped weights are of', async () => {
    const reader = await WeightsReader.inModel();
    await reader.open();
    await reader.click('Use The CIFAR-10 listing, trained');
    expect(await reader.used('The CIFAR-10 listing, trained')).to.match(/; 10 classes\.$/);
    expect(reader.state.network.options['preset']).to.equal('post');
    expect(reader.state.inspection.result!.top[0]!.label).to.be.oneOf(['ship', 'airplane', 'automobile']);
  });
});
