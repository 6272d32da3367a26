import { expect, fixture, html } from '@open-wc/testing';
import { buildNetwork, costOf, formulaOf } from '../../src/core/index.js';
import { memoryOf } from '../../src/core/memory.js';
import '../../src/elements/net-blocks/net-blocks.js';
import '../../src/elements/net-compare/net-compare.js';
import '../../src/elements/net-formula/net-formula.js';
import '../../src/elements/net-node/net-node.js';
import type { NetExport } from '../../src/elements/net-export/net-export.js';
import type { ExportCell, ExportTable } from '../../src/words/table-export.js';
import { until } from '../support/page.js';

/** In an element, in the shadow roots inside it too. */
function exportsIn(root: ParentNode): NetExport[] {
  const inner = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? exportsIn(shadowRoot) : []));
  return [...root.querySelectorAll<NetExport>('net-export'), ...inner];
}

/** The tables that an element offers, as soon as there are so many. */
async function tablesOf(template: ReturnType<typeof html>, count: number): Promise<ExportTable[]> {
  const element = await fixture(template);
  await until(() => exportsIn(element.shadowRoot!).length >= count, `${count} tables to take away`);
  return Promise.all(exportsIn(element.shadowRoot!).map(async ({ table }) => table!()));
}

const column = ({ columns, rows }: ExportTable, name: string): ExportCell[] =>
  rows.map((row) => row[columns.indexOf(name)]!);

const sum = (cells: readonly ExportCell[]): number => cells.reduce<number>((total, cell) => total + Number(cell), 0);

describe('tables that can be taken away', () => {
  it('net-formula: the arithmetic of a block, with its total and what it leaves out', async () => {
    const path = 'stage2/block1';
    const [table] = await tablesOf(html`<net-formula network="mobilenet-v2" path=${path}></net-formula>`, 1);
    const { value, rows } = formulaOf(buildNetwork('mobilenet-v2'), path, 'parameters');
    const values = column(table!, 'parameters');
    expect(values).to.have.length(rows!.length + 1);
    expect(values.at(-1)).to.equal(value);
    expect(sum(values.slice(0, -1))).to.equal(value);
    expect(table!.about.join()).to.contain('network=mobilenet-v2').and.to.contain('batch norm');
  });

  it('net-compare: totals, stages and points, exactly, each with its network', async () => {
    const tables = await tablesOf(html`<net-compare networks="resnet?depth=18; alexnet"></net-compare>`, 3);
    const [totals, stages, points] = tables;
    const { macs } = costOf(buildNetwork('resnet', { depth: '18' })).total;
    expect(column(totals!, 'options')).to.deep.equal(['resnet?depth=18', 'alexnet']);
    expect(column(totals!, 'MACs (torchvision)')[0]).to.equal(macs);
    const ofResnet = stages!.rows.filter(([title]) => title === totals!.rows[0]![0]);
    expect(sum(ofResnet.map((row) => row[stages!.columns.indexOf('MACs')]!))).to.equal(macs);
    expect(sum(ofResnet.map((row) => row[stages!.columns.indexOf('share')]!))).to.be.closeTo(1, 1e-12);
    expect(column(points!, 'top-1')).to.deep.equal(column(points!, 'top-1').toSorted((a, b) => Number(b) - Number(a)));
    expect(column(points!, 'source').every(Boolean)).to.equal(true);
  });

  it('net-blocks: what differs', async () => {
    const [table] = await tablesOf(html`<net-blocks></net-blocks>`, 1);
    expect(table!.columns).to.have.length(5);
    expect(column(table!, 'differs')).to.include('yes');
  });

  it('net-node: memory by precision, and each step’s bytes', async () => {
    const element = await fixture(html`<net-node network="mobilenet-v2" select="stage2/block1"></net-node>`);
    const open = (root: ParentNode, part: string): void =>
      void (root.querySelector<HTMLDetailsElement>(`details[part=${part}]`)!.open = true);
    open(element.shadowRoot!, 'engineering');
    const view = await until(() => element.shadowRoot!.querySelector('net-engineering-view'), 'the part for engineers');
    await until(() => view.shadowRoot?.querySelector('details'), 'its content');
    open(view.shadowRoot!, 'steps');
    await until(() => exportsIn(view.shadowRoot!).length === 3, 'its tables, with that of training');
    const tables = await Promise.all(exportsIn(view.shadowRoot!).map(async ({ table }) => table!()));
    const [memory] = tables;
    const steps = tables.find(({ columns }) => columns.includes('bytes alive'));
    const { peak, steps: made } = memoryOf(buildNetwork('mobilenet-v2'), { precision: 'fp32' });
    expect(column(memory!, 'peak of activations, BN folded')[0]).to.equal(peak.alive);
    expect(column(steps!, 'bytes alive').slice(0, made.length)).to.deep.equal(made.map(({ alive }) => alive));
  });
});
