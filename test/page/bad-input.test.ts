import { expect, fixture, html } from '@open-wc/testing';
import '../../src/explorer/bring-running.js';
import '../../src/elements/net-explorer/net-explorer.js';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import type { NetErrorEvent } from '../../src/elements/shared/events.js';
import { Page, until, wordsOf } from '../support/page.js';

/** The words of every error sentence that a reader sees in an element. */
function sentences(element: Element): string {
  const parts = [...(element.shadowRoot?.querySelectorAll('*') ?? [])].flatMap((part) =>
    part.getAttribute('part') === 'error' ? [wordsOf(part)] : part.shadowRoot ? [sentences(part)] : [],
  );
  return parts.join(' ');
}

describe('bad input: a sentence, an event, and never another network', () => {
  let explorer: NetExplorer;
  let heard: NetErrorEvent[];

  const isRunning = (): boolean => explorer.state!.inspection.phase === 'ready' && !!explorer.state!.inspection.result;
  const drawn = (): string => explorer.state!.network.title;

  /** Waits for the sentence, and says that the event came with it. */
  async function isTold(...words: string[]): Promise<void> {
    await until(() => words.every((word) => sentences(explorer).includes(word)), `a sentence with ${words.join(', ')}`);
    expect(
      heard.some(({ message }) => words.every((word) => message.includes(word))),
      'net-error',
    ).to.equal(true);
  }

  async function open(): Promise<void> {
    explorer = await fixture<NetExplorer>(html`<net-explorer preset="post" image="ship"></net-explorer>`);
    heard = [];
    explorer.addEventListener('net-error', (event) => heard.push(event));
    explorer.state!.inspection.start(); // what the package knows of a drawing needs no engine
  }

  async function openRunning(): Promise<void> {
    await open();
    await until(isRunning, 'the network running');
  }

  describe('options', () => {
    beforeEach(open);

    for (const [attribute, text, words] of [
      ['width', '-1', ['width', '-1']],
      ['width', 'wide', ['width', 'wide']],
      ['blocks', 'nonsense', ['blocks', 'nonsense']],
      ['blocks', '6,24,2', ['blocks', 'row 1']],
      ['preset', 'paperr', ['preset', 'paperr']],
      ['convention', 'mine', ['convention', 'mine']],
    ] as const) {
      it(`${attribute}="${text}": nothing else in its place`, async () => {
        explorer.setAttribute(attribute, text);
        await isTold(...words);
        expect(explorer.shadowRoot!.querySelector('net-graph')).to.equal(null);
        expect(explorer.state).to.equal(undefined);
      });
    }

    it('select="stage9/block1": the network all the same', async () => {
      const before = drawn();
      explorer.setAttribute('select', 'stage9/block1');
      await isTold('stage9/block1');
      expect(drawn()).to.equal(before);
    });

    it('s = 2 at 32 pixels: names the pooling and still draws what comes before it', async () => {
      explorer.setAttribute('stem-stride', '2');
      await isTold('pool', '4×4');
      expect(explorer.state!.network.nodes).to.have.length(148);
    });
  });

  describe('images', () => {
    const drop = (file: File): void => {
      const data = new DataTransfer();
      data.items.add(file);
      const target = explorer.shadowRoot!.querySelector('net-image')!;
      target.dispatchEvent(
        new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true, composed: true }),
      );
    };

    async function picture(width: number, height: number, name: string): Promise<File> {
      const canvas = new OffscreenCanvas(width, height);
      canvas.getContext('2d')!.fillRect(0, 0, width, height);
      return new File([await canvas.convertToBlob()], name, { type: 'image/png' });
    }

    beforeEach(openRunning);

    for (const [what, file, words] of [
      ['a text named .png', async () => new File(['not an image'], 'photo.png', { type: 'image/png' }), ['photo.png']],
      ['an image of 1×1 pixel', () => picture(1, 1, 'dot.png'), ['1×1']],
      ['an image 20,000 pixels wide', () => picture(20_000, 10, 'strip.png'), ['20000']],
    ] as const) {
      it(what, async () => {
        const { image } = explorer.state!;
        const { result } = explorer.state!.inspection;
        drop(await file());
        await isTold(...words);
        expect(explorer.state!.inspection.result).to.equal(result);
        expect(explorer.state!.image).to.deep.equal(image);
        expect(isRunning()).to.equal(true);
      });
    }
  });

  describe('weights', () => {
    beforeEach(openRunning);

    const shipped = async (): Promise<ArrayBuffer> =>
      (await fetch('/weights/post-cifar10-w1.safetensors')).arrayBuffer();
    const address = (parts: BlobPart[]): string => URL.createObjectURL(new Blob(parts));

    /** The shipped file with two axes of its first tensor exchanged in the header. */
    async function misshaped(): Promise<string> {
      const file = new Uint8Array(await shipped());
      const [right, wrong] = ['"shape":[32,3,3,3]', '"shape":[3,32,3,3]'].map((text) => new TextEncoder().encode(text));
      const header = new TextDecoder('latin1').decode(file.subarray(0, 60_000));
      file.set(wrong!, header.indexOf(new TextDecoder().decode(right)));
      return address([file]);
    }

    for (const [what, url, words] of [
      ['an address that is not there', () => '/no-such-weights.safetensors', ['no-such-weights.safetensors', '404']],
      ['a truncated .safetensors', async () => address([(await shipped()).slice(0, 1_000_000)]), ['got a file with']],
      ['a mis-shaped .safetensors', misshaped, ['conv1.weight', '[3, 32, 3, 3]']],
      [
        'a model.json with a missing shard',
        () => new URL('../support/broken/model.json', import.meta.url).href,
        ['missing-shard.bin'],
      ],
    ] as const) {
      it(what, async () => {
        const { result } = explorer.state!.inspection;
        explorer.setAttribute('weights', await url());
        await isTold(...words);
        expect(explorer.state!.inspection.result).to.equal(result);
        expect(isRunning()).to.equal(true);
      });
    }
  });

  it('leaves the rest of the page alive', async () => {
    const page = await Page.open('/index.html?width=-1&network=mobilenet-v2');
    const { document: inside } = page;
    await until(
      () => wordsOf(inside.querySelector('net-value')?.shadowRoot ?? undefined).includes('M'),
      'a number in the text',
    );
    await until(() => sentences(inside.querySelector('net-explorer')!).includes('width'), 'the sentence');
    page.close();
  });
});
