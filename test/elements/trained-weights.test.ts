import { expect, fixture, html } from '@open-wc/testing';
import '../../src/elements/net-image/net-image.js';
import '../../src/elements/net-model/net-model.js';
import '../../src/elements/net-weights/net-weights.js';
import type { NetModel } from '../../src/elements/net-model/net-model.js';
import type { WeightsChoice } from '../../src/explorer/weights/choice.js';
import { seen, settled } from '../support/inspection.js';
import { wordsOf } from '../support/page.js';

const MEASURED = '% right on the 10,000 images';
const NOT_MEASURED = 'its accuracy was not measured so.';

/** A model of the quarter-width network that the package has weights of, with other options where a test gives them. */
class Page {
  private constructor(private readonly model: NetModel) {}

  static async with(
    options: {
      width?: string;
      classes?: string;
      pool?: string;
      resolution?: string;
      preset?: string;
      weights?: WeightsChoice;
    } = {},
  ): Promise<Page> {
    const { width = '0.25', classes = '10', pool = '4x4', resolution = '32', preset = 'post', weights } = options;
    const model = await fixture<NetModel>(html`
      <net-model preset=${preset} width=${width} classes=${classes} pool=${pool} resolution=${resolution} image="ship">
        <net-image></net-image><net-weights></net-weights>
      </net-model>
    `);
    const page = new Page(model);
    await seen(() => model.state?.isShown);
    if (weights) page.state.setWeights(weights);
    page.state.inspection.start();
    return page;
  }

  get state() {
    return this.model.state!;
  }

  get used() {
    return this.state.inspection.weights;
  }

  /** What the page says of the weights: beside the prediction, and where weights are chosen. */
  async facts(): Promise<readonly [image: string, weights: string]> {
    await settled(this.state.inspection);
    const words = await Promise.all([this.wordsIn('net-image', '.facts'), this.wordsIn('net-weights', '.facts')]);
    return words as [string, string];
  }

  private async wordsIn(tag: 'net-image' | 'net-weights', part: string): Promise<string> {
    const element = this.model.querySelector(tag)!;
    await element.updateComplete;
    return wordsOf(element.shadowRoot!.querySelector(part)!);
  }

  /** What a reader does in the controls. */
  change(options: Readonly<Record<string, string | number>>): void {
    const { network, options: before } = this.state.choice;
    this.state.choose({ network, options: { ...before, ...options } });
  }
}

describe('trained weights: the accuracy', () => {
  it('stands beside exactly the network that it was measured with', async () => {
    const page = await Page.with();
    const [image, weights] = await page.facts();
    expect(image).to.contain(`84.0 ${MEASURED}`);
    expect(image + weights).not.to.contain(NOT_MEASURED);
    expect(page.used).to.include({ source: 'trained', departure: undefined });
  });

  it('does not stand beside another image size: the weights stay, and both networks are named', async () => {
    const page = await Page.with({ resolution: '64', pool: 'global' });
    const [image, weights] = await page.facts();
    const sentence = `Trained as MobileNetV2 0.25 @ 32, run as MobileNetV2 0.25 @ 64 with pooling global: ${NOT_MEASURED}`;
    expect(page.used).to.include({ source: 'trained' });
    expect(image).to.contain(sentence).and.not.to.contain(MEASURED);
    expect(weights).to.contain(sentence);
  });

  it('does not stand beside weights that are named, in another network that they fit', async () => {
    const page = await Page.with({ pool: 'global', weights: { kind: 'checkpoint', id: 'post-cifar10-w025' } });
    const [image] = await page.facts();
    expect(image)
      .to.contain(`run as MobileNetV2 0.25 @ 32 with pooling global: ${NOT_MEASURED}`)
      .and.not.to.contain(MEASURED);
  });

  it('does not stand where images are given otherwise than it was measured with', async () => {
    const weights = { kind: 'checkpoint', id: 'post-cifar10-w025', imageValues: 'signed' } as const;
    const page = await Page.with({ weights });
    const [image, used] = await page.facts();
    expect(image).to.contain(NOT_MEASURED).and.not.to.contain(MEASURED);
    expect(used).to.contain(NOT_MEASURED);
  });
});

describe('trained weights: when an option changes', () => {
  it('they stay while every tensor fits, and the accuracy comes back with their own network', async () => {
    const page = await Page.with();
    await page.facts();
    page.change({ activationPosition: 'after-projection' });
    expect((await page.facts())[0]).to.contain('with activation position after-projection: ');
    expect(page.used!.checkpoint!.id).to.equal('post-cifar10-w025');
    page.change({ activationPosition: 'linear' });
    expect((await page.facts())[0]).to.contain(MEASURED);
  });

  it('random ones come only where they do not fit, and that is said', async () => {
    const page = await Page.with();
    await page.facts();
    page.change({ width: 0.5 });
    const [image, weights] = await page.facts();
    const sentence = 'No trained weights that come with this page fit this network. Random weights, seed 1: ';
    expect(page.used).to.include({ source: 'random' });
    expect(image).to.contain(sentence);
    expect(weights).to.contain(sentence);
  });

  it('those that were named and do not fit are refused, with the tensor and both shapes', async () => {
    const page = await Page.with({ classes: '7', weights: { kind: 'checkpoint', id: 'post-cifar10-w025' } });
    await settled(page.state.inspection);
    expect(page.state.problem('weights')!.message).to.match(/tensor \S+: expected \[7, [\d, ]+\], got \[10, [\d, ]+\]/);
    expect(page.used).to.equal(undefined);
  });
});
