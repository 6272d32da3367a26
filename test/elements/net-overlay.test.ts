import { expect, fixture, html } from '@open-wc/testing';
import '../../src/index.js';
import '../../src/elements/net-overlay/net-overlay.js';
import { FIRST_LOOK, formatOverlay, parseOverlay } from '../../src/explorer/overlay/choice.js';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import type { NetGraph } from '../../src/elements/net-graph/net-graph.js';
import type { NetModel } from '../../src/elements/net-model/net-model.js';
import type { NetOverlay } from '../../src/elements/net-overlay/net-overlay.js';
import type { NetTable } from '../../src/elements/net-table/net-table.js';
import { Page, until, wordsOf } from '../support/page.js';
import { Reader } from '../support/reader.js';

const CSV = 'layer,latency,delegate\nConv1,1.5,GPU\nblock_1_expand,8,GPU\nConv_1,4,CPU\nnowhere,9,CPU\n';
const file = (name = 'phone.csv', text = CSV): File => new File([text], name, { type: 'text/csv' });

/** A model with an overlay, a graph and a table of it. */
async function model(address = '') {
  const element = await fixture<NetModel>(html`
    <net-model preset="torchvision" overlay=${address}>
      <net-overlay></net-overlay><net-graph detail="stages"></net-graph><net-table></net-table>
    </net-model>
  `);
  const find = <E extends Element>(tag: string): E => element.querySelector<E>(tag)!;
  const overlay = find<NetOverlay>('net-overlay');
  return {
    reader: new Reader(overlay),
    overlay,
    graph: find<NetGraph>('net-graph'),
    table: find<NetTable>('net-table'),
  };
}

const washes = (graph: NetGraph): string[] =>
  [...graph.shadowRoot!.querySelectorAll('.wash')].map(({ classList }) => classList[1]!);

const laidOn = (graph: NetGraph) => until(() => washes(graph).length > 0, 'figures on the graph');

describe('net-overlay', () => {
  for (const theme of ['light', 'dark'])
    it(`is accessible, empty and with figures, ${theme}`, async () => {
      const ground = await fixture(
        html`<div style="color-scheme: ${theme}; background: Canvas"><net-overlay></net-overlay></div>`,
      );
      const overlay = ground.querySelector('net-overlay')!;
      const reader = new Reader(overlay);
      await overlay.updateComplete;
      await expect(overlay).to.be.accessible();
      overlay.takeFiles([file()]);
      await until(() => reader.all('[part=facts]').length > 0, 'the figures');
      reader.find<HTMLDetailsElement>('details').open = true;
      await expect(overlay).to.be.accessible();
    });

  it('lays a file over the graph and the table, and says what is about no layer', async () => {
    const { overlay, reader, graph, table } = await model();
    overlay.takeFiles([file()]);
    await laidOn(graph);
    await reader.element.updateComplete;
    expect(reader.words('[part=facts]')).to.equal('From phone.csv: 3 of 4 rows match a layer of it.');
    expect(reader.words('[part=unmatched] td')).to.equal('nowhere | no layer of that name');
    expect(washes(graph)).to.deep.equal(['shade-1', 'shade-7', 'shade-4']);
    expect(graph.shadowRoot!.querySelector('[data-path=stage2]')!.getAttribute('aria-label')).to.contain(
      'sum of latency 8',
    );
    await table.updateComplete;
    expect(wordsOf(table.shadowRoot!.querySelector('tfoot')!)).to.contain('13.5');
  });

  it('adds up as a reader wants it, as colour or as bars, and shows words by colours of their own', async () => {
    const { overlay, reader, graph } = await model();
    overlay.takeFiles([file()]);
    await laidOn(graph);
    await overlay.updateComplete;
    await reader.click('mean');
    await until(() => reader.words('[part=legend]').includes('mean of latency'), 'the mean');
    await reader.click('bar');
    await until(() => wordsOf(graph.shadowRoot!.querySelector('.sticky')!).includes('latency'), 'bars');
    expect(washes(graph)).to.deep.equal([]);
    await until(() => reader.all('select').length > 0, 'the columns');
    await reader.enter('select', 'delegate');
    await laidOn(graph);
    expect(washes(graph)).to.deep.equal(['word', 'word', 'word']);
    await until(() => reader.words('[part=legend] li') === 'GPU | CPU', 'the legend');
    await reader.click('Remove it');
    await until(() => washes(graph).length === 0, 'the bare graph');
  });

  it('takes figures from a script, and from an address in the tag', async () => {
    const { overlay, graph } = await model();
    overlay.data = [{ node: 'Conv1', ms: 2 }];
    await laidOn(graph);
    overlay.data = null;
    await until(() => washes(graph).length === 0, 'the bare graph');
    const other = await model(`data:text/csv,${encodeURIComponent(CSV)}`);
    await laidOn(other.graph);
    await until(() => other.reader.words('[part=facts]').includes('3 of 4'), 'the facts');
  });

  it('takes `src`, and keeps the last good figures beside what is wrong with the next', async () => {
    const element = await fixture<NetModel>(
      html`<net-model preset="torchvision"
        ><net-overlay src="/test/support/overlay.csv"></net-overlay><net-graph></net-graph
      ></net-model>`,
    );
    const overlay = element.querySelector('net-overlay')!;
    const reader = new Reader(overlay);
    const graph = element.querySelector('net-graph')!;
    await laidOn(graph);
    const before = washes(graph);
    overlay.src = '/no-such-table.csv';
    await until(() => reader.words('[part=error]'), 'the sentence');
    expect(reader.words('[part=error]')).to.match(/^overlay: expected \/no-such-table\.csv.*got 404/);
    await laidOn(graph);
    expect(washes(graph)).to.deep.equal(before);
    expect(reader.words('[part=facts]')).to.contain('overlay.csv');
    overlay.src = 'http://127.0.0.1:9/table.csv';
    await until(() => reader.words('[part=error]').includes('CORS'), 'what another host has to do');
    expect(washes(graph)).to.deep.equal(before);
    overlay.src = 'http://';
    await until(() => reader.words('[part=error]').includes('expected an address'), 'no address');
    overlay.src = null;
    await until(() => !washes(graph).length && !reader.words('[part=error]'), 'the bare graph');
  });

  it('is read from a link, and stands in it with all that a reader chose', async () => {
    const before = location.href;
    const address = new URL(location.href);
    const csv = '/test/support/overlay.csv';
    address.searchParams.set('lay-overlay', csv);
    address.searchParams.set('lay-overlay-as', 'max,colour,delegate');
    history.replaceState(null, '', address);
    const explorer = await fixture<NetExplorer>(
      html`<net-explorer preset="torchvision" no-image url-state="lay-"></net-explorer>`,
    );
    const graph = await until(() => explorer.shadowRoot!.querySelector('net-graph'), 'the graph');
    await laidOn(graph);
    expect(new Set(washes(graph))).to.deep.equal(new Set(['word']));
    explorer.state!.setOverlay({ ...explorer.state!.snapshot.overlay!, column: 'latency' });
    const said = () => new URLSearchParams(location.search).get('lay-overlay-as');
    await until(() => said() === 'max,colour,latency', 'the link');
    expect(new URLSearchParams(location.search).get('lay-overlay')).to.equal(csv);
    explorer.remove();
    history.replaceState(null, '', before);
  });

  it('is dropped onto an explorer that takes files, and what is no table is said', async () => {
    const explorer = await fixture<NetExplorer>(html`<net-explorer preset="torchvision" no-image></net-explorer>`);
    const page = { drop: Page.prototype.drop, window } as unknown as Page;
    page.drop(explorer, file());
    const graph = await until(() => explorer.shadowRoot!.querySelector('net-graph'), 'the graph');
    expect(washes(graph)).to.deep.equal([]); // an explorer without an image takes no files
    const own = await fixture<NetExplorer>(html`<net-explorer preset="torchvision"></net-explorer>`);
    page.drop(own, file());
    const drawn = await until(() => own.shadowRoot!.querySelector('net-graph'), 'the graph');
    await laidOn(drawn);
    const washesBefore = washes(drawn);
    page.drop(own, file('phone.csv', 'layer,ms\nConv1,1,2\n'));
    await until(() => own.state!.problem('overlay'), 'the problem');
    expect(own.state!.problem('overlay')!.message).to.equal(
      'phone.csv: row 1: expected 2 cells, as in the first line, got 3',
    );
    await laidOn(drawn);
    expect(washes(drawn), 'the last good figures stay').to.deep.equal(washesBefore);
    const beside = await fixture<NetOverlay>(html`<net-overlay></net-overlay>`);
    own.id = 'own';
    beside.setAttribute('for', 'own'); // where a reader would have pressed
    const error = await until(() => beside.shadowRoot!.querySelector('[part=error]'), 'the sentence beside the button');
    expect(wordsOf(error)).to.include('phone.csv: row 1');
    own.state!.setOverlay(undefined);
    await until(() => !own.state!.problem('overlay'), 'no problem any more');
  });
});

describe('the choice as text', () => {
  it('names an address, the way of adding up, the look and the column', () => {
    for (const [address, looks] of [
      ['a.csv', ''],
      ['a.csv', 'mean,bar,latency, in ms'],
      ['https://example.org/a.json', 'max,colour'],
    ] as const)
      expect(formatOverlay(parseOverlay(address, looks, true))).to.deep.equal([address, looks]);
    expect(formatOverlay(parseOverlay('', '', true))).to.deep.equal(['', '']);
    const own = { ...FIRST_LOOK, source: { kind: 'blob', blob: new Blob(), title: 'own.csv' } } as const;
    expect(formatOverlay(own), 'a reader’s own').to.equal(undefined);
    expect(() => parseOverlay('http://', '', true)).to.throw('overlay: expected an address');
    expect(() => parseOverlay('a.csv', 'most', true)).to.throw('overlay-as: expected one of sum, mean, max, got');
    expect(() => parseOverlay('a.csv', 'sum,line', true)).to.throw('overlay-as: expected one of colour, bar, got');
  });
});
