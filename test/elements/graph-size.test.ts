import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import '../../src/elements/net-graph/net-graph.js';
import type { NetGraph } from '../../src/elements/net-graph/net-graph.js';
import type { GraphDrawing } from '../../src/elements/net-graph/drawing.js';
import { savedScene } from '../../src/elements/net-graph/save.js';
import type { Network } from '../../src/core/index.js';
import { familyWith, longChain } from '../support/long-chain.js';
import { seen } from '../support/seen.js';

/** More elements than this make a page slow. */
const MOST = 3000;

async function drawn(network: Network, orientation: 'horizontal' | 'vertical'): Promise<NetGraph> {
  const element = await fixture<NetGraph>(
    html`<net-graph style="inline-size: 1248px" orientation=${orientation}></net-graph>`,
  );
  element.state!.families.add(familyWith(network));
  element.state!.choose({ network: network.id, options: {} });
  element.state!.setDetail('layers');
  await element.updateComplete;
  return element;
}

const sizeOf = ({ shadowRoot }: NetGraph): number => shadowRoot!.querySelectorAll('*').length;
const item = ({ shadowRoot }: NetGraph, path: string) =>
  shadowRoot!.querySelector<SVGGElement>(`[role=treeitem][data-path="${path}"]`);
const items = ({ shadowRoot }: NetGraph) => [...shadowRoot!.querySelectorAll<SVGGElement>('[role=treeitem]')];

describe('net-graph: 1,200 layers', () => {
  before(() => setViewport({ width: 1280, height: 800 }));

  for (const isGrouped of [false, true])
    for (const orientation of ['horizontal', 'vertical'] as const)
      it(`${orientation}, ${isGrouped ? 'in blocks' : 'as a line'}: what is out of view is not in the page`, async () => {
        const element = await drawn(longChain(1201, { isGrouped }), orientation);
        expect(items(element).length).to.be.above(20);
        expect(sizeOf(element)).to.be.below(MOST);
        element.fit();
        await element.updateComplete;
        expect(sizeOf(element)).to.be.below(MOST);
      });

  it('fitted, all of them are seen, and each can still be pointed at', async () => {
    const element = await drawn(longChain(1201), 'horizontal');
    element.fit();
    await element.updateComplete;
    const merged = element.shadowRoot!.querySelector<SVGPathElement>('.ways .slab.kind-conv')!.getBoundingClientRect();
    expect(merged.width).to.be.above(1000);
    const { left, top } = element.shadowRoot!.querySelector('svg')!.getBoundingClientRect();
    const at = { clientX: left + 700, clientY: top + 100, bubbles: true, composed: true };
    element.shadowRoot!.querySelector('svg')!.dispatchEvent(new PointerEvent('pointerover', at));
    expect(element.state!.hovered).to.match(/^(conv|norm|activation)2\d\d$/);
  });

  it('keys reach every layer, drawn or not', async () => {
    const element = await drawn(longChain(1201), 'horizontal');
    item(element, 'input')!.focus();
    await sendKeys({ press: 'End' });
    await seen(() => (element.shadowRoot!.activeElement as SVGElement | null)?.dataset['path'] === 'activation399');
    expect(item(element, 'activation399')!.getAttribute('aria-posinset')).to.equal('1201');
    await seen(() => item(element, 'activation390'));
    expect(item(element, 'conv10')).to.equal(null);
  });

  it('down the page, what is scrolled to is drawn', async () => {
    const element = await drawn(longChain(1201), 'vertical');
    expect(item(element, 'conv300')).to.equal(null);
    const { height } = element.shadowRoot!.querySelector('.view')!.getBoundingClientRect();
    scrollTo(0, (height * 3) / 4);
    await seen(() => item(element, 'conv300'));
    expect(sizeOf(element)).to.be.below(MOST);
    scrollTo(0, 0);
    await seen(() => item(element, 'input') && !item(element, 'conv300'));
  });

  it('saving draws everything, fitted or not', async () => {
    const element = await drawn(longChain(1201), 'horizontal');
    element.fit();
    await element.updateComplete;
    const { request } = (element as unknown as { drawing: GraphDrawing }).drawing;
    const { shapes } = savedScene({ host: element, request, state: element.state! });
    expect(shapes.filter(({ role }) => role.startsWith('place')).length).to.equal(1201);
  });

  it('printing draws everything', async () => {
    const element = await drawn(longChain(1201), 'horizontal');
    dispatchEvent(new Event('beforeprint'));
    await element.updateComplete;
    expect(items(element).length).to.equal(1201);
    dispatchEvent(new Event('afterprint'));
    await element.updateComplete;
    expect(sizeOf(element)).to.be.below(MOST);
  });
});
