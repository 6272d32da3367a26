import { expect, html } from '@open-wc/testing';
import '../../src/elements/net-blocks/net-blocks.js';
import '../../src/elements/net-model/net-model.js';
import type { NetBlocks } from '../../src/elements/net-blocks/net-blocks.js';
import type { NetErrorEvent } from '../../src/elements/shared/events.js';
import type { NetModel } from '../../src/elements/net-model/net-model.js';
import { Reader } from '../support/reader.js';

const facing = () => html`<net-blocks left="resnet?depth=50" right="mobilenet-v2"></net-blocks>`;

describe('net-blocks', () => {
  it('is accessible', async () => {
    const reader = await Reader.of<NetBlocks>(facing());
    await expect(reader.element).to.be.accessible();
  });

  it('names what differs, one by one', async () => {
    const reader = await Reader.of<NetBlocks>(facing());
    const table = reader.words('tbody tr');
    for (const text of [
      '256 → 64 → 64 → 256: fat, thin, fat',
      '24 → 144 → 144 → 24: thin, fat, thin',
      'each of 64 filters sees all 64 channels',
      'each of 144 filters sees one channel',
      'joins the fat ends, 256 channels',
      'joins the thin ends, 24 channels',
      'ReLU, after the addition',
      'what it hands on is linear',
      '70,400 8,832',
      '56×56×256',
    ])
      expect(table).to.contain(text);
  });

  it('says the drawing in words', async () => {
    const reader = await Reader.of<NetBlocks>(facing());
    expect(reader.all('[part=block] svg').map((svg) => svg.getAttribute('aria-label'))).to.deep.equal([
      'residual bottleneck 256 → 256 at 56×56: 256 → 1×1 → 64 → 3×3 → 64 → 1×1 → 256; shortcut joins the fat ends, 256 channels',
      'inverted residual 24 → 24, t = 6 at 56×56: 24 → 1×1 → 144 → 3×3 depthwise → 144 → 1×1 → 24; shortcut joins the thin ends, 24 channels',
    ]);
  });

  it('shows another block when a reader picks one', async () => {
    const reader = await Reader.of<NetBlocks>(facing());
    await reader.enter('#right', 'stage4/block2');
    expect(reader.words('tbody tr')).to.contain('64 → 384 → 384 → 64');
  });

  it('finds no difference between a block and itself', async () => {
    const reader = await Reader.of<NetBlocks>(html`<net-blocks left="mobilenet-v2" right="mobilenet-v2"></net-blocks>`);
    expect(reader.words('[role=status]')).to.contain('in 0 of');
  });

  it('faces the network of the model around where no right one is named', async () => {
    const outer = await Reader.of<NetModel>(
      html`<net-model preset="post" width="0.5"><net-blocks></net-blocks></net-model>`,
    );
    const reader = new Reader(outer.element.querySelector<NetBlocks>('net-blocks')!);
    await reader.element.updateComplete;
    expect(reader.words('thead th')).to.contain(outer.state.network.title);
  });

  it('says what is wrong, draws nothing else and tells the page', async () => {
    const reader = await Reader.of<NetBlocks>(facing());
    for (const [left, sentence] of [
      ['vgg', 'left: network "vgg"'],
      ['squeezenet', 'left: no block of SqueezeNet'],
      ['resnet?depth=51', 'option depth'],
    ] as const) {
      reader.element.left = left;
      await reader.element.updateComplete;
      expect(reader.words('[part=error]')).to.contain(sentence);
      expect(reader.element.shadowRoot!.querySelector('svg')).to.equal(null);
    }
    await Promise.resolve();
    expect(reader.eventNames).to.deep.equal(['net-error', 'net-error', 'net-error']);
  });

  for (const side of ['left', 'right'] as const)
    it(`${side}-block: says which blocks there are where one is named that is not, draws none, and tells the page`, async () => {
      const reader = await Reader.of<NetBlocks>(facing());
      reader.element[`${side}Block`] = 'stage9/block1';
      await reader.element.updateComplete;
      await Promise.resolve();
      const sentence = reader.words('[part=error]');
      expect(sentence).to.match(
        new RegExp(`^${side}-block: expected a block of .* stage2/block1.*; got "stage9/block1"$`),
      );
      expect(reader.all('svg, table')).to.have.length(0);
      expect(reader.events.map((event) => (event as NetErrorEvent).message)).to.deep.equal([sentence]);
      reader.element[`${side}Block`] = 'stage2/block2';
      await reader.element.updateComplete;
      expect(reader.find<HTMLSelectElement>(`#${side}`).value).to.equal('stage2/block2');
      expect(reader.all('[part=error]')).to.have.length(0);
    });

  it('keeps what a reader picked while there is such a block', async () => {
    const outer = await Reader.of<NetModel>(html`<net-model preset="paper"><net-blocks></net-blocks></net-model>`);
    const reader = new Reader(outer.element.querySelector<NetBlocks>('net-blocks')!);
    await reader.enter('#right', 'stage4/block3');
    outer.state.changeOptions({ width: 0.5 });
    await reader.element.updateComplete;
    expect(reader.find<HTMLSelectElement>('#right').value).to.equal('stage4/block3');
    outer.state.changeOptions({ blocks: [[6, 24, 2, 1]] });
    await reader.element.updateComplete;
    expect(reader.find<HTMLSelectElement>('#right').value).to.match(/^stage1/);
    expect(reader.all('[part=error]')).to.have.length(0);
  });
});
