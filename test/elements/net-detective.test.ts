import { expect, fixture, html } from '@open-wc/testing';
import { explainFigure, titleOfReading } from '../../src/core/accounts.js';
import '../../src/elements/net-detective/net-detective.js';
import '../../src/elements/net-model/net-model.js';
import type { NetDetective } from '../../src/elements/net-detective/net-detective.js';
import type { NetModel } from '../../src/elements/net-model/net-model.js';
import { formatExact } from '../../src/words/format.js';
import { until } from '../support/page.js';
import { Reader } from '../support/reader.js';

async function answered(reader: Reader<NetDetective>): Promise<void> {
  await until(() => reader.all('.verdict').length, 'an answer');
  await reader.element.updateComplete;
}

async function type(reader: Reader<NetDetective>, figure: string): Promise<void> {
  const field = reader.find<HTMLInputElement>('#figure');
  field.value = figure;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await reader.element.updateComplete;
}

async function open(
  template = html`<net-detective preset="paper" figure="3.47M"></net-detective>`,
): Promise<Reader<NetDetective>> {
  const reader = await Reader.of<NetDetective>(template);
  await answered(reader);
  return reader;
}

describe('net-detective', () => {
  it('is accessible: with an answer, with none, with nonsense, empty', async () => {
    const reader = await open();
    await expect(reader.element).to.be.accessible();
    for (const figure of ['1.23M', 'abc', '']) {
      await type(reader, figure);
      await expect(reader.element).to.be.accessible();
    }
  });

  it('lists the readings that the core finds, the plainest first, each with its value', async () => {
    const reader = await open();
    const [first, ...others] = explainFigure('mobilenet-v2', { preset: 'paper' }, '3.47M');
    const [answer] = reader.all('.readings li');
    expect(answer!.textContent).to.contain(formatExact(first!.value)).and.to.contain(titleOfReading(first!.reading));
    expect(reader.all('.readings li').length)
      .to.be.greaterThan(1)
      .and.at.most(1 + others.length);
  });

  it('leaves out changes that change nothing', async () => {
    const words = (await open()).words('.readings li');
    expect(words).to.contain('kernels alone').and.not.to.contain('no BN, without the classifier’s bias');
  });

  it('answers as one types', async () => {
    const reader = await open();
    await type(reader, '3,504,872');
    expect(reader.words('.readings li')).to.contain('3,504,872').and.to.contain('the plain count');
    await type(reader, '3504872');
    expect(reader.words('.readings li')).to.contain('exact');
  });

  it('says which counts come nearest where none is the figure', async () => {
    const reader = await open();
    await type(reader, '301.6M');
    expect(reader.words('.verdict')).to.contain('No reading that we know gives these digits');
    expect(reader.words('.readings li')).to.match(/would print as 30\d\.\dM/);
  });

  it('names what it expected where there is no figure, and tells the page when the reader leaves it', async () => {
    const reader = await open();
    await type(reader, 'about three');
    expect(reader.words('[part=error]')).to.equal(
      'figure: expected a number such as 3.47M, 314M, 610.1 or 3,538,984, got "about three"',
    );
    expect(reader.find('#figure').getAttribute('aria-invalid')).to.equal('true');
    expect(reader.eventNames).to.deep.equal([]);
    await reader.enter('#figure', 'about three');
    expect(reader.eventNames).to.deep.equal(['net-error']);
  });

  it('tells the page at once where the tag says no figure', async () => {
    const reader = await open();
    reader.element.setAttribute('figure', 'many');
    await reader.element.updateComplete;
    expect(reader.words('[part=error]')).to.contain('got "many"');
    expect(reader.eventNames).to.deep.equal(['net-error']);
    reader.element.removeAttribute('figure');
    await reader.element.updateComplete;
    expect(reader.words('[part=error]')).to.equal('');
  });

  for (const example of ['3.47M', '314M', '610.1', '3,538,984']) {
    it(`the example ${example} has an answer`, async () => {
      const reader = await open();
      await reader.click(example);
      await until(() => reader.words('.verdict').includes('exactly these digits'), 'the example’s answer');
      expect(reader.find<HTMLInputElement>('#figure').value).to.equal(example);
    });
  }

  it('tells where the figure is printed, and asks about that network instead', async () => {
    const reader = await open();
    await type(reader, '25,636,712');
    expect(reader.words('.printed')).to.contain('Keras').and.to.contain('ResNet-50');
    await reader.click('ResNet-50 @ 224, Keras’');
    await until(() => reader.words('.verdict').includes('ResNet-50'), 'the other network’s answer');
    expect(reader.words('.readings li')).to.contain('25,636,712');
  });

  it('in a model, asks about the network shown, also when it changes', async () => {
    const model = await fixture<NetModel>(
      html`<net-model preset="keras"><net-detective figure="3,538,984"></net-detective></net-model>`,
    );
    const reader = new Reader<NetDetective>(model.querySelector('net-detective')!);
    await answered(reader);
    expect(reader.words('.verdict')).to.contain('exactly these digits');
    model.state!.changeOptions({ width: 0.5 });
    await until(() => reader.words('.readings').includes('Width multiplier: 1'), 'the answer for the narrower network');
    expect(reader.words('#network option:checked')).to.contain('the network shown: MobileNetV2 0.5');
  });

  it('asks about any network where none is named, and names those that fit', async () => {
    const reader = await open(html`<net-detective figure="4.089G"></net-detective>`);
    expect(reader.words('#network option:checked')).to.equal('any network');
    expect(reader.words('.verdict')).to.contain('for the networks here');
    expect(reader.words('.readings li')).to.contain('ResNet-50 @ 224').and.to.contain('by chance 1 in');
  });

  it('names the sibling preset and the unit, and tells no two digits as an explanation', async () => {
    const reader = await open(html`<net-detective network="resnet" figure="3.858G"></net-detective>`);
    expect(reader.words('.readings li'))
      .to.contain('with another choice: the paper’s')
      .and.to.contain('in units of 2³⁰');
    await type(reader, '3.8G');
    expect(reader.words('.verdict')).to.contain('Too few digits to tell').and.to.contain('1 in ');
    await type(reader, '102.23 MB');
    expect(reader.words('.readings li')).to.contain('values of 32 bits');
  });

  it('says what is wrong with a network that it does not know', async () => {
    const reader = await Reader.of<NetDetective>(html`<net-detective network="vgg"></net-detective>`);
    expect(reader.words('[part=error]')).to.contain('expected one of mobilenet-v2');
  });
});
