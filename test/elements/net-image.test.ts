import { expect, html, oneEvent } from '@open-wc/testing';
import type { NetErrorEvent, NetImageChangeEvent } from '../../src/elements/shared/events.js';
import { until } from '../support/page.js';
import { ImageHarness, pictureFile, settled, smallModel } from '../support/inspection.js';

const small = () => ImageHarness.from(smallModel(html`<net-image></net-image>`));
const alone = html`<net-image preset="post"></net-image>`;

describe('net-image: accessible', () => {
  it('before anything has run', async () => {
    const harness = await small();
    await harness.samples();
    await expect(harness.element).to.be.accessible();
  });

  it('with predictions, and with an error', async () => {
    const harness = await small();
    await harness.chooseSample('Frog');
    await expect(harness.element).to.be.accessible();
    await harness.drop(new File(['no picture'], 'photo.png', { type: 'image/png' }));
    await expect(harness.element).to.be.accessible();
  });
});

describe('net-image: what it says', () => {
  it('shows the first drawing and loads nothing until it is asked', async () => {
    const harness = await small();
    expect(await harness.samples()).to.deep.equal([
      'Ship',
      'Airplane',
      'Automobile',
      'Truck',
      'Horse',
      'Frog',
      'Cat',
      'Dog',
    ]);
    expect(harness.title).to.equal('Ship');
    expect(harness.inspection.phase).to.equal('idle');
    await harness.click('Run the network on this image');
    await harness.ran();
    expect(harness.predictions).to.have.length(5);
  });

  it('says a sentence in the place of a picture that is not there, before anything has run', async () => {
    const harness = await ImageHarness.from(html`<net-image preset="post" image="/nothere.png"></net-image>`);
    await until(() => harness.textOf('[part="error"]'), 'the sentence');
    expect(harness.textOf('[part="error"]')).to.equal(
      'image: expected a picture, got nothing that can be shown as one: /nothere.png',
    );
    expect(harness.element.shadowRoot!.querySelector('.frame img')).to.equal(null);
    expect(harness.inspection.phase).to.equal('idle');
    await harness.chooseSample('Cat');
    expect(harness.element.shadowRoot!.querySelector('[part="error"]')).to.equal(null);
    expect(harness.element.shadowRoot!.querySelector('.frame img')).to.not.equal(null);
  });

  it('lists five classes, most probable first, with time and backend', async () => {
    const harness = await small();
    await harness.chooseSample('Cat');
    const { top, backend } = harness.inspection.result!;
    expect(harness.predictions.map((text) => text.split(' ')[0])).to.deep.equal(top.map(({ label }) => label));
    expect(harness.textOf('.origin')).to.match(new RegExp(`^Run in [\\d.]+ ms on ${backend}\\.$`));
  });

  it('says that with random weights the prediction means nothing', async () => {
    const harness = await small();
    await harness.chooseSample('Cat');
    expect(harness.textOf('.caution')).to.equal('Random weights, seed 7: the prediction means nothing.');
  });

  it('says why there is no prediction where the output is a map', async () => {
    const tag = html`<net-image preset="post" width="0.25" resolution="64x48" weights="random:7"></net-image>`;
    const harness = await ImageHarness.from(tag);
    await harness.chooseSample('Cat');
    expect(harness.predictions).to.deep.equal([]);
    expect(harness.textOf('.facts')).to.contain('The output is 2×1×10, a map of 2 places: no class');
  });

  it('shows the pixels that the network was given', async () => {
    const harness = await small();
    await harness.drop(await pictureFile('red.png', 64, 64, '#ff0000'));
    const canvas = await harness.shown<HTMLCanvasElement>('canvas:not([hidden])');
    await harness.element.updateComplete;
    expect([canvas.width, canvas.height]).to.deep.equal([32, 32]);
    expect([...canvas.getContext('2d')!.getImageData(16, 16, 1, 1).data]).to.deep.equal([255, 0, 0, 255]);
  });

  it('recognises the drawings with the weights that come with the package, and says how good those are', async () => {
    const harness = await ImageHarness.from(alone);
    const right: string[] = [];
    for (const title of await harness.samples()) {
      await harness.chooseSample(title);
      if (harness.inspection.result!.top[0]!.label === title.toLowerCase()) right.push(title);
    }
    expect(right).to.deep.equal(await harness.samples());
    const [shipped] = (await (await fetch('/weights/index.json')).json()) as { accuracy: { top1: number } }[];
    const share = `${(100 * shipped!.accuracy.top1).toFixed(1)} %`;
    expect(harness.textOf('.facts')).to.contain(`${share} right on the 10,000 images of the CIFAR-10 test set`);
  });
});

describe('net-image: how an image becomes the input', () => {
  /** The left half red, the rest blue. */
  async function halves(width: number, height: number): Promise<File> {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d')!;
    for (const [colour, x] of [
      ['#ff0000', 0],
      ['#0000ff', width / 2],
    ] as const) {
      context.fillStyle = colour;
      context.fillRect(x, 0, width / 2, height);
    }
    return new File([await canvas.convertToBlob()], 'halves.png', { type: 'image/png' });
  }

  const columns = async (harness: ImageHarness): Promise<string[]> => {
    const canvas = await harness.shown<HTMLCanvasElement>('canvas:not([hidden])');
    const { data } = canvas.getContext('2d')!.getImageData(0, 16, 32, 1);
    return Array.from({ length: 32 }, (_, x) => data.slice(4 * x, 4 * x + 3).join());
  };

  it('says what of it is seen, shows it on the photo, and fits it otherwise at a press', async () => {
    const harness = await small();
    await harness.drop(await halves(128, 64));
    await harness.shown('[part="fitting"] button');
    expect(harness.textOf('[part="fitting"] span').replaceAll('\u00a0', ' ')).to.equal(
      'Seen: middle square of 128 × 64, resized to 32 × 32',
    );
    const rect = harness.find('.seen rect')!;
    expect(['x', 'y', 'width', 'height'].map((name) => Number(rect.getAttribute(name)))).to.deep.equal([32, 0, 64, 64]);
    await expect(harness.element).to.be.accessible();
    const cropped = [...harness.inspection.result!.logits];

    await harness.click('Letterbox');
    await harness.ran();
    expect(harness.state.fit).to.equal('letterbox');
    expect(harness.find('.seen')).to.equal(null);
    expect([...harness.inspection.result!.logits]).to.not.deep.equal(cropped);

    await harness.click('Squash');
    await harness.ran();
    const red = (await columns(harness)).filter((colour) => colour === '255,0,0');
    expect(red).to.have.length.within(15, 16);
  });

  it('takes it from an attribute and gives it as a property', async () => {
    const harness = await ImageHarness.from(
      html`<net-image width="0.35" resolution="32" classes="10" weights="random:7" image-fit="squash"></net-image>`,
    );
    expect([harness.state.fit, harness.element.imageFit]).to.deep.equal(['squash', 'squash']);
    harness.element.imageFit = 'letterbox';
    expect(harness.state.fit).to.equal('letterbox');
  });

  it('has nothing to choose where the image has the input’s shape', async () => {
    const harness = await small();
    await harness.shown('[part="fitting"]');
    expect(harness.find('[part="fitting"] button')).to.equal(null);
  });

  it('takes the accuracy away where it was measured otherwise', async () => {
    const harness = await ImageHarness.from(html`<net-image preset="post"></net-image>`);
    await harness.drop(await halves(128, 64));
    expect(harness.textOf('.facts')).to.contain('% right on');
    await harness.click('Squash');
    await harness.ran();
    expect(harness.textOf('.facts')).to.contain('run on all of it').and.to.not.contain('% right on');
  });
});

describe('net-image: giving an image', () => {
  it('tells the page with the title and the file: from a drawing', async () => {
    const harness = await small();
    const told = oneEvent(harness.element, 'net-image-change') as unknown as Promise<NetImageChangeEvent>;
    await harness.chooseSample('Horse');
    const { title, image } = await told;
    expect([title, image.type]).to.deep.equal(['Horse', 'image/webp']);
    expect(harness.state.image).to.deep.equal({ kind: 'sample', id: 'horse' });
  });

  const ways = {
    'a chosen file': (harness: ImageHarness, file: File) => harness.chooseFile(file),
    'a drop': (harness: ImageHarness, file: File) => harness.drop(file),
    'a paste': (harness: ImageHarness, file: File) => harness.paste(file),
  };
  for (const [way, give] of Object.entries(ways)) {
    it(`tells the page with the title and the file: from ${way}`, async () => {
      const harness = await small();
      const told = oneEvent(harness.element, 'net-image-change') as unknown as Promise<NetImageChangeEvent>;
      const file = await pictureFile('mine.png', 40, 30);
      await give(harness, file);
      const event = await told;
      expect([event.title, event.image]).to.deep.equal(['mine.png', file]);
      expect(harness.title).to.equal('mine.png');
      expect(harness.predictions).to.have.length(5);
    });
  }

  it('leaves a paste elsewhere on the page alone', async () => {
    const harness = await small();
    const data = new DataTransfer();
    data.items.add(await pictureFile('mine.png', 8, 8));
    const event = new ClipboardEvent('paste', { clipboardData: data, cancelable: true });
    document.dispatchEvent(event);
    expect(event.defaultPrevented).to.equal(false);
    expect(harness.state.image).to.equal(undefined);
  });

  it('takes an image from an attribute: a drawing by its id', async () => {
    const harness = await ImageHarness.from(
      html`<net-image width="0.35" resolution="32" classes="10" weights="random" image="dog"></net-image>`,
    );
    await harness.samples();
    expect(harness.title).to.equal('Dog');
    harness.inspection.start();
    await harness.ran();
    expect(harness.inspection.image!.title).to.equal('Dog');
  });

  it('names the drawings where the attribute names none', async () => {
    const harness = await ImageHarness.from(
      html`<net-image width="0.35" resolution="32" classes="10" weights="random" image="unicorn"></net-image>`,
    );
    harness.inspection.start();
    await harness.ran();
    expect(harness.error).to.contain('expected an address or one of ship, airplane').and.to.contain('got "unicorn"');
  });
});

describe('net-image: when something is wrong', () => {
  it('says so for text named .png, keeps the last good image and its predictions, and tells the page', async () => {
    const harness = await ImageHarness.from(alone);
    await harness.chooseSample('Ship');
    const before = harness.predictions;
    const told = oneEvent(harness.element, 'net-error') as unknown as Promise<NetErrorEvent>;
    await harness.drop(new File(['no picture'], 'photo.png', { type: 'image/png' }));
    expect((await told).source).to.equal('image');
    expect(harness.error).to.contain('photo.png').and.to.contain('text/plain');
    expect(harness.title).to.equal('Ship');
    expect(harness.predictions).to.deep.equal(before);
  });

  it('forgets the error with the next good image', async () => {
    const harness = await small();
    await harness.drop(new File([], 'empty.jpg', { type: 'image/jpeg' }));
    expect(harness.error).to.contain('empty.jpg');
    await harness.drop(await pictureFile('good.png', 20, 20));
    expect(harness.error).to.equal('');
  });

  it('runs on long and narrow pictures', async () => {
    const harness = await small();
    await harness.drop(await pictureFile('narrow.png', 5000, 4));
    expect(harness.error).to.equal('');
    expect(harness.predictions).to.have.length(5);
  });

  it('says which sizes it takes, and what came', async () => {
    const harness = await small();
    await harness.drop(await pictureFile('dot.png', 1, 1));
    expect(harness.error).to.contain('expected 4 to').and.to.contain('got 1×1');
  });

  it('says what it expected where something other than a file is dropped', async () => {
    const harness = await small();
    const told = oneEvent(harness.element, 'net-error') as unknown as Promise<NetErrorEvent>;
    void harness.drop('just words');
    expect((await told).message).to.contain('expected a file to be dropped');
    await harness.element.updateComplete;
    expect(harness.error).to.contain('expected a file to be dropped');
  });

  it('says why there is no camera', async () => {
    const harness = await small();
    const told = oneEvent(harness.element, 'net-error') as unknown as Promise<NetErrorEvent>;
    await harness.click('Camera');
    expect((await told).message).to.match(/^camera: \S/);
  });

  it('says nothing of a camera that is refused after another image was chosen', async () => {
    const harness = await small();
    let refuse!: (error: Error) => void;
    const asked = new Promise<MediaStream>((_, reject) => (refuse = reject));
    Object.defineProperty(navigator.mediaDevices, 'getUserMedia', { configurable: true, value: () => asked });
    try {
      await harness.click('Camera');
      await harness.chooseSample('Cat');
      refuse(new Error('Permission denied'));
      await asked.catch(() => undefined);
      await harness.element.updateComplete;
      expect(harness.error).to.equal('');
    } finally {
      Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia');
    }
  });

  it('says what is wrong with weights, and tries again when asked', async () => {
    const harness = await small();
    harness.state.setWeights({ kind: 'address', href: 'no-such-weights.safetensors', isLinked: false });
    harness.inspection.start();
    await harness.ran();
    expect(harness.error).to.contain('no-such-weights.safetensors');
    harness.state.setWeights({ kind: 'random', seed: 3 });
    await settled(harness.inspection);
    await harness.ran();
    expect(harness.error).to.equal('');
    expect(harness.predictions).to.have.length(5);
  });
});
