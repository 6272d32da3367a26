import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { buildNetwork } from '../../src/core/index.js';
import '../../src/elements/net-weights/net-weights.js';
import type { NetModel } from '../../src/elements/net-model/net-model.js';
import type { NetWeights } from '../../src/elements/net-weights/net-weights.js';
import { seen, smallModel } from '../support/inspection.js';
import { wordsOf } from '../support/page.js';
import { Reader } from '../support/reader.js';
import { writeSafetensors } from '../support/safetensors.js';
import { torchTensors } from '../support/torch-layout.js';

const drawn = buildNetwork('mobilenet-v2', { width: 0.35, resolution: 32, classes: 10 });
const bytes = writeSafetensors(torchTensors(drawn, 'torchvision', (_, size) => new Float32Array(size).fill(0.5)));

/** A file on a slow disk: nothing of it comes before `arrive`. */
class SlowFile extends File {
  arrive!: () => void;
  private readonly arrival = new Promise<void>((resolve) => (this.arrive = resolve));

  override slice(from?: number, to?: number): Blob {
    const part = super.slice(from, to);
    const read = part.arrayBuffer.bind(part);
    part.arrayBuffer = () => this.arrival.then(read);
    return part;
  }
}

class FilesReader extends Reader<NetWeights> {
  static async inModel(): Promise<FilesReader> {
    const model = await fixture<NetModel>(smallModel(html`<net-weights></net-weights>`));
    const element = model.querySelector('net-weights')!;
    await seen(() => element.state && element.shadowRoot?.querySelector('h3'));
    return new FilesReader(element);
  }

  drop(...files: File[]): void {
    const data = new DataTransfer();
    for (const file of files) data.items.add(file);
    // A DataTransfer hands out plain copies of files.
    Object.defineProperty(data, 'files', { value: files });
    this.element.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
  }

  async clickOn(words: string): Promise<void> {
    const button = await seen(() => this.all<HTMLElement>('button').find((one) => wordsOf(one) === words));
    button.scrollIntoView({ block: 'center' });
    const { x, y, width, height } = button.getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(x + width / 2), Math.round(y + height / 2)] });
  }

  /** What is asked or done. */
  get said(): string {
    return [this.words('[part="notice"]'), this.words('[part="progress"]')].join('');
  }
}

describe('large files', () => {
  const megabyte = new Uint8Array(1_000_000);
  const large = [
    new File([bytes], 'mine.safetensors'),
    new File(
      Array.from({ length: 101 }, () => megabyte),
      'optimizer.bin',
    ),
  ];

  it('are read only after a reader has agreed to their size and the memory that they take', async () => {
    const reader = await FilesReader.inModel();
    const { weights } = reader.state;
    reader.drop(...large);
    await seen(() => reader.said.includes('optimizer.bin and 1 more has 103'));
    expect(reader.said).to.include('of memory').and.to.include('411');
    await expect(reader.element).to.be.accessible();
    await reader.clickOn('Cancel');
    await seen(() => !reader.said);
    expect(reader.state.weights).to.equal(weights);
    reader.drop(...large);
    await seen(() => reader.said.includes('103'));
    reader.all<HTMLElement>('[part="notice"] button')[0]!.focus();
    await sendKeys({ press: 'Enter' });
    await seen(() => reader.state.weights.kind === 'files');
    expect(reader.words('[part="error"]')).to.equal('');
  });

  it('small ones are read at once', async () => {
    const reader = await FilesReader.inModel();
    reader.drop(large[0]!);
    await seen(() => reader.state.weights.kind === 'files');
  });
});

describe('reading files', () => {
  it('can be cancelled: nothing comes of what arrives later', async () => {
    const reader = await FilesReader.inModel();
    const { weights, network } = reader.state;
    const file = new SlowFile([bytes], 'mine.safetensors');
    reader.drop(file);
    await seen(() => reader.said.includes('Looking into mine.safetensors'));
    await reader.clickOn('Cancel');
    await seen(() => !reader.said);
    file.arrive();
    // Another file that is read to its end shows that the first one had its time.
    const again = new SlowFile([bytes], 'again.safetensors');
    reader.drop(again);
    again.arrive();
    await seen(() => reader.state.weights.kind === 'files');
    expect(reader.state.weights).to.include({ title: 'again.safetensors' });
    expect(reader.state.network).to.equal(network);
    expect(reader.state.weights).to.not.equal(weights);
    expect(reader.words('[part="error"]')).to.equal('');
  });

  it('a later choice of files takes the place of an earlier one', async () => {
    const reader = await FilesReader.inModel();
    const slow = new SlowFile(['<!doctype html>'], 'page.safetensors');
    reader.drop(slow);
    await seen(() => reader.said.includes('page.safetensors'));
    reader.drop(new File([bytes], 'mine.safetensors'));
    await seen(() => reader.state.weights.kind === 'files');
    slow.arrive();
    await reader.element.updateComplete;
    expect(reader.words('[part="error"]')).to.equal('');
  });
});
