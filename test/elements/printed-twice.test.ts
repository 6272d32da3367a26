import { expect, html } from '@open-wc/testing';
import { adoptStyles, render } from 'lit';
import { networks } from '../../src/core/index.js';
import '../../src/elements/net-graph/net-graph.js';
import type { NetGraph } from '../../src/elements/net-graph/net-graph.js';
import { printShapes, stylesOf } from '../../src/elements/shared/print-scene.js';
import { theme } from '../../src/elements/shared/theme.js';
import type { GraphScene } from '../../src/figures/graph-scene.js';
import { differences, printedLooks, printedShapes, seenInPage, seenInText, structuresOf } from '../support/printed.js';
import type { Scene } from '../../src/figures/scene.js';
import { Reader } from '../support/reader.js';
import { chartScenes, DETAILS } from '../support/scenes.js';

/** What a graph has drawn, wherever a reader has panned it to, and the scene that it has drawn. */
function drawnBy(element: NetGraph) {
  const figure = element.shadowRoot!.querySelector('.figure')!;
  figure.querySelector('.sticky')!.removeAttribute('transform');
  return { figure, scene: (element as unknown as { scene: GraphScene }).scene };
}

describe('the graph, printed into a page and as text, is the same figure', () => {
  for (const scheme of ['light', 'dark'] as const)
    it(`with the same colours, sizes and weights, ${scheme}`, async () => {
      const { element } = await Reader.of<NetGraph>(html`<net-graph network="squeezenet" theme=${scheme}></net-graph>`);
      const { figure, scene } = drawnBy(element);
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
          state.setDepth(detail);
          await element.updateComplete;
          const { figure, scene } = drawnBy(element);
          expect(structuresOf(figure.children)).to.deep.equal(structuresOf(printedShapes(scene)));
          expect(figure.querySelectorAll('.slab')).not.to.have.length(0);
        }
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
