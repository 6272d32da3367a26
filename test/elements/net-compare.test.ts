import { expect, fixture, html } from '@open-wc/testing';
import '../../src/elements/net-explorer/net-explorer.js';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import { addModelFiles } from '../../src/explorer/imported.js';
import expected from '../golden/onnx/expected.json';
import { buildNetwork, costOf } from '../../src/core/index.js';
import { memoryOf } from '../../src/core/memory.js';
import { formatBytes, formatCount, formatExact } from '../../src/words/format.js';
import '../../src/elements/net-compare/net-compare.js';
import '../../src/elements/net-model/net-model.js';
import type { NetCompare } from '../../src/elements/net-compare/net-compare.js';
import type { NetModel } from '../../src/elements/net-model/net-model.js';
import { until, wordsOf } from '../support/page.js';
import { Reader } from '../support/reader.js';

type Template = ReturnType<typeof html>;

/** Draws what is in view: the element waits for that. */
async function shown(template: Template): Promise<Reader<NetCompare>> {
  const reader = await Reader.of<NetCompare>(template);
  await until(() => reader.all('[part=verdict]').length, 'the comparison in view');
  return reader;
}

/** The comparison inside a model that shows some network. */
async function inModel(template: Template): Promise<{ model: NetModel; reader: Reader<NetCompare> }> {
  const outer = await Reader.of<NetModel>(template);
  const reader = new Reader(outer.element.querySelector<NetCompare>('net-compare')!);
  await until(() => reader.all('[part=verdict]').length, 'the comparison in view');
  return { model: outer.element, reader };
}

const names = (reader: Reader<NetCompare>): string => reader.words('[part=totals] tbody .name');
const verdict = (reader: Reader<NetCompare>): string => reader.words('[part=verdict]');

describe('net-compare', () => {
  it('is accessible: at first, with a chosen point, and with a budget that cannot be read', async () => {
    const reader = await shown(html`<net-compare></net-compare>`);
    await expect(reader.element).to.be.accessible();
    reader.find<SVGElement>('[role=option]').dispatchEvent(new MouseEvent('click', { bubbles: true }));
    await reader.enter('#operations', 'lots');
    await expect(reader.element).to.be.accessible();
  });

  it('shows the networks that the post names, with their counts', async () => {
    const reader = await shown(html`<net-compare></net-compare>`);
    expect(names(reader)).to.equal(
      'MobileNetV2 1 @ 224 | MobileNet 1 @ 224 | ResNet-50 @ 224 | SqueezeNet 1.1 @ 224 | AlexNet @ 224 | ShuffleNet 1×, g = 3 @ 224',
    );
    expect(reader.words('[part=totals] tbody tr:first-child td')).to.contain('3,504,872').and.to.contain('300,774,272');
  });

  it('says weights at three precisions and peak memory as core computes them', async () => {
    const reader = await shown(html`<net-compare networks="resnet?depth=18"></net-compare>`);
    const network = buildNetwork('resnet', { depth: '18' });
    const row = reader.words('[part=totals] tbody tr');
    for (const precision of ['fp32', 'fp16', 'int8'] as const)
      expect(row).to.contain(formatBytes(memoryOf(network, { precision }).weights).replace(/\s/g, ' '));
    expect(row).to.contain(formatBytes(memoryOf(network).peak.alive).replace(/\s/g, ' '));
  });

  it('quotes an accuracy only of exactly the same network', async () => {
    const reader = await shown(html`<net-compare networks="mobilenet-v2; mobilenet-v2?width=0.9"></net-compare>`);
    const [paper, other] = reader.all('.accuracy').map(wordsOf);
    expect(paper).to.contain('72.0 %');
    expect(other).to.contain('none here');
  });

  it('counts under the convention that is chosen', async () => {
    const reader = await shown(html`<net-compare networks="mobilenet-v2" convention="keras"></net-compare>`);
    expect(reader.words('[part=totals] tbody tr')).to.contain('3,538,984');
    await reader.enter('#convention', 'flops');
    expect(reader.words('[part=totals]'))
      .to.contain('FLOPs (2 × MACs)')
      .and.to.contain(formatExact(2 * 300_774_272));
  });

  it('names the entry that cannot be read, compares nothing else and tells the page', async () => {
    const reader = await shown(html`<net-compare networks="resnet?depth=18"></net-compare>`);
    for (const [networks, sentence] of [
      ['resnet; lenet', 'entry 2, “lenet”'],
      ['resnet?depth=19', 'option depth'],
      ['resnet?wdith=1', 'option wdith'],
      ['mobilenet-v2?width=wide', 'option width'],
      ['mobilenet-v2?preset=mine', 'option preset'],
    ] as const) {
      reader.element.networks = networks;
      await reader.element.updateComplete;
      expect(reader.words('[part=error]'), networks).to.contain(sentence);
      expect(reader.words('section')).to.contain('No network is compared.');
    }
    expect(new Set(reader.eventNames)).to.deep.equal(new Set(['net-error']));
  });

  it('adds a network and removes one', async () => {
    const reader = await shown(html`<net-compare networks="alexnet"></net-compare>`);
    await reader.enter('#add-network', 'resnet');
    await reader.enter('#add-preset', 'pre-activation');
    await reader.click('Add to the comparison');
    expect(names(reader)).to.equal('AlexNet @ 224 | pre-activation ResNet-50 @ 224');
    await reader.click('Remove AlexNet @ 224');
    expect(names(reader)).to.equal('pre-activation ResNet-50 @ 224');
  });

  it('adds any width and resolution, as a point without an accuracy', async () => {
    const reader = await shown(html`<net-compare networks="mobilenet-v2"></net-compare>`);
    await reader.enter('#add-network', 'mobilenet-v2');
    await reader.enter('#add-width', '0.6');
    await reader.enter('#add-resolution', '200');
    await reader.click('Add to the comparison');
    expect(names(reader)).to.equal('MobileNetV2 1 @ 224 | MobileNetV2 0.6 @ 200');
    const { macs } = costOf(buildNetwork('mobilenet-v2', { preset: 'paper', width: 0.6, resolution: 200 })).total;
    const labels = reader.all('[part=other-mark]').map((mark) => mark.getAttribute('aria-label'));
    expect(labels).to.deep.equal([`MobileNetV2 0.6 @ 200: ${formatCount(macs)} MACs, accuracy not published`]);
    await reader.enter('#add-width', 'wide');
    expect(reader.eventNames).to.include('net-error');
    expect(reader.find<HTMLInputElement>('#add-width').value).to.equal('0.6');
    await expect(reader.element).to.be.accessible();
  });

  it('takes the models that a reader has opened among the others', async () => {
    const { model, reader } = await inModel(html`
      <net-model preset="post"><net-compare networks="alexnet"></net-compare></net-model>
    `);
    const bytes = await (await fetch(new URL('../golden/onnx/resnet.onnx', import.meta.url))).arrayBuffer();
    const id = await addModelFiles(model.state!, [new File([bytes], 'resnet.onnx')]);
    reader.element.requestUpdate();
    await reader.element.updateComplete;
    await reader.enter('#add-network', id!);
    await reader.click('Add to the comparison');
    const { title } = model.state!.families.build(id!);
    expect(names(reader)).to.equal(`MobileNetV2 1 @ 32 | AlexNet @ 224 | ${title}`);
    expect(reader.words('[part=totals] tbody')).to.contain(formatExact(expected.resnet.macs));
  });

  it('has the chosen point in the link, and says which is none', async () => {
    const address = location.href;
    const start = new URL(address);
    start.searchParams.set('c-compared-point', 'nothing');
    history.replaceState(null, '', start);
    const explorer = await fixture<NetExplorer>(
      html`<net-explorer id="linked" preset="torchvision" no-image url-state="c-"></net-explorer>`,
    );
    const reader = await Reader.of<NetCompare>(html`<net-compare for="linked"></net-compare>`);
    reader.element.scrollIntoView();
    await until(() => reader.words('[part=error]').includes('compared-point'), 'what is wrong');
    const said = () => new URLSearchParams(location.search).get('c-compared-point');
    reader.find<SVGElement>('[role=option]').dispatchEvent(new MouseEvent('click', { bubbles: true }));
    const { id } = reader.find('[role=option]').dataset;
    await until(() => said() === id, 'the link');
    await until(() => reader.words('[part=point]').includes('Chosen in the figure'), 'the point');
    history.back();
    await until(() => said() === 'nothing', 'the link before');
    explorer.remove();
    history.replaceState(null, '', address);
  });

  it('says the cost by stage in a table whose shares are those of the bars', async () => {
    const reader = await shown(html`<net-compare networks="mobilenet-v2"></net-compare>`);
    const rows = reader.all('[aria-label="Cost by stage"] tbody tr').length;
    expect(rows).to.be.greaterThan(7).and.to.equal(reader.all('.bar .piece').length);
    await reader.click('share of each');
    const last = reader.all('.bar .piece').at(-1)!;
    expect(Number(last.getAttribute('x')) + Number(last.getAttribute('width'))).to.be.closeTo(100, 1e-6);
  });

  it('greys out what does not fit and finds the most accurate published network that does', async () => {
    const reader = await shown(html`<net-compare></net-compare>`);
    await reader.enter('#operations', '300M');
    expect(verdict(reader)).to.contain('MobileNetV3 Large 1 @ 224 with 75.6 %');
    expect(reader.all('.dot.over').length).to.be.greaterThan(0);
    expect(reader.words('[part=point]')).to.contain('Keras').and.to.contain('217');
    await reader.enter('#operations', '0.155 G');
    expect(verdict(reader)).to.contain('MobileNetV3 Large 0.75 @ 224 with 73.3 %');
    await reader.enter('#weights', '9 MB');
    expect(verdict(reader)).not.to.contain('MobileNetV3 Large');
    expect(reader.words('[role=status]')).to.equal(verdict(reader));
  });

  it('holds bytes against the precision that is chosen', async () => {
    const reader = await shown(html`<net-compare max-weights="4 MB" precision="int8"></net-compare>`);
    expect(verdict(reader)).to.contain('MobileNetV3 Large minimalistic 1 @ 224');
    await reader.enter('[part=budget] select', 'fp32');
    expect(verdict(reader)).not.to.contain('Large');
  });

  it('says in a sentence that nothing fits, and what cannot be read', async () => {
    const reader = await shown(html`<net-compare max-operations="1M"></net-compare>`);
    expect(verdict(reader)).to.contain('None of').and.to.contain('MACs are at least');
    await reader.enter('#operations', 'lots');
    expect(reader.words('#operations-error')).to.equal(
      'MACs: expected a number such as 300M or 300,000,000, got “lots”',
    );
    expect(reader.find('#operations').getAttribute('aria-invalid')).to.equal('true');
    expect(reader.eventNames).to.deep.equal(['net-error']);
  });

  it('moves from point to point with the arrows, in the order of the axis', async () => {
    const reader = await shown(html`<net-compare></net-compare>`);
    reader.find<SVGElement>('.dot[tabindex="0"]').focus();
    await reader.press('Home');
    const chosen = () => reader.find('.dot[aria-selected=true]').getAttribute('aria-label')!;
    const first = chosen();
    await reader.press('ArrowRight');
    expect(chosen()).not.to.equal(first);
    await reader.press('ArrowLeft');
    expect(chosen()).to.equal(first);
    expect(reader.element.shadowRoot!.activeElement!.getAttribute('aria-label')).to.equal(first);
  });

  it('has a table of all points', async () => {
    const reader = await shown(html`<net-compare></net-compare>`);
    expect(reader.all('[part=points] tbody tr').length).to.equal(reader.all('[role=option]').length);
  });

  it('puts the reader’s own configuration first, and follows it', async () => {
    const { model, reader } = await inModel(html`
      <net-model preset="post"><net-compare networks="alexnet"></net-compare></net-model>
    `);
    const { macs } = costOf(buildNetwork('mobilenet-v2', { preset: 'post' })).total;
    expect(reader.words('[part=own]')).to.contain('yours').and.to.contain(formatExact(macs));
    expect(reader.find('[part=own-mark]').getAttribute('aria-label')).to.contain('91.2');
    model.state!.changeOptions({ width: 0.5 });
    await reader.element.updateComplete;
    expect(reader.words('[part=own]')).not.to.contain(formatExact(macs));
  });

  it('shows a published network in the model, and copies its tag', async () => {
    const { model, reader } = await inModel(html`
      <net-model preset="post"><net-compare max-operations="50M"></net-compare></net-model>
    `);
    expect(reader.find('[part=point] [title^="<net-explorer"]').title).to.contain('width="0.75"');
    await reader.click('Show in the explorer');
    expect(model.state!.choice).to.deep.include({ network: 'mobilenet-v3' });
    expect(model.state!.choice.options).to.include({ preset: 'keras-small', width: 0.75 });
    expect(reader.eventNames).to.deep.equal(['net-options-change']);
  });

  it('offers no explorer where there is none', async () => {
    const reader = await shown(html`<net-compare max-operations="50M"></net-compare>`);
    expect(reader.words('[part=point] button')).not.to.contain('Show');
  });
});
