import { expect, fixture, html } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import type { TemplateResult } from 'lit';
import '../../src/elements/net-explorer/net-explorer.js';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import { settled } from '../support/inspection.js';
import { seen } from '../support/seen.js';

/** What is asked for once an engine is wanted, by the page or by its worker. */
const ENGINE = /tfjs|\/src\/runtime\/(engine|worker)\.ts(\?worker_file|$)|\.wasm|\.safetensors/;

const engineFiles = async (): Promise<string[]> =>
  (await executeServerCommand<string[], null>('requests-made')).filter((address) => ENGINE.test(address));

class Reader {
  private constructor(
    readonly explorer: NetExplorer,
    private readonly before: number,
  ) {}

  static async on(template: TemplateResult): Promise<Reader> {
    const before = (await engineFiles()).length;
    return new Reader(await fixture<NetExplorer>(template), before);
  }

  get inspection() {
    return this.explorer.state!.inspection;
  }

  get image(): HTMLElement {
    return this.explorer.shadowRoot!.querySelector('net-image')!;
  }

  /** What of an engine has been asked for since this explorer is there. */
  async engineFiles(): Promise<readonly string[]> {
    return (await engineFiles()).slice(this.before);
  }

  get words(): string {
    return this.image.shadowRoot!.querySelector('.outcome')!.textContent!.replace(/\s+/g, ' ');
  }

  /** What the reader is told that the image is, most probable first. */
  guess(): Promise<string[]> {
    return seen(() => {
      const labels = [...(this.image?.shadowRoot?.querySelectorAll('.predictions .label') ?? [])];
      return labels.length > 0 && labels.map(({ textContent }) => textContent!.trim());
    });
  }

  drawings() {
    return seen(() => this.image.shadowRoot?.querySelector('.samples button'));
  }

  async arrived(): Promise<void> {
    const image = await seen(() => this.image);
    image.scrollIntoView();
    await this.drawings();
    await this.inspection.arrive();
    await this.explorer.updateComplete;
  }
}

const none = html`<net-explorer preset="post"></net-explorer>`;

before(() => executeServerCommand('requests-begin'));

describe('an explorer, nothing touched', () => {
  const explorers: Readonly<Record<string, readonly [TemplateResult, string]>> = {
    'as it is': [none, 'ship'],
    'with a drawing': [html`<net-explorer preset="post" image="frog"></net-explorer>`, 'frog'],
    'with the weights that fit, by name': [
      html`<net-explorer preset="post" image="cat" weights="post-cifar10-w1"></net-explorer>`,
      'cat',
    ],
    'a quarter as wide': [html`<net-explorer preset="post" width="0.25" image="cat"></net-explorer>`, 'cat'],
  };
  for (const [title, [template, label]] of Object.entries(explorers))
    it(`${title}: has photo, pictures and guess, and asks for no engine`, async () => {
      const reader = await Reader.on(template);
      expect((await reader.guess())[0]).to.equal(label);
      await expect(reader.image).to.be.accessible();
      expect(reader.words)
        .to.match(/As stored with this page/)
        .and.not.to.match(/Run in/);
      const canvas = await seen(() =>
        reader.image.shadowRoot!.querySelector<HTMLCanvasElement>('canvas:not([hidden])'),
      );
      expect([canvas.width, canvas.height]).to.deep.equal([32, 32]);
      expect(reader.inspection.thumbnails.size).to.be.above(10);
      expect(reader.inspection.phase).to.equal('idle');
      expect(await reader.engineFiles()).to.deep.equal([]);
    });

  const others: Readonly<Record<string, TemplateResult>> = {
    'another image size': html`<net-explorer preset="post" resolution="64"></net-explorer>`,
    'another padding': html`<net-explorer preset="post" padding="same"></net-explorer>`,
    'other weights': html`<net-explorer preset="post" weights="random:7"></net-explorer>`,
    'weights that were trained as another network': html`<net-explorer
      preset="post"
      weights="post-cifar10-w025"
    ></net-explorer>`,
    'another network': html`<net-explorer network="squeezenet"></net-explorer>`,
  };
  for (const [title, template] of Object.entries(others))
    it(`${title}: shows no guess that is not its own`, async () => {
      const reader = await Reader.on(template);
      await reader.explorer.state!.ready;
      await reader.arrived();
      expect(reader.inspection.top).to.equal(undefined);
      expect(reader.image.shadowRoot!.querySelector('.predictions')).to.equal(null);
      expect(reader.inspection.thumbnails.size).to.equal(0);
    });
});

describe('an explorer, at the first act that needs an engine', () => {
  it('runs, keeps what is shown until then, and says that it was run', async () => {
    const reader = await Reader.on(none);
    const guess = await reader.guess();
    const { inspection } = reader;
    const first = new Set<unknown>();
    inspection.addEventListener('change', () => first.add(inspection.phase !== 'idle' && inspection.top?.[0]?.label));
    reader.explorer.state!.select('stage2/block1');
    inspection.start();
    await settled(inspection);
    expect([...first]).to.deep.equal(['ship']);
    await seen(() => /Run in/.test(reader.words));
    expect(await reader.guess()).to.deep.equal(guess);
    expect((await reader.engineFiles()).some((address) => address.includes('.safetensors'))).to.equal(true);
  });

  it('an option: the guess of the other network goes at once', async () => {
    const reader = await Reader.on(none);
    await reader.guess();
    reader.explorer.state!.changeOptions({ padding: 'same' });
    expect([reader.inspection.top, reader.inspection.thumbnails.size]).to.deep.equal([undefined, 0]);
    await settled(reader.inspection);
    expect(reader.inspection.weights!.departure).to.not.equal(undefined);
  });

  it('another drawing: what is known of it stands there while the engine loads', async () => {
    const reader = await Reader.on(none);
    await reader.guess();
    await reader.arrived();
    reader.image.shadowRoot!.querySelector<HTMLElement>('[aria-label="Frog"]')!.click();
    await seen(() => reader.inspection.top?.[0]?.label === 'frog' || reader.inspection.phase === 'failed');
    await settled(reader.inspection);
    expect(reader.inspection.result!.top[0]!.label).to.equal('frog');
    expect(reader.inspection.stored).to.equal(undefined);
  });
});

describe('loading', () => {
  const bars = ({ shadowRoot }: NetExplorer): Element[] => {
    const parts = [shadowRoot!, shadowRoot!.querySelector('net-inspector')!.shadowRoot!];
    return parts
      .flatMap((part) => [...part.querySelectorAll('net-image, net-weights, net-activations')])
      .flatMap((part) => [...part.shadowRoot!.querySelectorAll('progress')]);
  };

  /** What the bar and its text have said, at each change. */
  async function watch({ explorer, image, inspection }: Reader): Promise<{ said: string[]; most: number }> {
    const [said, counts]: [string[], number[]] = [[], []];
    const ending = new AbortController();
    const look = (): void => {
      if (ending.signal.aborted) return;
      counts.push(bars(explorer).length);
      said.push((image.shadowRoot!.querySelector('.progress')?.textContent ?? '').replace(/\s+/g, ' ').trim());
    };
    inspection.addEventListener('change', () => requestAnimationFrame(look), { signal: ending.signal });
    inspection.start();
    await settled(inspection);
    ending.abort();
    return { said, most: Math.max(...counts) };
  }

  it('is one bar for code, binaries and weights, with bytes of bytes', async () => {
    const reader = await Reader.on(none);
    await reader.guess();
    reader.explorer.state!.select('stage2/block1');
    await seen(() => customElements.get('net-inspector') && customElements.get('net-weights'));
    const { said, most } = await watch(reader);
    expect(most).to.equal(1);
    const bytes = said.filter((text) => /^Loading… [\d.]+ of 5\.\d\d MB Cancel$/.test(text));
    expect(bytes.length, said.join(' | ')).to.be.above(0);
  });

  it('is tried again by itself once a lost connection comes back', async () => {
    // Weights that no earlier test has left in the engine.
    const reader = await Reader.on(html`<net-explorer preset="post" width="0.25" image="dog"></net-explorer>`);
    const guess = await reader.guess();
    await executeServerCommand('requests-block', ['*.safetensors*']);
    reader.inspection.start();
    await settled(reader.inspection);
    expect(reader.inspection.phase).to.equal('failed');
    expect(await reader.guess()).to.deep.equal(guess);
    await seen(() => /Try again/.test(reader.image.shadowRoot!.textContent!));
    await executeServerCommand('requests-block', []);
    dispatchEvent(new Event('online'));
    await seen(() => reader.inspection.phase === 'ready');
    expect(reader.image.shadowRoot!.querySelector('[part="error"]')).to.equal(null);
  });
});
