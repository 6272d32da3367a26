import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { buildNetwork, countOperations, countParameters, networks } from '../../src/core/index.js';
import { memoryOf } from '../../src/core/memory.js';
import { publishedAccuracies } from '../../src/explorer/budget/accuracies.js';
import { formatBytes, formatShort } from '../../src/words/format.js';
import { writeTable } from '../../src/words/table-export.js';
import '../../src/elements/net-budget/net-budget.js';
import '../../src/elements/net-model/net-model.js';
import type { NetBudget } from '../../src/elements/net-budget/net-budget.js';
import type { NetExport } from '../../src/elements/net-export/net-export.js';
import type { NetModel } from '../../src/elements/net-model/net-model.js';
import { cases } from '../support/cases.js';
import { forceColours } from '../support/forced-colours.js';
import { functional, image, layer, modelJson } from '../support/keras-json.js';
import { until, wordsOf } from '../support/page.js';
import { Reader } from '../support/reader.js';
import { Seeded } from '../support/seeded.js';

type Template = ReturnType<typeof html>;

const plain = (text: string): string => text.replace(/\s/g, ' ');
const cells = (reader: Reader<NetBudget>): HTMLElement[] => reader.all('[role=gridcell]');
const verdict = (reader: Reader<NetBudget>): string => reader.words('[part=verdict]');

/** Counted in full. */
async function counted(reader: Reader<NetBudget>): Promise<Reader<NetBudget>> {
  await until(() => reader.all('[part=verdict]').length, 'the budget in view');
  await until(() => !reader.words('.value').includes('…'), 'all cells');
  return reader;
}

const shown = async (template: Template): Promise<Reader<NetBudget>> => counted(await Reader.of<NetBudget>(template));

/** The cell in the line and column with these titles. */
function cellAt(reader: Reader<NetBudget>, row: string, column: string): HTMLElement {
  const at = reader.all('thead th').findIndex((head) => wordsOf(head) === column);
  const line = reader.all('tbody tr').find((one) => wordsOf(one.querySelector('th')!) === row);
  const cell = line?.children[at];
  if (!cell) throw new Error(`no cell ${row} × ${column}`);
  return cell as HTMLElement;
}

interface ExportedRow {
  readonly 'width multiplier': number;
  readonly resolution: number;
  readonly 'Peak activations (bytes)': number;
  readonly MACs: number;
  readonly Parameters: number;
  readonly 'Bytes of weights (bytes)': number;
  readonly fits: string | null;
  readonly yours: string | null;
  readonly 'top-1 as published': string | null;
}

async function exported(reader: Reader<NetBudget>): Promise<{ about: string[]; rows: ExportedRow[] }> {
  const table = await reader.find<NetExport>('net-export').table!();
  return JSON.parse(writeTable(table, 'json')) as { about: string[]; rows: ExportedRow[] };
}

describe('net-budget', () => {
  it('is accessible: without limits, with some that are broken, with one that cannot be read', async () => {
    const reader = await shown(html`<net-budget network="mobilenet-v2"></net-budget>`);
    await expect(reader.element).to.be.accessible();
    await reader.enter('#operations', '200M');
    await expect(reader.element).to.be.accessible();
    await reader.enter('#memory', 'lots');
    await expect(reader.element).to.be.accessible();
  });

  it('is accessible in dark and in forced colours, where a pattern and signs tell cells apart', async () => {
    const reader = await shown(
      html`<net-budget network="mobilenet-v2" max-memory="4 MB" theme="dark" style="background: #14181f"></net-budget>`,
    );
    await expect(reader.element).to.be.accessible();
    await forceColours(true);
    await expect(reader.element).to.be.accessible({ ignoredRules: ['color-contrast'] });
    expect(new Set(reader.all('td .sign').map(wordsOf)).size).to.equal(2);
    await forceColours(false);
  });

  for (const { id } of networks)
    it(`${id}: says whether the network fits, and by how much not`, async () => {
      const reader = await shown(html`<net-budget network=${id} convention="torchvision"></net-budget>`);
      expect(verdict(reader)).to.equal('No limit is set.');
      const network = buildNetwork(id);
      const peak = memoryOf(network).peak.alive;
      const macs = countOperations(network, 'torchvision');
      await reader.enter('#memory', `${peak}`);
      expect(verdict(reader)).to.equal(plain(`✓ Fits: peak ${formatBytes(peak)} of ${formatBytes(peak)}.`));
      await reader.enter('#operations', `${macs - 1000}`);
      const most = formatShort(macs - 1000);
      expect(verdict(reader)).to.equal(plain(`✗ Does not fit: ${formatShort(macs)} MACs, 1.00 k more than ${most}.`));
      expect(reader.words('[role=status]')).to.equal(verdict(reader).replace('✗ ', ''));
    });

  it('counts each cell exactly, at the bits and under the convention that are chosen', async () => {
    const reader = await shown(
      html`<net-budget network="mobilenet-v2" precision="int8" convention="keras"></net-budget>`,
    );
    const { rows } = await exported(reader);
    expect(rows).to.have.length(36);
    const random = new Seeded(3);
    for (let round = 0; round < cases(6, 36); round++) {
      const row = random.oneOf(rows);
      const network = buildNetwork('mobilenet-v2', { width: row['width multiplier'], resolution: row.resolution });
      const memory = memoryOf(network, { precision: 'int8' });
      expect(row).to.include({
        'Peak activations (bytes)': memory.peak.alive,
        MACs: countOperations(network, 'keras'),
        Parameters: countParameters(network, 'keras'),
        'Bytes of weights (bytes)': memory.weights,
      });
      const cell = cellAt(reader, `${row['width multiplier']}`, `${row.resolution}`);
      expect(wordsOf(cell.querySelector('.value')!)).to.equal(plain(formatBytes(memory.peak.alive)));
    }
  });

  it('shows the MACs that TF-slim prints of its checkpoints', async () => {
    const reader = await shown(html`<net-budget network="mobilenet-v2" by="operations"></net-budget>`);
    for (const [width, resolution, millions] of [
      ['1.4', '224', '582'],
      ['1', '192', '221'],
      ['0.75', '128', '69'],
      ['0.35', '96', '11'],
    ] as const)
      expect(wordsOf(cellAt(reader, width, resolution).querySelector('.value')!), width).to.match(
        new RegExp(`^${millions}(\\.\\d)? M$`), // truncated there
      );
    await reader.click('Parameters');
    expect(wordsOf(cellAt(reader, '1.4', '224'))).to.contain('6.11 M');
  });

  it('tells by sign, not by colour alone, which cells fit, and follows the budget', async () => {
    const reader = await shown(html`<net-budget network="mobilenet-v2"></net-budget>`);
    expect(reader.all('.sign')).to.have.length(0);
    await reader.enter('#operations', '100M');
    const { rows } = await exported(reader);
    expect(rows.filter(({ fits }) => fits === 'yes').every(({ MACs }) => MACs <= 100e6)).to.equal(true);
    expect(reader.all('td .sign').filter((sign) => wordsOf(sign) === '✓')).to.have.length(
      rows.filter(({ MACs }) => MACs <= 100e6).length,
    );
    await reader.enter('#memory', '1 MB');
    await reader.enter('[part=budget] select', 'int8');
    await counted(reader);
    expect(wordsOf(cellAt(reader, '1', '160'))).to.contain('does not fit');
    expect(wordsOf(cellAt(reader, '0.75', '128'))).not.to.contain('does not fit');
  });

  it('has the published accuracies on the cells that they were measured for, and on no other', async () => {
    const reader = await shown(html`<net-budget network="mobilenet-v2"></net-budget>`);
    const measured = publishedAccuracies.filter(({ row }) => row.network === 'mobilenet-v2');
    expect(new Set(measured.map(({ row }) => JSON.stringify(row.options))).size).to.equal(reader.all('.top1').length);
    for (const { row, top1 } of measured)
      expect((await exported(reader)).rows, row.id).to.satisfy((rows: ExportedRow[]) =>
        rows.some(
          (one) =>
            one['width multiplier'] === row.options['width'] &&
            one.resolution === row.options['resolution'] &&
            one['top-1 as published']?.split('; ').includes(`${top1}`),
        ),
      );
    expect(reader.words('[part=detail]')).to.contain('72.0 % (Sandler').and.to.contain('71.8 % (TF-slim');
    reader.element.setAttribute('classes', '10');
    await counted(reader);
    expect(reader.all('.top1')).to.have.length(0);
    expect(reader.words('.key')).to.contain('No accuracy was published');
  });

  it('keeps nothing of a limit that was typed and taken back', async () => {
    const reader = await shown(html`<net-budget preset="paper"></net-budget>`);
    const field = reader.find<HTMLInputElement>('#operations');
    field.focus();
    await sendKeys({ type: '300M' });
    expect(reader.state.overrides).to.deep.equal({ 'max-operations': '300M' });
    field.select();
    await sendKeys({ press: 'Backspace' });
    expect(reader.state.overrides).to.deep.equal({});
  });

  it('marks and judges what lies off the grid', async () => {
    const reader = await shown(
      html`<net-budget network="mobilenet-v2" width="0.9" resolution="192x160" max-operations="150M"></net-budget>`,
    );
    const own = cellAt(reader, '0.9', '192×160');
    expect(own.getAttribute('aria-selected')).to.equal('true');
    expect(wordsOf(own)).to.contain('yours').and.to.contain('does not fit');
    expect(reader.all('[aria-selected=true]')).to.have.length(1);
    expect(verdict(reader)).to.contain('Does not fit');
  });

  it('chooses the options of a cell that is pressed, and tells the page', async () => {
    const model = await fixture<NetModel>(html`
      <net-model preset="keras" resolution="200"><net-budget max-operations="150M"></net-budget></net-model>
    `);
    const reader = await counted(new Reader(model.querySelector<NetBudget>('net-budget')!));
    cellAt(reader, '0.75', '192').click();
    await counted(reader);
    expect(model.state!.choice.options).to.deep.equal({ preset: 'keras', width: 0.75, resolution: 192 });
    expect(reader.eventNames).to.deep.equal(['net-options-change']);
    expect(cellAt(reader, '0.75', '192').getAttribute('aria-selected')).to.equal('true');
    expect(reader.words('thead')).not.to.contain('200');
    expect(reader.words('[role=status]')).to.match(/^Chosen: Width multiplier 0.75, resolution 192.*Does not fit/);
    cellAt(reader, '0.75', '192').click();
    expect(reader.eventNames).to.have.length(1);
  });

  it('is one stop of the Tab key; arrows, Home and End walk, Enter chooses, and the focus stays', async () => {
    const reader = await shown(html`<net-budget network="mobilenet-v1" width="0.6"></net-budget>`);
    const focused = (): string => reader.words('[part=detail]');
    expect(cells(reader).filter(({ tabIndex }) => tabIndex === 0)).to.deep.equal([cellAt(reader, '0.6', '224')]);
    reader.find('[part=grid] [tabindex="0"]').focus();
    for (const [key, place] of [
      ['ArrowLeft', 'multiplier α 0.6, resolution 192'],
      ['ArrowDown', 'multiplier α 0.75, resolution 192'],
      ['Home', 'multiplier α 0.75, resolution 128'],
      ['ArrowLeft', 'multiplier α 0.75, resolution 128'],
      ['End', 'multiplier α 0.75, resolution 224'],
      ['ArrowUp', 'multiplier α 0.6, resolution 224'],
      ['ArrowUp', 'multiplier α 0.5, resolution 224'],
    ] as const) {
      await sendKeys({ press: key });
      await reader.element.updateComplete;
      expect(focused(), key).to.contain(place);
      expect(cells(reader).filter(({ tabIndex }) => tabIndex === 0)).to.have.length(1);
    }
    await sendKeys({ press: 'Enter' });
    await counted(reader);
    expect(reader.state.choice.options).to.deep.equal({ width: 0.5 });
    expect(reader.element.shadowRoot!.activeElement).to.equal(cellAt(reader, '0.5', '224'));
    await sendKeys({ press: 'Tab' });
    expect(reader.element.shadowRoot!.activeElement!.localName).not.to.equal('td');
  });

  it('says which field cannot be read, what was expected and what came, and judges by the others', async () => {
    const reader = await shown(html`<net-budget network="mobilenet-v2" max-parameters="4M params"></net-budget>`);
    await reader.enter('#operations', '300 MB');
    expect(reader.words('#operations-error')).to.equal(
      'MACs: expected a number such as 300M or 300,000,000, got “300 MB”',
    );
    expect(verdict(reader)).to.equal('Fits: 3.50 M parameters of 4.00 M. Not judged: MACs.');
    expect(reader.eventNames).to.deep.equal(['net-error']);
    await reader.enter('#operations', '400M MACs');
    expect(reader.words('[part=error]')).to.equal('');
    expect(reader.find<HTMLInputElement>('#operations').value).to.equal('400M MACs');
    expect(reader.element.maxOperations, 'what the tag says').to.equal('');
  });

  it('follows the convention and the options of the model that it points at', async () => {
    const box = await fixture(html`
      <div><net-model id="judged" network="mobilenet-v2"></net-model><net-budget for="judged"></net-budget></div>
    `);
    const model = box.querySelector('net-model')!;
    const reader = await counted(new Reader(box.querySelector('net-budget')!));
    await reader.enter('#parameters', '3.51M');
    expect(verdict(reader)).to.contain('Fits');
    model.state!.setConvention('keras');
    await counted(reader);
    expect(verdict(reader)).to.contain('Does not fit: 3.54 M parameters');
    model.state!.changeOptions({ width: 0.75 });
    await counted(reader);
    expect(verdict(reader)).to.contain('Fits');
  });

  it('judges nothing where the options make no network', async () => {
    const reader = await shown(html`<net-budget preset="post" max-memory="1 MB"></net-budget>`);
    reader.state.changeOptions({ pool: '4x4', resolution: 24 });
    await reader.element.updateComplete;
    expect(verdict(reader)).to.contain('make no network');
    expect(reader.all('[part=grid]')).to.have.length(0);
    reader.state.changeOptions({ resolution: 32 });
    await counted(reader);
    expect(verdict(reader)).to.contain('Does not fit: peak 1.28 MB');
  });

  it('of a model from a file that takes any image there is one row, by resolution', async () => {
    const json = modelJson(
      functional([
        image([null, null, 3]),
        layer('Conv2D', 'a', ['image'], { filters: 4, kernel_size: [3, 3], padding: 'same' }),
      ]),
    );
    const address = URL.createObjectURL(new File([JSON.stringify(json)], 'model.json'));
    const reader = await shown(html`<net-budget model=${address} resolution="192" by="operations"></net-budget>`);
    expect(reader.words('tbody th')).to.equal('this network');
    expect(reader.words('thead th')).to.equal('Network | 96 | 128 | 160 | 192 | 224');
    const { rows } = await exported(reader);
    expect(rows.map(({ MACs }) => MACs)).to.deep.equal(
      [96, 128, 160, 192, 224].map((side) => side ** 2 * 3 * 3 * 3 * 4),
    );
    expect(rows.map(({ yours }) => yours)).to.deep.equal([null, null, null, 'yes', null]);
  });

  it('of a model from a file that says its input size there is a verdict and no grid', async () => {
    const address = new URL('../support/linked-model/model.json', import.meta.url).href;
    const reader = await Reader.of<NetBudget>(html`<net-budget model=${address} max-parameters="1k"></net-budget>`);
    await until(() => verdict(reader), 'the verdict');
    expect(verdict(reader)).to.match(/^✓ Fits|^✗ Does not fit/);
    expect(reader.all('[part=grid]')).to.have.length(0);
    expect(reader.words('.hint')).to.contain('no options to choose from');
  });
});
