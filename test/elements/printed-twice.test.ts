import { expect, html } from '@open-wc/testing';
import { networks } from '../../src/core/index.js';
import '../../src/elements/net-graph/net-graph.js';
import type { NetGraph } from '../../src/elements/net-graph/net-graph.js';
import type { GraphScene } from '../../src/figures/graph-scene.js';
import { differences, printedLooks, printedShapes, seenInPage, seenInText, structuresOf } from '../support/printed.js';
import { Reader } from '../support/reader.js';

/** What a graph has drawn, wherever a reader has panned it to, and the scene that it has drawn. */
function drawnBy(element: NetGraph) {
  const figure = element.shadowRoot!.querySelector('.figure')!;
  figure.querySelector('.sticky')!.removeAttribute('transform');
  return { figure, scene: (element as unknown as { scene: GraphScene }).scene };
}

const details = ['stages', 'blocks', 'layers'] as const;

describe('the graph, printed into a page and as text, is the same figure', () => {
  for (const theme of ['light', 'dark'] as const)
    it(`with the same colours, sizes and weights, ${theme}`, async () => {
      const { element } = await Reader.of<NetGraph>(html`<net-graph network="squeezenet" theme=${theme}></net-graph>`);
      const { figure, scene } = drawnBy(element);
      const page = seenInPage(figure);
      expect(page).not.to.have.length(0);
      expect(differences(page, seenInText(printedLooks(scene, theme)))).to.deep.equal([]);
    });

  for (const { id } of networks)
    for (const orientation of ['horizontal', 'vertical'] as const)
      it(`${id}, ${orientation}, at every level of detail`, async () => {
        const { element, state } = await Reader.of<NetGraph>(
          html`<net-graph network=${id} orientation=${orientation}></net-graph>`,
        );
        for (const detail of details) {
          state.setDepth(detail);
          await element.updateComplete;
          const { figure, scene } = drawnBy(element);
          expect(structuresOf(figure.children)).to.deep.equal(structuresOf(printedShapes(scene)));
          expect(figure.querySelectorAll('.slab')).not.to.have.length(0);
        }
      });
});
