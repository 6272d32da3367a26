import { expect, fixture, html } from '@open-wc/testing';
import { buildNetwork, countOperations, countParameters, networks } from '../../src/core/index.js';
import { formatExact } from '../../src/words/format.js';
import '../../src/elements/net-model/net-model.js';
import '../../src/elements/net-table/net-table.js';
import type { NetModel } from '../../src/elements/net-model/net-model.js';
import type { NetTable } from '../../src/elements/net-table/net-table.js';
import type { NetExport } from '../../src/elements/net-export/net-export.js';
import { ancestorsOf, flatten, nameOf, openRows, rankedRows, rowsOf } from '../../src/figures/layer-rows.js';
import { Reader } from '../support/reader.js';
import { wordsOf } from '../support/page.js';

const paper = (): Promise<Reader<NetTable>> => Reader.of(html`<net-table preset="paper"></net-table>`);

const column = (reader: Reader<NetTable>, index: number): string[] =>
  reader.all(`tbody tr > :nth-child(${index})`).map(wordsOf);

/** Row under the keyboard. */
const focused = (reader: Reader<NetTable>): string =>
  wordsOf(reader.element.shadowRoot!.activeElement!.querySelector('th')!);

const focusFirst = (reader: Reader<NetTable>): void => reader.find('tbody tr').focus();

describe('net-table: accessible', () => {
  it('closed, open and ranked', async () => {
    const reader = await paper();
    await expect(reader.element).to.be.accessible();
    await reader.click('Open all');
    reader.state.select('stage1/block1');
    await reader.element.updateComplete;
    await expect(reader.element).to.be.accessible();
    await reader.click('MACs');
    await expect(reader.element).to.be.accessible();
  });

  it('tells level, place and number of siblings of every row', async () => {
    const reader = await paper();
    const rows = reader.all('tbody tr');
    expect(rows.map((row) => row.ariaPosInSet)).to.deep.equal(rows.map((_, index) => `${index + 1}`));
    expect(new Set(rows.map((row) => row.ariaSetSize))).to.deep.equal(new Set([`${rows.length}`]));
    expect(rows.filter((row) => row.ariaExpanded).length).to.equal(9); // stem, seven stages, head
  });
});

describe('net-table: to take away', () => {
  const exported = (reader: Reader<NetTable>) => reader.find<NetExport>('net-export').table!();

  it('is every layer, also of closed groups, and says network, options and convention', async () => {
    const reader = await Reader.of<NetTable>(
      html`<net-table preset="paper" width="0.75" convention="keras"></net-table>`,
    );
    const { title, about, columns, rows } = await exported(reader);
    expect(title).to.equal('MobileNetV2 0.75 @ 224: layers');
    expect(about.join(' ')).to.contain('preset=paper').and.contain('width=0.75').and.contain('Keras');
    expect(rows.map(([path]) => path)).to.deep.equal(reader.state.network.nodes.map(({ id }) => id));
    const sum = rows.reduce((total, row) => total + (row[columns.indexOf('parameters')] as number), 0);
    expect(sum).to.equal(countParameters(reader.state.network, 'keras'));
  });

  it('is in the order that the reader chose', async () => {
    const reader = await paper();
    await reader.click('Parameters');
    const { rows } = await exported(reader);
    expect(rows[0]![0]).to.equal('classifier');
  });
});

describe('net-table: what it says', () => {
  it('shows the stages first, with their sums', async () => {
    const reader = await paper();
    expect(column(reader, 1).slice(0, 4)).to.deep.equal([
      'Input image',
      '› Stem',
      '› Stage 1: 1 × 16 channels',
      '› Stage 2: 2 × 24 channels',
    ]);
    expect(wordsOf(reader.find('tfoot')))
      .to.contain('3,504,872')
      .and.contain('300,774,272')
      .and.contain('151 layers'); // 52 convolutions and norms, 35 ReLU6, 10 additions, a pool and the classifier: no image
  });

  it('counts under the convention, and says which', async () => {
    const reader = await paper();
    reader.state.setConvention('keras');
    await reader.element.updateComplete;
    expect(wordsOf(reader.find('thead'))).to.contain('Keras');
    expect(wordsOf(reader.find('tfoot'))).to.contain('3,538,984');
  });

  it('calls layers as other code does', async () => {
    const reader = await paper();
    await reader.click('Open all');
    await reader.enter('.tools select', 'keras');
    expect(column(reader, 7)).to.include('block_1_expand_BN');
    await reader.enter('.tools select', 'torchvision');
    expect(column(reader, 7)).to.include('features.2.conv.0.1');
  });

  it('has every layer once it is open', async () => {
    const reader = await paper();
    await reader.click('Open all');
    expect(column(reader, 7)).to.include.members(reader.state.network.nodes.map(({ id }) => id));
  });

  it('keeps what was opened when the network changes', async () => {
    const reader = await paper();
    focusFirst(reader);
    for (const key of ['ArrowDown', 'ArrowRight']) await reader.press(key);
    expect(column(reader, 7)).to.include('stem/conv');
    reader.state.changeOptions({ width: 0.5 });
    await reader.element.updateComplete;
    expect(column(reader, 7)).to.include('stem/conv');
  });
});

describe('net-table: what it does', () => {
  it('ranks the layers by a column, most first, then least, then as the network runs', async () => {
    const reader = await paper();
    const before = column(reader, 7);
    await reader.click('Parameters');
    expect(reader.find('[aria-sort=descending]').textContent).to.contain('Parameters');
    expect(column(reader, 7).slice(0, 2)).to.deep.equal(['classifier', 'head/conv']);
    expect(reader.all('tbody tr')).to.have.length(152);
    await reader.click('Parameters');
    expect(column(reader, 7).at(-1)).to.equal('classifier');
    await reader.click('Parameters');
    expect(column(reader, 7)).to.deep.equal(before);
  });

  it('moves, opens and closes with the arrow keys', async () => {
    const reader = await paper();
    focusFirst(reader);
    await reader.press('End');
    expect(focused(reader)).to.equal('Fully connected layer');
    await reader.press('Home');
    await reader.press('ArrowDown');
    await reader.press('ArrowDown');
    expect(focused(reader)).to.contain('Stage 1');
    await reader.press('ArrowRight'); // opens
    await reader.press('ArrowRight'); // goes in
    expect(focused(reader)).to.contain('Inverted residual 32 → 16');
    await reader.press('ArrowLeft'); // goes out
    expect(focused(reader)).to.contain('Stage 1');
    await reader.press('ArrowLeft'); // closes
    expect(column(reader, 7)).to.not.include('stage1/block1');
    await reader.press('ArrowUp');
    expect(focused(reader)).to.contain('Stem');
  });

  it('selects with Enter and with a click, and says so once', async () => {
    const reader = await paper();
    focusFirst(reader);
    await reader.press('ArrowDown');
    await reader.press('Enter');
    expect(reader.state.selected).to.equal('stem');
    expect(reader.find('[aria-selected=true]').textContent).to.contain('Stem');
    reader.find('tbody tr').click();
    expect(reader.state.selected).to.equal('input');
    expect(reader.eventNames).to.deep.equal(['net-select', 'net-select']);
  });

  it('opens a group by its twisty without selecting it', async () => {
    const reader = await paper();
    reader.find('.twisty').click();
    await reader.element.updateComplete;
    expect(column(reader, 7)).to.include('stem/conv');
    expect(reader.state.selected).to.equal('');
  });

  it('shares selection and pointer with other views of the model', async () => {
    const model = await fixture<NetModel>(html`<net-model preset="paper"><net-table></net-table></net-model>`);
    const reader = new Reader(model.querySelector('net-table')!);
    await reader.element.updateComplete;
    model.state!.select('stage3/block2/project/conv');
    await reader.element.updateComplete;
    expect(reader.find('[aria-selected=true] .name').textContent).to.equal('stage3/block2/project/conv');
    expect(reader.find('tr[tabindex="0"] .name').textContent).to.equal('stage3/block2/project/conv');
    model.state!.hover('stage3/block1');
    await reader.element.updateComplete;
    expect(reader.find('[data-hovered] .name').textContent).to.equal('stage3/block1');
    reader.find('tbody tr').dispatchEvent(new PointerEvent('pointerenter'));
    expect(model.state!.hovered).to.equal('input');
    expect(reader.events).to.be.empty;
  });

  it('marks the layers of a unit, which has no row of its own', async () => {
    const reader = await paper();
    reader.state.select('stage2/block1/expand');
    await reader.element.updateComplete;
    expect(reader.all('[data-within] .name').map(wordsOf)).to.deep.equal(
      ['conv', 'norm', 'activation'].map((name) => `stage2/block1/expand/${name}`),
    );
  });
});

describe('rowsOf(network, convention)', () => {
  for (const { id, presets } of networks) {
    for (const preset of Object.keys(presets)) {
      const network = buildNetwork(id, { preset });
      const rows = rowsOf(network, 'torchvision');

      it(`${id} ${preset}: has every node once, in execution order`, () => {
        const nodes = flatten(rows).flatMap(({ node }) => (node ? [node.id] : []));
        expect(nodes).to.deep.equal(network.nodes.map((node) => node.id));
      });

      it(`${id} ${preset}: the sum over the rows is the network’s count`, () => {
        const sum = (of: 'parameters' | 'operations') => rows.reduce((total, { values }) => total + values[of], 0);
        expect(formatExact(sum('parameters'))).to.equal(formatExact(countParameters(network, 'torchvision')));
        expect(sum('operations')).to.equal(countOperations(network, 'torchvision'));
        for (const row of flatten(rows).filter(({ children }) => children.length)) {
          expect(row.children.reduce((total, { values }) => total + values.operations, 0)).to.equal(
            row.values.operations,
          );
        }
      });
    }
  }

  const network = buildNetwork('mobilenet-v2', { preset: 'paper' });
  const rows = rowsOf(network, 'paper');

  it('openRows: closed groups hide what is in them', () => {
    const open = openRows(rows, new Set(['stage2', 'stage2/block1']));
    expect(open.filter(({ level }) => level === 3).every(({ parent }) => parent === 'stage2/block1')).to.equal(true);
    expect(open.find(({ path }) => path === 'stage2/block2')).to.include({
      level: 2,
      place: 2,
      siblings: 2,
      open: false,
    });
  });

  it('rankedRows: layers only, equal ones in their order', () => {
    const ranked = rankedRows(rows, 'parameters', false);
    expect(ranked.every(({ node }) => node)).to.equal(true);
    const zeros = ranked.filter(({ values }) => !values.parameters).map(({ path }) => path);
    expect(zeros).to.deep.equal(network.nodes.map(({ id }) => id).filter((id) => zeros.includes(id)));
  });

  it('ancestorsOf: outermost first, none for what is no path', () => {
    expect(ancestorsOf(rows, 'stage2/block1/expand/conv')).to.deep.equal(['stage2', 'stage2/block1']);
    expect(ancestorsOf(rows, 'stage22/block1')).to.deep.equal([]);
  });

  it('nameOf: empty where other code has no such thing', () => {
    expect(nameOf(rows[2]!, 'keras')).to.equal('');
    expect(nameOf(rows[2]!, 'path')).to.equal('stage1');
  });
});
