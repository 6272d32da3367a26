import { expect, html } from '@open-wc/testing';
import { conventions } from '../../src/core/index.js';
import { captionOf, figureBlob, type Figure } from '../../src/elements/net-graph/save.js';
import { VERSION } from '../../src/elements/net-graph/version.js';
import '../../src/elements/net-graph/net-graph.js';
import type { NetGraph } from '../../src/elements/net-graph/net-graph.js';
import type { GraphDrawing } from '../../src/elements/net-graph/drawing.js';
import { Reader } from '../support/reader.js';

async function figureOf(template = html`<net-graph preset="paper" width="0.75"></net-graph>`) {
  const reader = await Reader.of<NetGraph>(template);
  const { request, graph } = (reader.element as unknown as { drawing: GraphDrawing }).drawing;
  const figure: Figure = { host: reader.element, request, state: reader.state };
  return { reader, figure, graph };
}

async function savedSvg(figure: Figure): Promise<Element> {
  const text = await (await figureBlob(figure, 'svg')).text();
  return new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
}

const numberAt = (svg: Element, name: string): number => Number(svg.getAttribute(name));

describe('saving the figure', () => {
  it('as SVG that stands alone: colours and sizes are attributes that any program reads, nothing is left of the page', async () => {
    const { figure, graph } = await figureOf();
    const text = await (await figureBlob(figure, 'svg')).text();
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    expect(parsed.querySelector('parsererror')).to.equal(null);
    expect(text).not.to.match(/oklab|var\(|light-dark|color-mix|class=|tabindex|NaN|undefined|<!--/);
    for (const shape of parsed.querySelectorAll('path, rect')) {
      expect(shape.getAttribute('fill')).to.match(/^(#[\da-f]{6}|none)$/);
    }
    const slabs = graph.items.flatMap(({ slabs }) => slabs);
    const [colours, found] = [new Set(), (selector: string) => parsed.querySelectorAll(selector).length];
    for (const { parts } of graph.items.flatMap(({ bars }) => bars)) parts.forEach(({ colour }) => colours.add(colour));
    expect(found('rect')).to.be.above(slabs.length);
    expect(found('path')).to.be.above(colours.size);
  });

  it('without the signs that open and close: in a file nothing answers a press', async () => {
    const { figure, graph } = await figureOf();
    const signs = graph.items.flatMap(({ sign }) => sign?.path ?? []);
    expect(signs.length).to.be.above(10);
    const drawn = [...(await savedSvg(figure)).querySelectorAll('path')].map((path) => path.getAttribute('d'));
    expect(signs.filter((sign) => drawn.includes(sign))).to.deep.equal([]);
  });

  it('is whole at full size, whatever the reader has zoomed to', async () => {
    const { reader, figure, graph } = await figureOf();
    const before = (await savedSvg(figure)).outerHTML;
    await reader.click('Zoom in');
    reader.element.fit();
    await reader.element.updateComplete;
    const svg = await savedSvg(figure);
    expect(svg.outerHTML).to.equal(before);
    expect(numberAt(svg, 'width')).to.equal(graph.width);
    expect(numberAt(svg, 'height')).to.be.above(graph.height);
  });

  it('says network, options, convention and what drew it', async () => {
    const { reader, figure } = await figureOf();
    reader.state.setConvention('keras');
    await reader.element.updateComplete;
    const texts = [...(await savedSvg(figure)).querySelectorAll('text')]
      .map(({ textContent }) => textContent)
      .join(' ');
    expect(texts).to.contain(reader.state.network.title).and.contain('preset paper, width 0.75');
    expect(texts).to.contain(`Counted as ${conventions.keras.title}`).and.contain(`mobilenet-explorer ${VERSION}`);
    expect(captionOf(reader.state).length).to.equal(4);
  });

  it('says the version of the package', async () => {
    const response = await fetch(new URL('../../package.json', import.meta.url));
    expect(((await response.json()) as { version: string }).version).to.equal(VERSION);
  });

  it('as PNG, twice as large', async () => {
    const { figure } = await figureOf(html`<net-graph preset="post" theme="dark"></net-graph>`);
    const svg = await savedSvg(figure);
    const bitmap = await createImageBitmap(await figureBlob(figure, 'png'));
    expect(bitmap.width).to.equal(Math.round(2 * numberAt(svg, 'width')));
    expect(bitmap.height).to.equal(Math.round(2 * numberAt(svg, 'height')));
  });

  for (const orientation of ['horizontal', 'vertical'] as const)
    it(`on the page’s own paper, ${orientation}, in the page’s own colours however it writes them`, async () => {
      const { figure } = await figureOf(
        html`<net-graph
          orientation=${orientation}
          theme="dark"
          style="--net-kind-depthwise: light-dark(blue, hsl(120 100% 25%)); --accent: #f00; --net-ink: var(--accent)"
        ></net-graph>`,
      );
      const svg = await savedSvg(figure);
      expect(svg.querySelector('rect')!.getAttribute('fill')).to.equal('#14181f');
      const fills = [...svg.querySelectorAll('path, text')].map((shape) => shape.getAttribute('fill'));
      expect(fills).to.include.members(['#008000', '#ff0000']).and.not.include.members(['#f7bd3c']);
    });

  it('by two buttons with names', async () => {
    const { reader } = await figureOf();
    const names = reader.all('[aria-label="Save as"] button').map(({ ariaLabel }) => ariaLabel);
    expect(names).to.deep.equal(['Save as SVG', 'Save as PNG']);
  });

  it('hands over a file named after network and depth', async () => {
    const { reader } = await figureOf();
    const downloads: string[] = [];
    const { click } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      downloads.push(this.download);
    };
    try {
      await reader.element.save('svg');
    } finally {
      HTMLAnchorElement.prototype.click = click;
    }
    expect(downloads).to.deep.equal(['mobilenet-v2-blocks.svg']);
  });
});
