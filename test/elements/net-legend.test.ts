import { expect, html } from '@open-wc/testing';
import '../../src/elements/net-legend/net-legend.js';
import type { NetLegend } from '../../src/elements/net-legend/net-legend.js';
import { Reader } from '../support/reader.js';

describe('net-legend', () => {
  it('is accessible', async () => {
    const reader = await Reader.of<NetLegend>(html`<net-legend preset="post"></net-legend>`);
    await expect(reader.element).to.be.accessible();
  });

  it('names the two scales, the kinds that the network has and shortcuts', async () => {
    const reader = await Reader.of<NetLegend>(html`<net-legend preset="paper"></net-legend>`);
    expect(reader.words('li > span').split(' | ')).to.deep.equal([
      'height: √ of height × width',
      'thickness: √ of channels',
      'convolution',
      'pointwise convolution 1×1',
      'depthwise convolution',
      'batch normalisation',
      'activation',
      'pooling',
      'fully connected',
      'shortcut and addition',
    ]);
  });

  it('tells grouped convolutions, shuffles and concatenations from the others, as they are drawn', async () => {
    const reader = await Reader.of<NetLegend>(html`<net-legend network="shufflenet-v1"></net-legend>`);
    expect(reader.words('li > span')).to.contain('grouped pointwise convolution 1×1 | channel shuffle');
    expect(reader.words('li > span')).to.contain('branch and concatenation').and.contain('shortcut and addition');
    const drawn = (words: string) =>
      reader
        .all('li')
        .find((entry) => entry.textContent.trim() === words)!
        .querySelector('.swatch')!
        .getAttribute('d')!
        .split('Z').length - 1;
    expect(drawn('convolution')).to.equal(1);
    expect(drawn('grouped pointwise convolution 1×1')).to.equal(3);
    expect(drawn('depthwise convolution')).to.equal(3);
  });

  it('leaves out what the network does not have', async () => {
    const reader = await Reader.of<NetLegend>(html`<net-legend preset="post" shortcut="none"></net-legend>`);
    expect(reader.words('li')).not.to.contain('shortcut').and.not.to.contain('fully connected');
  });
});
