import { expect, html } from '@open-wc/testing';
import '../../src/elements/net-experiment/net-experiment.js';
import type { NetRerun } from '../../src/elements/net-experiment/rerun.js';
import type { NetExperiment } from '../../src/elements/net-experiment/net-experiment.js';
import { until, wordsOf } from '../support/page.js';
import { Reader } from '../support/reader.js';

const src = new URL('../support/experiments/index.json', import.meta.url).href;

/** The figure, and the part of it that trains. */
class Trainer {
  constructor(
    readonly figure: Reader<NetExperiment>,
    readonly panel: NetRerun,
  ) {}

  static async open(): Promise<Trainer> {
    const figure = await Reader.of<NetExperiment>(html`<net-experiment src=${src} name="position"></net-experiment>`);
    await until(() => figure.all('[part=rerun]').length, 'the experiment in view');
    expect(figure.all('net-rerun')).to.have.length(0);
    figure.find<HTMLDetailsElement>('[part=rerun]').open = true;
    await until(() => figure.all('net-rerun')[0]?.shadowRoot?.querySelector('form'), 'the form');
    return new Trainer(figure, figure.find<NetRerun>('net-rerun'));
  }

  find<Found extends Element = HTMLElement>(selector: string): Found | null {
    return this.panel.shadowRoot!.querySelector<Found>(selector);
  }

  words(selector: string): string {
    return [...this.panel.shadowRoot!.querySelectorAll(selector)].map(wordsOf).join(' | ');
  }

  async enter(selector: string, value: string): Promise<void> {
    const field = this.find<HTMLInputElement>(selector)!;
    field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await this.panel.updateComplete;
  }

  async give(file: File): Promise<void> {
    const field = this.find<HTMLInputElement>('#file')!;
    const data = new DataTransfer();
    data.items.add(file);
    field.files = data.files;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await this.panel.updateComplete;
  }

  async press(words: string): Promise<void> {
    [...this.panel.shadowRoot!.querySelectorAll('button')].find((button) => wordsOf(button) === words)!.click();
    await this.panel.updateComplete;
  }

  status(words: string): Promise<unknown> {
    return until(() => this.words('[role=status]').includes(words) || this.words('[part=error]'), words);
  }
}

describe('net-experiment: run it yourself', () => {
  it('is loaded when it is first opened, and is accessible', async () => {
    const trainer = await Trainer.open();
    await trainer.enter('#images', 'file');
    await expect(trainer.figure.element).to.be.accessible();
  });

  it('names the file that cannot be read, and what it expected of it; the figures stay', async () => {
    const trainer = await Trainer.open();
    await trainer.enter('#images', 'file');
    await trainer.give(new File([new Uint8Array(5000)], 'holiday.bin'));
    await trainer.press('Train');
    await trainer.status('(a sentence)');
    expect(trainer.words('[part=error]')).to.match(/^holiday\.bin: expected /);
    expect(trainer.figure.eventNames).to.deep.equal(['net-error']);
    expect(trainer.figure.all('[part=curves] .arm')).to.have.length(3);
    expect(trainer.find('[type=submit]')).not.to.equal(null);
    await expect(trainer.figure.element).to.be.accessible();
  });

  it('trains on views of our drawings, and draws the loss beside ours', async () => {
    const trainer = await Trainer.open();
    await trainer.enter('#arm', 'relu');
    await trainer.enter('#count', '200');
    await trainer.enter('#epochs', '1');
    await trainer.press('Train');
    await until(() => /step \d+ of 10/.test(trainer.words('progress + p')), 'a step');
    expect(trainer.words('progress + p')).to.match(/loss \d\.\d\d; [\d,]+ images a second; about \d+ (s|min) left/);
    await trainer.status('Training finished.');
    expect(trainer.words('[part=error]')).to.equal('');
    expect(trainer.words('caption')).to.contain('200 views of 8 drawings').and.to.contain('160 images trained on');
    expect(trainer.words('tbody tr')).to.match(/^1 \d\.\d{3} \d+ % \d+ % /);
    expect(trainer.words('p')).to.contain('levels cannot be compared with ours');
    expect(trainer.figure.words('[part=curves] .own .label')).to.equal('yours: ReLU after the addition');
    expect(trainer.figure.words('[aria-label=Curves] [aria-pressed=true]')).to.equal('Training loss');
    await expect(trainer.figure.element).to.be.accessible();
    await trainer.press('Clear');
    await trainer.figure.element.updateComplete;
    expect(trainer.figure.all('[part=curves] .own')).to.have.length(0);
  });

  it('stops when it is told to, and could start again', async () => {
    const trainer = await Trainer.open();
    await trainer.enter('#epochs', '30');
    await trainer.press('Train');
    await until(() => trainer.words('progress + p').includes('step 1 of'), 'a step');
    await trainer.press('Stop');
    await trainer.status('Training stopped.');
    expect(trainer.words('[part=error]')).to.equal('');
    expect(trainer.find('progress')).to.equal(null);
    expect(trainer.find<HTMLButtonElement>('[type=submit]')!.disabled).to.equal(false);
  });
});
