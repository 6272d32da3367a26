import { expect, fixture, html } from '@open-wc/testing';
import { buildNetwork, costOf, countParameters } from '../../src/core/index.js';
import { diffNetworks } from '../../src/core/network-diff.js';
import '../../src/elements/net-diff/net-diff.js';
import '../../src/elements/net-model/net-model.js';
import type { NetDiff } from '../../src/elements/net-diff/net-diff.js';
import type { NetExport } from '../../src/elements/net-export/net-export.js';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import { linkedOverride } from '../../src/explorer/overrides.js';
import '../../src/elements/net-explorer/net-explorer.js';
import expected from '../golden/onnx/expected.json';
import { counterpart, stageRows } from '../../src/elements/net-diff/facts.js';
import { until, wordsOf } from '../support/page.js';
import { Reader } from '../support/reader.js';

const SMALLER = 'mobilenet-v2?preset=torchvision&width=0.5';

/** One that is in view, and so drawn. */
async function reader(against = SMALLER): Promise<Reader<NetDiff>> {
  const of = await Reader.of<NetDiff>(
    html`<net-diff preset="torchvision" detail="stages" against=${against}></net-diff>`,
  );
  await until(() => of.all('[part=figure]').length > 0, 'the figures');
  return of;
}

const figures = (of: Reader<NetDiff>): readonly SVGElement[] => of.all<SVGElement>('[part=figure] svg');

const washes = (figure: SVGElement): string[] =>
  [...figure.querySelectorAll('.wash')].map(({ classList }) => classList[2]!);

const press = async (of: Reader<NetDiff>, figure: number, path: string): Promise<void> => {
  const part = figures(of)[figure]!.querySelector(`[data-path="${path}"]`)!;
  part.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
  await of.element.updateComplete;
};

describe('net-diff', () => {
  for (const theme of ['light', 'dark'])
    it(`is accessible, also with its list open, ${theme}`, async () => {
      const ground = await fixture(
        html`<div style="color-scheme: ${theme}; background: Canvas"><net-diff preset="paper"></net-diff></div>`,
      );
      const of = new Reader(ground.querySelector('net-diff')!);
      await until(() => of.all('[part=changes]').length > 0, 'the changes');
      of.find<HTMLDetailsElement>('[part=changes]').open = true;
      await until(() => of.all('[part=changes] tbody tr').length > 0, 'the list');
      await expect(of.element).to.be.accessible();
    });

  it('draws both, marks what is narrower, and says what each stage costs in both', async () => {
    const of = await reader();
    const [left, right] = figures(of);
    expect(new Set([...washes(left!), ...washes(right!)])).to.deep.equal(new Set(['kind-activation']));
    const [whole, half] = [buildNetwork('mobilenet-v2'), buildNetwork('mobilenet-v2', { width: 0.5 })];
    const rows = stageRows(diffNetworks(whole, half), 'torchvision');
    expect(rows.at(-1)!.parameters).to.deep.equal([whole, half].map((one) => countParameters(one, 'torchvision')));
    expect(rows.at(-1)!.operations).to.deep.equal([whole, half].map((one) => costOf(one).total.macs));
    for (const of of ['parameters', 'operations'] as const)
      for (const side of [0, 1] as const)
        expect(rows.slice(0, -1).reduce((sum, row) => sum + row[of][side], 0)).to.equal(rows.at(-1)![of][side]);
    expect(of.words('[part=stages] .total')).to.contain('3.50 M').and.contain('1.97 M').and.contain('−44 %');
  });

  it('shows in each what is selected in the other', async () => {
    const of = await reader('mobilenet-v2?preset=torchvision&blocks=1,16,1,1;6,24,3,2');
    const chosen = () => of.all<SVGElement>('.chosen').length;
    await press(of, 0, 'stage2');
    expect([of.state.selected, chosen(), of.eventNames]).to.deep.equal(['stage2', 2, ['net-select']]);
    await press(of, 1, 'head');
    expect([of.state.selected, chosen()]).to.deep.equal(['head', 2]);
    await press(of, 0, 'stage5');
    expect([of.state.selected, chosen()], 'the second has none').to.deep.equal(['stage5', 1]);
    expect(of.words('[part=reading] p')).to.contain('removed');
  });

  it('lists what is added, removed and changed, and gives it all away', async () => {
    const of = await reader('mobilenet-v2?preset=torchvision&blocks=1,16,1,1;6,24,3,2');
    of.find<HTMLDetailsElement>('[part=changes]').open = true;
    await until(() => of.all('[part=changes] tbody tr').length > 0, 'the list');
    const { changes } = diffNetworks(
      of.state.network,
      buildNetwork('mobilenet-v2', {
        preset: 'torchvision',
        blocks: [
          [1, 16, 1, 1],
          [6, 24, 3, 2],
        ],
      }),
    );
    const told = changes.filter(({ kind }) => kind !== 'moved');
    expect(of.all('[part=changes] tbody tr').length).to.equal(told.length);
    expect(of.words('[part=legend]')).to.contain('removed').and.contain('changed');
    const table = await of.find<NetExport>('net-export').table!();
    expect(table.rows.length).to.equal(changes.length);
    const first = of.find<HTMLButtonElement>('[part=changes] button');
    first.click();
    expect(of.state.selected).to.equal(wordsOf(first));
  });

  it('says when both are alike, and what is wrong with the second, which stays', async () => {
    const of = await reader('mobilenet-v2?preset=torchvision');
    expect(of.words('[part=legend]')).to.contain('alike, layer by layer');
    await of.enter('input[type=text]', 'mobilenet-v2?width=wide');
    expect(of.words('[part=error]')).to.match(/^against: "mobilenet-v2\?width=wide": .*width/);
    await until(() => of.eventNames.includes('net-error'), 'the event');
    expect(of.words('[part=legend]')).to.contain('alike');
    await of.enter('input[type=text]', 'resnet?depth=18');
    expect(of.words('[part=error]')).to.equal('');
    expect(of.words('.title')).to.contain('ResNet-18');
  });

  it('swaps the two at a press, and again', async () => {
    const of = await reader('resnet?depth=18');
    await of.click('Swap');
    await until(() => of.words('.title').startsWith('First: ResNet-18'), 'the other order');
    expect(of.words('.title')).to.contain('Second: MobileNetV2 1 @ 224');
    await of.click('Swap');
    await until(() => of.words('.title').startsWith('First: MobileNetV2'), 'the first order');
    expect(of.state.choice.options).to.deep.equal({ preset: 'torchvision' });
  });

  it('compares with a model from a reader’s file, first or second', async () => {
    const of = await reader();
    const bytes = await (await fetch(new URL('../golden/onnx/resnet.onnx', import.meta.url))).arrayBuffer();
    const data = new DataTransfer();
    data.items.add(new File([bytes], 'resnet.onnx'));
    const input = of.find<HTMLInputElement>('input[type=file]');
    const { network: before } = of.state;
    input.files = data.files;
    input.dispatchEvent(new Event('change'));
    await until(() => of.find<HTMLInputElement>('input[type=text]').value !== SMALLER, 'the model');
    const [id] = [...of.state.models.keys()];
    expect(of.find<HTMLInputElement>('input[type=text]').value).to.equal(id);
    expect(of.state.network, 'the first stays').to.equal(before);
    const own = of.state.families.build(id!);
    await until(() => of.words('.title').includes(`Second: ${own.title}`), 'the model as the second');
    const rows = stageRows(diffNetworks(before, own), 'torchvision');
    expect(rows.at(-1)!.parameters).to.deep.equal([countParameters(before, 'torchvision'), expected.resnet.parameters]);
    await of.click('Swap');
    await until(() => of.words('.title').startsWith(`First: ${own.title}`), 'the model as the first');
    expect(of.words('.title')).to.contain(`Second: ${before.title}`);
    input.files = data.files;
    await of.enter('input[type=text]', 'nothing-like-it');
    expect(of.words('[part=error]')).to.contain('against: "nothing-like-it"');
  });

  it('stands in the link, is undone by Back, and leaves a reader’s own model out of it', async () => {
    const address = location.href;
    const explorer = await fixture<NetExplorer>(
      html`<net-explorer id="linked" preset="torchvision" no-image url-state="d-"></net-explorer>`,
    );
    const of = await Reader.of<NetDiff>(html`<net-diff for="linked"></net-diff>`);
    of.element.scrollIntoView();
    await until(() => of.all('[part=figure]').length > 0, 'the figures');
    const said = () => new URLSearchParams(location.search).get('d-against');
    await of.enter('input[type=text]', SMALLER);
    await until(() => said() === SMALLER, 'the link');
    await of.enter('input[type=text]', 'resnet?depth=18');
    await until(() => said() === 'resnet?depth=18', 'the link');
    history.back();
    await until(() => said() === SMALLER, 'the link before');
    await until(() => of.words('.title').includes('Second: MobileNetV2 0.5'), 'the network before');
    explorer.remove();
    history.replaceState(null, '', address);
    expect(linkedOverride('against', 'own', (name) => name === 'own')).to.equal(undefined);
    expect(linkedOverride('compared', 'own;resnet?depth=18', (name) => name === 'own')).to.equal('resnet?depth=18');
    expect(linkedOverride('compared', '', () => true)).to.equal('');
    expect(linkedOverride('fold', 'on', () => true)).to.equal('on');
  });

  it('finds the counterpart of groups by what is in them', () => {
    const diff = diffNetworks(buildNetwork('resnet', { depth: 18 }), buildNetwork('resnet', { depth: 34 }));
    expect(counterpart(diff, 'stage1', 'left')).to.equal('stage1');
    for (const path of ['', 'stage1/block1']) expect(counterpart(diff, path, 'right')).to.equal(path);
  });
});
