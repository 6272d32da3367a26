import { expect, fixture, html } from '@open-wc/testing';
import { countReading, published, titleOfReading } from '../../src/core/accounts.js';
import { exportLedger } from '../../src/elements/net-ledger/export.js';
import { ledgerRowOf } from '../../src/elements/net-ledger/rows.js';
import '../../src/elements/net-ledger/net-ledger.js';
import '../../src/elements/net-model/net-model.js';
import type { NetLedger } from '../../src/elements/net-ledger/net-ledger.js';
import type { NetModel } from '../../src/elements/net-model/net-model.js';
import { formatExact } from '../../src/words/format.js';
import { until } from '../support/page.js';
import { Reader } from '../support/reader.js';

const ROWS = 'tbody tr:not(.source)';

async function counted(reader: Reader<NetLedger>): Promise<Reader<NetLedger>> {
  await until(() => reader.all('[part=table][aria-busy=false], [part=error]').length, 'the ledger to be counted');
  await reader.element.updateComplete;
  return reader;
}

const open = async (template = html`<net-ledger></net-ledger>`) => counted(await Reader.of<NetLedger>(template));

async function openInModel(): Promise<{ reader: Reader<NetLedger>; model: NetModel }> {
  const model = await fixture<NetModel>(html`<net-model preset="paper"><net-ledger></net-ledger></net-model>`);
  const ledger = model.querySelector('net-ledger')!;
  await ledger.updateComplete;
  return { reader: await counted(new Reader<NetLedger>(ledger)), model };
}

async function search(reader: Reader<NetLedger>, words: string): Promise<void> {
  const field = reader.find<HTMLInputElement>('#search');
  field.value = words;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await reader.element.updateComplete;
}

const figures = published.flatMap(({ params, macs }) => [params, macs]).filter((how) => how !== undefined);

describe('net-ledger', () => {
  it('is accessible', async () => {
    const reader = await open();
    await expect(reader.element).to.be.accessible();
  });

  it('is accessible in a model, with a search that finds nothing', async () => {
    const { reader } = await openInModel();
    await expect(reader.element).to.be.accessible();
    await search(reader, 'no such network');
    await expect(reader.element).to.be.accessible();
  });

  it('lists every published row once, under its source', async () => {
    const reader = await open();
    expect(reader.all(ROWS)).to.have.length(published.length);
    expect(reader.all('.source')).to.have.length(new Set(published.map(({ group }) => group)).size);
  });

  it('says how many figures come out: those that the reference explains', async () => {
    const reader = await open();
    const explained = figures.filter((how) => 'reading' in how).length;
    expect(reader.words('[part=summary]')).to.contain(`${explained} of ${figures.length} printed figures`);
  });

  it('shows the printed figure, ours as the core counts it, and the reading', async () => {
    const reader = await open();
    const row = published.find(({ id }) => id === 'slim_mobilenet_v2_1.0_224')!;
    if (!row.params || !('reading' in row.params)) throw new Error('no reading');
    await search(reader, 'TF-slim MobileNetV2 224 3.47M');
    const words = reader.words(ROWS);
    expect(words).to.contain(row.quoted.params!);
    expect(words).to.contain(formatExact(countReading(row.network, row.options, row.params.reading)!));
    expect(words).to.contain(titleOfReading(row.params.reading)).and.to.contain('rounded');
  });

  it('shows why a figure does not come out', async () => {
    const reader = await open(html`<net-ledger show="open"></net-ledger>`);
    const reasons = figures.flatMap((how) => ('reason' in how ? [how.reason] : []));
    for (const reason of reasons) expect(reader.words(ROWS)).to.contain(reason);
    expect(reader.all('[aria-label="other digits:"]')).to.have.length(reasons.length);
  });

  it('links to the very files that were read', async () => {
    const reader = await open();
    const links = reader.all<HTMLAnchorElement>('.source a').map(({ href }) => href);
    expect(links).to.include('https://arxiv.org/abs/1801.04381');
    expect(links.some((href) => /^https:\/\/github\.com\/tensorflow\/models\/blob\/[0-9a-f]{40}\/.*\.md$/.test(href)))
      .to.be.true;
  });

  it('lists one family, and the one that its tag names first', async () => {
    const reader = await open(html`<net-ledger network="resnet"></net-ledger>`);
    expect(reader.find<HTMLSelectElement>('#family').value).to.equal('resnet');
    expect(reader.all('.network').every(({ textContent }) => textContent.includes('ResNet'))).to.be.true;
    await reader.enter('#family', 'squeezenet');
    expect(reader.words('.network')).to.contain('SqueezeNet').and.not.to.contain('ResNet');
  });

  it('offers everything again where nothing fits', async () => {
    const reader = await open();
    await search(reader, 'no such network');
    expect(reader.words('.none')).to.contain('No published row fits');
    await reader.click('Show all');
    expect(reader.all(ROWS)).to.have.length(published.length);
  });

  it('alone, has no networks to click', async () => {
    expect((await open()).all('button.show')).to.have.length(0);
  });

  it('in a model, shows the network that a reader clicks, and marks it', async () => {
    const { reader, model } = await openInModel();
    const marked = reader.all('[aria-current]');
    expect(marked).not.to.have.length(0);
    await search(reader, 'Keras 6,156,712');
    await reader.click('MobileNetV2 1.4 @ 224');
    expect(reader.eventNames).to.deep.equal(['net-options-change']);
    expect(model.state!.choice).to.deep.equal({
      network: 'mobilenet-v2',
      options: { preset: 'keras', width: 1.4 },
    });
    expect(reader.all('[aria-current]')).to.have.length(1);
    expect(reader.words('[role=status]')).to.contain('MobileNetV2 1.4 @ 224 is shown');
  });

  it('names what it expected of a tag that is wrong', async () => {
    const network = await Reader.of<NetLedger>(html`<net-ledger network="vgg"></net-ledger>`);
    expect(network.words('[part=error]')).to.contain('expected one of mobilenet-v2');
    const show = await Reader.of<NetLedger>(html`<net-ledger show=${'some' as 'all'}></net-ledger>`);
    expect(show.words('[part=error]')).to.equal('show: expected one of all, reproduced, open, got "some"');
  });

  it('can be taken away: a row a network, each count with its convention', () => {
    const table = exportLedger(published.map(ledgerRowOf));
    expect(table.rows).to.have.length(published.length);
    for (const row of table.rows) expect(row).to.have.length(table.columns.length);
    expect(table.about.join(' ')).to.match(/\d+ of \d+ printed figures/);
  });
});
