import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import { executeServerCommand, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import type { TemplateResult } from 'lit';
import '../../src/elements/net-graph/net-graph.js';
import type { NetGraph } from '../../src/elements/net-graph/net-graph.js';
import { until } from '../support/page.js';
import { seen } from '../support/seen.js';

/** A graph with a page around it that can be scrolled. */
async function drawn(template: TemplateResult, width = 1248): Promise<NetGraph> {
  const page = await fixture<HTMLElement>(
    html`<div style="inline-size: ${width}px; padding-block-end: 2000px">${template}</div>`,
  );
  const element = page.querySelector('net-graph')!;
  await element.updateComplete;
  scrollTo(0, 0);
  return element;
}

const find = <E extends Element = SVGElement>({ shadowRoot }: NetGraph, selector: string): E =>
  shadowRoot!.querySelector<E>(selector)!;
const item = (element: NetGraph, path: string) => find(element, `[role=treeitem][data-path="${path}"]`);
const panOf = (element: NetGraph): number => {
  const { e } = find<SVGGElement>(element, '.figure').transform.baseVal.consolidate()!.matrix;
  return e;
};
const scaleOf = (element: NetGraph): number => {
  const { a } = find<SVGGElement>(element, '.figure').transform.baseVal.consolidate()!.matrix;
  return a;
};

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A finger from one place to another, in steps. */
const way = (from: Point, to: Point, steps = 12): readonly Point[] =>
  Array.from({ length: steps + 1 }, (_, at) => ({
    x: Math.round(from.x + ((to.x - from.x) * at) / steps),
    y: Math.round(from.y + ((to.y - from.y) * at) / steps),
  }));

const touch = (...fingers: (readonly Point[])[]) => executeServerCommand('touch', fingers as never);

async function pressMouse(element: Element): Promise<void> {
  const { x, y, width, height } = element.getBoundingClientRect();
  await sendMouse({ type: 'click', position: [Math.round(x + width / 2), Math.round(y + height / 2)] });
}

describe('net-graph: the map of a figure that does not fit', () => {
  before(() => setViewport({ width: 1280, height: 800 }));

  const mapOf = (element: NetGraph): Element | null => element.shadowRoot!.querySelector('net-graph-overview');
  const frameOf = (map: Element): DOMRect => map.shadowRoot!.querySelector('.seen')!.getBoundingClientRect();

  it('is there for layers and not for stages, hidden from screen readers, whose keys move the figure', async () => {
    const element = await drawn(html`<net-graph preset="paper" detail="stages"></net-graph>`);
    expect(mapOf(element)).to.equal(null);
    element.state!.setDetail('layers');
    await element.updateComplete;
    const map = await seen(() => element.shadowRoot!.querySelector('net-graph-overview:defined'));
    await expect(element).to.be.accessible();
    expect(map.ariaHidden).to.equal('true');
    item(element, 'input').focus();
    await sendKeys({ press: 'End' });
    await element.updateComplete;
    await seen(() => panOf(element) < -1000);
    await seen(() => Math.abs(frameOf(map).right - map.getBoundingClientRect().right) < 60);
  });

  it('moves it where the mouse presses, and as far as the frame is dragged', async () => {
    const element = await drawn(html`<net-graph preset="paper" detail="layers"></net-graph>`);
    const map = await seen(() => element.shadowRoot!.querySelector('net-graph-overview:defined'));
    await seen(() => map.shadowRoot!.querySelector('path'));
    const { left, top, width, height } = map.getBoundingClientRect();
    const [x, y] = [Math.round(left + 0.7 * width), Math.round(top + height / 2)];
    await sendMouse({ type: 'click', position: [x, y] });
    const middle = (): number => (frameOf(map).left + frameOf(map).right) / 2;
    await seen(() => Math.abs(middle() - x) < 2);
    const panned = panOf(element);
    expect(panned).to.be.below(-1000);
    await sendMouse({ type: 'move', position: [x + 10, y] });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [x - 90, y] });
    await sendMouse({ type: 'up' });
    await seen(() => Math.abs(middle() - (x - 100)) < 2);
    expect(panOf(element)).to.be.above(panned);
    await sendMouse({ type: 'move', position: [x + 90, y] });
    expect(Math.abs(middle() - (x - 100)), 'after it was let go').to.be.below(2);
  });
});

describe('net-graph: fingers at 768 pixels', () => {
  before(() => setViewport({ width: 768, height: 1024 }));

  /** D3 comes with the first touch; what follows is its. */
  async function touched(): Promise<NetGraph> {
    const element = await drawn(html`<net-graph preset="paper" detail="layers"></net-graph>`, 736);
    const view = find(element, 'svg');
    // A touch while the page still scrolls of itself only stops that, and reaches no element.
    for (let isHere = false; !isHere;) {
      await touch([{ x: 500, y: 200 }]);
      isHere = await Promise.race([seen(() => '__zoom' in view), aTimeout(2000).then(() => '__zoom' in view)]);
    }
    return element;
  }

  it('one finger pans the graph sideways', async () => {
    const element = await touched();
    const before = panOf(element);
    while (panOf(element) > before - 150) await touch(way({ x: 600, y: 200 }, { x: 300, y: 205 }));
    expect(scrollY).to.equal(0);
  });

  it('one finger that goes up scrolls the page', async () => {
    const element = await touched();
    const before = panOf(element);
    while (scrollY < 100) await touch(way({ x: 500, y: 400 }, { x: 502, y: 100 }));
    expect(panOf(element)).to.be.closeTo(before, 5);
    scrollTo(0, 0);
  });

  it('two fingers zoom', async () => {
    const element = await touched();
    while (scaleOf(element) < 1.5)
      await touch(way({ x: 380, y: 200 }, { x: 200, y: 200 }), way({ x: 420, y: 200 }, { x: 600, y: 200 }));
  });
});

describe('net-graph: zoom and depth are two acts', () => {
  before(() => setViewport({ width: 1280, height: 800 }));

  const open = (element: NetGraph) => [...element.state!.toggled];

  it('+ zooms, by button and by key, and opens nothing', async () => {
    const element = await drawn(html`<net-graph preset="paper"></net-graph>`);
    for (let step = 0; step < 4; step++) await pressMouse(find(element, '[aria-label="Zoom in"]'));
    await seen(() => scaleOf(element) > 3);
    item(element, 'stage4/block2').focus();
    await sendKeys({ press: '+' });
    await sendKeys({ press: '+' });
    await seen(() => scaleOf(element) > 5);
    expect(open(element)).to.deep.equal([]);
    expect(element.state!.detail).to.equal('blocks');
  });

  it('all layers are shown from where the selection is', async () => {
    const element = await drawn(html`<net-graph preset="post" select="stage5/block2"></net-graph>`);
    const layers = [...element.shadowRoot!.querySelectorAll('button')].find(
      ({ textContent }) => textContent.trim() === 'Layers',
    )!;
    await pressMouse(layers);
    await until(() => element.state!.detail === 'layers', 'the layers');
    await until(() => {
      const { left, right } = item(element, 'stage5/block2').getBoundingClientRect();
      return left > 100 && right < 1280;
    }, 'the selected block to be in view');
  });

  it('a block shows that it opens, and one press on its sign does that; one more closes it', async () => {
    const element = await drawn(html`<net-graph preset="paper"></net-graph>`);
    const sign = (path: string) => find(element, `.opener[data-path="${path}"]`);
    expect(sign('stage3/block2').getBoundingClientRect().width).to.be.above(30);
    await pressMouse(sign('stage3/block2'));
    await element.updateComplete;
    expect(item(element, 'stage3/block2').ariaExpanded).to.equal('true');
    await pressMouse(sign('stage3/block2'));
    await element.updateComplete;
    expect(item(element, 'stage3/block2').ariaExpanded).to.equal('false');
  });

  it('the name of a stage can be pressed: no column lies over it', async () => {
    const element = await drawn(html`<net-graph preset="paper"></net-graph>`);
    const name = [...element.shadowRoot!.querySelectorAll('.header .head')].find(
      ({ textContent }) => textContent.trim() === '4',
    )!;
    await pressMouse(name);
    expect(element.state!.selected).to.equal('stage4');
  });

  it('Fit of layers leaves nothing that is too small to read', async () => {
    const element = await drawn(html`<net-graph preset="paper" detail="layers"></net-graph>`);
    await pressMouse(
      [...element.shadowRoot!.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Fit')!,
    );
    await element.updateComplete;
    const figure = find(element, 'svg').getBoundingClientRect();
    expect(item(element, 'classifier').getBoundingClientRect().right).to.be.at.most(figure.right + 1);
    expect(scaleOf(element)).to.equal(1);
    for (const label of element.shadowRoot!.querySelectorAll('.label'))
      expect(parseFloat(getComputedStyle(label).fontSize)).to.be.at.least(11);
    expect(element.shadowRoot!.querySelectorAll('.header .head').length).to.be.at.least(7);
  });

  it('numbers stand beside a graph that runs down a wide page', async () => {
    const element = await drawn(html`<net-graph preset="paper" orientation="vertical" measure="all"></net-graph>`);
    const words = find(element, '.leaf .title').getBoundingClientRect();
    for (const value of element.shadowRoot!.querySelectorAll('.leaf .value'))
      expect(value.getBoundingClientRect().left - words.left).to.be.below(300);
  });
});

describe('net-graph: one measure, of the reader’s choice', () => {
  before(() => setViewport({ width: 1280, height: 800 }));

  it('shows operations at first; a list has the others, all, and none', async () => {
    const element = await drawn(html`<net-graph preset="paper"></net-graph>`);
    const rows = () => element.shadowRoot!.querySelectorAll('.baseline').length;
    expect(rows()).to.equal(1);
    const list = find<HTMLSelectElement>(element, '[aria-label="Costs shown"]');
    const found: number[] = [];
    list.focus();
    for (let at = 0; at < list.options.length; at++) {
      await element.updateComplete;
      found.push(rows());
      await sendKeys({ press: 'ArrowDown' });
    }
    expect(found).to.deep.equal([1, 1, 1, 3, 0]);
  });

  it('the direction is the reader’s choice, too', async () => {
    const element = await drawn(html`<net-graph preset="paper"></net-graph>`);
    const buttons = [...element.shadowRoot!.querySelectorAll('button')];
    await pressMouse(buttons.find(({ textContent }) => textContent.trim() === '↓')!);
    await element.updateComplete;
    expect(find(element, 'svg').ariaOrientation).to.equal('vertical');
    expect(element.orientation, 'what the tag says').to.equal('auto');
    element.orientation = 'horizontal';
    await element.updateComplete;
    expect(find(element, 'svg').ariaOrientation, 'as the tag says since').to.equal('horizontal');
  });

  it('fits 360 pixels with pictures and one measure, and stays readable', async () => {
    for (const detail of ['blocks', 'layers']) {
      const element = await drawn(
        html`<net-graph preset="paper" detail=${detail} max-height="300" no-caption></net-graph>`,
      );
      element.awaitsPictures = true;
      await element.updateComplete;
      expect(element.getBoundingClientRect().height, detail).to.be.at.most(360);
    }
  });

  it('blocks that are alike are folded by one press, told so, and unfolded by the next', async () => {
    const element = await drawn(html`<net-graph preset="paper"></net-graph>`);
    const fold = find(element, '[aria-label$="fold blocks that are alike"]');
    await pressMouse(fold);
    await element.updateComplete;
    expect(item(element, 'stage4/block3')).to.equal(null);
    expect(item(element, 'stage4/block2').ariaLabel).to.match(/^3 blocks that are alike, stage 4, block 2/);
    element.state!.select('stage4/block4');
    await element.updateComplete;
    expect(item(element, 'stage4/block2').ariaSelected).to.equal('true');
    await pressMouse(fold);
    await element.updateComplete;
    expect(item(element, 'stage4/block4').ariaSelected).to.equal('true');
  });
});
