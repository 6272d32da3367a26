import { expect, fixture, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/index.js';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import type { NetGraph } from '../../src/elements/net-graph/net-graph.js';
import type { NetLegend } from '../../src/elements/net-legend/net-legend.js';
import { deepElements } from '../support/deep.js';
import { forceColours } from '../support/forced-colours.js';
import { until } from '../support/page.js';
import { overprinted, seenTexts } from '../support/seen-texts.js';

async function open(template: TemplateResult): Promise<{ element: NetExplorer; host: HTMLElement }> {
  const host = await fixture<HTMLElement>(template);
  const element = host.querySelector('net-explorer')!;
  await element.ready;
  await until(() => insideOf(element, '[role=tab]').length, 'the panel');
  await until(() => insideOf(element, 'net-formula:defined, net-image:defined').length > 1, 'what is in it');
  return { element, host };
}

const insideOf = (element: Element, selector: string): HTMLElement[] =>
  deepElements(element.shadowRoot!).filter((one): one is HTMLElement => one.matches(selector));

const paintOf = (element: Element): string => getComputedStyle(element).fill;

describe('a page of any colour', () => {
  it('lies below all of it: neither the explorer nor its parts have a ground', async () => {
    const { element } = await open(html`<div><net-explorer preset="paper" select="stem"></net-explorer></div>`);
    const grounds = [element, ...insideOf(element, '.bench, .sheet, .panel, [part~=graph], [part~=image], .view')];
    for (const one of grounds)
      expect(getComputedStyle(one).backgroundColor, one.outerHTML.slice(0, 80)).to.equal('rgba(0, 0, 0, 0)');
    expect(paintOf(insideOf(element, '.sticky rect')[0]!)).to.equal('none');
  });

  it('dark by a class alone: by color-scheme on the tag', async () => {
    const { element } = await open(html`<div style="color-scheme: dark"><net-explorer></net-explorer></div>`);
    const [red = 0] = getComputedStyle(element).color.match(/\d+/g)!.map(Number);
    expect(red).to.be.above(200);
  });
});

describe('a page from right to left', () => {
  it('mirrors the layout, not the drawing; numbers and their units stay in order, and nothing overprints', async () => {
    const { element, host } = await open(
      html`<div dir="rtl" style="inline-size: 1200px">
        <net-explorer preset="paper" select="stage2/block1" tab="count"></net-explorer>
      </div>`,
    );
    const [graph, image] = ['[part~=graph]', '[part~=image]'].map((part) =>
      insideOf(element, part)[0]!.getBoundingClientRect(),
    );
    expect(image!.left).to.be.above(graph!.left + 600);
    const items = insideOf(element, 'net-graph')[0]!.shadowRoot!.querySelectorAll('[data-path]');
    expect(items[0]!.getBoundingClientRect().left).to.be.below(items[items.length - 1]!.getBoundingClientRect().left);
    expect(overprinted(seenTexts(host).filter(({ tag }) => tag === 'net-graph'))).to.deep.equal([]);
    expect(
      orderOf(insideOf(element, 'dd').find(({ textContent }) => /^\s*112×112×16\s*$/.test(textContent))!),
    ).to.equal('112×112×16');
    const words = (text: string): Element | undefined =>
      insideOf(element, '*').find((one) =>
        [...one.childNodes].some((node) => (node as Text).data?.trim().replace(/\s/g, ' ') === text),
      );
    for (const text of ['112×112×16', '29.2 M', '29,202,432'])
      expect(orderOf(await until(() => words(text), text))).to.equal(text);
  });
});

/** The letters of an element as they lie on the screen, from left to right. */
function orderOf(element: Element): string {
  const [text] = [...element.childNodes].filter(
    (node): node is Text => node instanceof Text && node.data.trim() !== '',
  );
  const letters = [...text!.data].map((letter, at) => {
    const range = document.createRange();
    range.setStart(text!, at);
    range.setEnd(text!, at + 1);
    return { letter, left: range.getBoundingClientRect().left };
  });
  const isText = element.ownerDocument.defaultView && 'getStartPositionOfChar' in element;
  const places = isText
    ? letters.map(({ letter }, at) => ({ letter, left: (element as SVGTextElement).getStartPositionOfChar(at).x }))
    : letters;
  return places
    .filter(({ letter }) => letter.trim() || isText)
    .sort((a, b) => a.left - b.left)
    .map(({ letter }) => letter)
    .join('')
    .replace(/\s/g, ' ');
}

describe('forced colours', () => {
  afterEach(() => forceColours(false));

  it('tell kinds apart by patterns, in the legend as in the drawing', async () => {
    await forceColours(true);
    const host = await fixture(
      html`<div>
        <net-graph id="forced" preset="paper" detail="layers"></net-graph><net-legend for="forced"></net-legend>
      </div>`,
    );
    const graph = host.querySelector<NetGraph>('net-graph')!;
    const legend = host.querySelector<NetLegend>('net-legend')!;
    await Promise.all([graph.ready, legend.ready]);
    await until(
      () => graph.shadowRoot!.querySelector('pattern') && legend.shadowRoot!.querySelector('pattern'),
      'them',
    );
    const kinds = ['conv', 'pointwise', 'depthwise', 'norm', 'activation', 'pool', 'dense'];
    const here = kinds.filter((kind) => graph.shadowRoot!.querySelector(`.mark.kind-${kind}`));
    const paints = (root: ShadowRoot, what: string): string[] =>
      here.map((kind) => paintOf(root.querySelector(`${what}.kind-${kind}`)!));
    const drawn = paints(graph.shadowRoot!, '.mark');
    expect(here.length).to.be.above(4);
    expect(new Set(drawn).size).to.equal(here.length);
    expect(paints(legend.shadowRoot!, '.swatch')).to.deep.equal(drawn);
  });

  it('leave a figure its patterns whose tag is wrong for a while', async () => {
    await forceColours(true);
    const graph = await fixture<NetGraph>(html`<net-graph preset="paper" width="wide" detail="layers"></net-graph>`);
    const patterns = (): number => graph.shadowRoot!.querySelectorAll('pattern').length;
    const all = await until(patterns, 'the patterns');
    graph.setAttribute('width', '0.5');
    await graph.ready;
    expect(graph.shadowRoot!.querySelector('.mark.kind-norm')).not.to.equal(null);
    expect(patterns()).to.equal(all);
    graph.setAttribute('width', 'wide');
    await until(() => !graph.shadowRoot!.querySelector('.mark'), 'the sentence');
    expect(patterns()).to.equal(all);
  });
});

describe('a page of any width', () => {
  for (const width of [200, 320, 480, 768, 1024, 1600])
    it(`${width} px: nothing reaches out of it`, async () => {
      const { element, host } = await open(
        html`<div style="inline-size: ${width}px; overflow: auto">
          <net-explorer preset="paper" select="stem"></net-explorer>
        </div>`,
      );
      expect(host.scrollWidth).to.equal(width);
      const edge = host.getBoundingClientRect().right;
      for (const tab of insideOf(element, '[role=tab]')) expect(tab.getBoundingClientRect().right).to.be.at.most(edge);
    });
});

describe('paper', () => {
  it('has the whole figure, whatever its width, and what was folded; then all is as it was', async () => {
    const { element } = await open(
      html`<div style="inline-size: 900px">
        <net-explorer preset="paper" detail="layers" tab="count"></net-explorer>
      </div>`,
    );
    const drawing = (): Element => insideOf(element, 'net-graph')[0]!.shadowRoot!.querySelector('svg')!;
    const folded = (): number =>
      insideOf(element, 'net-inspector')[0]!.shadowRoot!.querySelectorAll('details[open]').length;
    expect([drawing().hasAttribute('viewBox'), folded()]).to.deep.equal([false, 0]);
    dispatchEvent(new Event('beforeprint'));
    await Promise.resolve();
    const [, , width = 0] = drawing().getAttribute('viewBox')!.split(' ').map(Number);
    const { state } = element;
    expect(width).to.be.above(900);
    for (const { id } of state!.network.nodes.slice(1))
      expect(drawing().querySelector(`[data-path="${id}"]`) === null, id).to.equal(false);
    expect(folded()).to.equal(1);
    expect(insideOf(element, 'net-table')[0]!.shadowRoot!.querySelectorAll('tr').length).to.be.above(10);
    dispatchEvent(new Event('afterprint'));
    await element.updateComplete;
    await until(() => !drawing().hasAttribute('viewBox') && folded() === 0, 'the screen');
  });
});

describe('a policy of the page', () => {
  it('that has refused an address is named, with its rule', async () => {
    const frame = document.createElement('iframe');
    frame.src = '/test/support/refusing.html';
    const said = new Promise<string>((resolve) =>
      addEventListener('message', ({ data }) => typeof data?.message === 'string' && resolve(data.message)),
    );
    document.body.append(frame);
    expect(await said).to.equal(
      'model: expected /model.json from elsewhere.example, got a refusal by this page’s Content-Security-Policy (connect-src)',
    );
    frame.remove();
  });
});
