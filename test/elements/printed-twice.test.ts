import { expect, fixture, html } from '@open-wc/testing';
import { adoptStyles, nothing, render } from 'lit';
import { buildNetwork, networks } from '../../src/core/index.js';
import '../../src/elements/net-blocks/net-blocks.js';
import '../../src/elements/net-compare/net-compare.js';
import '../../src/elements/net-convolution/net-convolution.js';
import '../../src/elements/net-experiment/net-experiment.js';
import '../../src/elements/net-graph/net-graph.js';
import '../../src/elements/net-node/engineering-view.js';
import { placeOf } from '../../src/figures/describe.js';
import '../../src/elements/net-legend/net-legend.js';
import type { NetElement } from '../../src/elements/shared/net-element.js';
import { until } from '../support/page.js';
import type { NetGraph } from '../../src/elements/net-graph/net-graph.js';
import { printShapes, stylesOf } from '../../src/elements/shared/print-scene.js';
import { theme } from '../../src/elements/shared/theme.js';
import {
  differences,
  drawnIn,
  printedLooks,
  printedShapes,
  seenInPage,
  seenInText,
  structuresOf,
} from '../support/printed.js';
import { rect, text, type Scene } from '../../src/figures/scene.js';
import { Reader } from '../support/reader.js';
import { chartScenes, DETAILS } from '../support/scenes.js';

/** Every figure that lies in an element is the same as text. */
function expectSame(element: HTMLElement): void {
  const svgs = [...element.shadowRoot!.querySelectorAll('svg:not(.mini)')];
  expect(svgs).not.to.have.length(0);
  for (const svg of svgs) svg.querySelector('.sticky')?.removeAttribute('transform'); // wherever a reader has panned it to
  for (const { figure, scene } of svgs.map(drawnIn))
    expect(structuresOf(figure.children)).to.deep.equal(structuresOf(printedShapes(scene)));
}

describe('the graph, printed into a page and as text, is the same figure', () => {
  for (const scheme of ['light', 'dark'] as const)
    it(`with the same colours, sizes and weights, ${scheme}`, async () => {
      const { element } = await Reader.of<NetGraph>(html`<net-graph network="squeezenet" theme=${scheme}></net-graph>`);
      const svg = element.shadowRoot!.querySelector('svg')!;
      svg.classList.add('panned'); // titles lie on paper of their own where something is panned below them
      const { figure, scene } = drawnIn(svg);
      const page = seenInPage(figure);
      expect(page).not.to.have.length(0);
      expect(differences(page, seenInText(printedLooks(scene, scheme)))).to.deep.equal([]);
    });

  for (const { id } of networks)
    for (const orientation of ['horizontal', 'vertical'] as const)
      it(`${id}, ${orientation}, at every level of detail`, async () => {
        const { element, state } = await Reader.of<NetGraph>(
          html`<net-graph network=${id} orientation=${orientation}></net-graph>`,
        );
        for (const detail of DETAILS) {
          state.setDetail(detail);
          await element.updateComplete;
          expectSame(element);
        }
      });
});

describe('what elements draw is the same as text', () => {
  const experiments = new URL('../support/experiments/index.json', import.meta.url).href;
  const network = buildNetwork('mobilenet-v2');
  const cases = {
    'an open block, from left to right': html`<net-graph orientation="horizontal"></net-graph>`,
    'an open block, from top to bottom': html`<net-graph orientation="vertical"></net-graph>`,
    'a graph without bars': html`<net-graph measure="none"></net-graph>`,
    'a legend': html`<net-legend></net-legend>`,
    'two blocks': html`<net-blocks></net-blocks>`,
    'a grouped convolution': html`<net-convolution groups="3"></net-convolution>`,
    'a comparison': html`<net-compare max-operations="600M"></net-compare>`,
    'an experiment of kinds': html`<net-experiment src=${experiments} name="position"></net-experiment>`,
    'an experiment of steps': html`<net-experiment src=${experiments} name="sweep"></net-experiment>`,
    'bytes alive': html`<net-engineering-view
      .network=${network}
      .place=${placeOf(network, 'stage2')}
    ></net-engineering-view>`,
  };
  for (const [name, template] of Object.entries(cases))
    it(name, async () => {
      const element = await fixture<NetElement>(template);
      if (name.startsWith('an open')) element.state!.toggle('stage2/block1');
      await element.updateComplete;
      element.scrollIntoView(); // some wait for their reader
      await until(() => element.shadowRoot!.querySelector('svg:not(.mini)'), name);
      expectSame(element);
    });
});

/** A scene in a page, with the styles that an element gives it. */
function shownScene({ looks, shapes }: Scene, colourScheme: 'light' | 'dark'): SVGSVGElement {
  const host = document.body.appendChild(document.createElement('div'));
  host.style.colorScheme = colourScheme;
  const root = host.attachShadow({ mode: 'open' });
  adoptStyles(root, [theme, stylesOf(looks)]);
  render(html`<svg>${printShapes(shapes)}</svg>`, root as unknown as HTMLElement);
  return root.querySelector('svg')!;
}

describe('every chart, printed into a page and as text, is the same figure', () => {
  for (const [name, make] of chartScenes)
    it(name, () => {
      const scene = make();
      for (const scheme of ['light', 'dark'] as const) {
        const svg = shownScene(scene, scheme);
        expect(structuresOf(svg.children)).to.deep.equal(structuresOf(printedShapes(scene)));
        const page = seenInPage(svg);
        expect(page).not.to.have.length(0);
        expect(differences(page, seenInText(printedLooks(scene, scheme)))).to.deep.equal([]);
        (svg.getRootNode() as ShadowRoot).host.remove();
      }
    });
});

describe('a figure printed where another one was', () => {
  const scenes = chartScenes.map(([, make]) => make());
  const root = document.createElement('div');
  const show = (content: unknown): SVGSVGElement => {
    render(html`<svg>${content}</svg>`, root);
    return root.querySelector('svg')!;
  };

  it('is the same as printed alone, whatever was there', () => {
    for (const [at, scene] of scenes.entries())
      for (const other of [scene, scenes[(at + 1) % scenes.length]!, scenes[(at * 7 + 3) % scenes.length]!]) {
        show(printShapes(scene.shapes));
        const svg = show(printShapes(other.shapes));
        expect(structuresOf(svg.children)).to.deep.equal(structuresOf(printedShapes(other)));
      }
  });

  it('keeps the elements of shapes that only move, and has no comments between them', () => {
    const box = (x: number, words: string) => [
      rect('slab', { x, y: 0, width: 10, height: 10, ...(x ? { rx: 1 } : {}) }, { title: words }),
      text('label', { x, y: 0 }, words),
    ];
    const [slab, label] = show(printShapes(box(1, 'one'))).children;
    const svg = show(printShapes(box(0, 'two')));
    expect([...svg.children]).to.deep.equal([slab, label]);
    expect(slab!.outerHTML).to.equal('<rect class="slab" x="0" y="0" width="10" height="10"><title>two</title></rect>');
    expect(label!.textContent).to.equal('two');
    expect(label!.childNodes).to.have.length(1);
  });

  it('goes when something else stands there', () => {
    show(printShapes(scenes[0]!.shapes));
    expect(show(nothing).children).to.have.length(0);
    expect(show(printShapes(scenes[1]!.shapes)).children).to.have.length(scenes[1]!.shapes.length);
  });
});
