import { expect, fixture, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/elements/net-graph/net-graph.js';
import '../../src/elements/net-model/net-model.js';
import type { NetGraph } from '../../src/elements/net-graph/net-graph.js';
import type { NetModel } from '../../src/elements/net-model/net-model.js';
import { Reader } from '../support/reader.js';
import { seen, settled } from '../support/inspection.js';
import { until, wordsOf } from '../support/page.js';

/** A graph used as a reader uses it. */
class GraphReader extends Reader<NetGraph> {
  static async draw(graph: TemplateResult, width = 1248): Promise<GraphReader> {
    const box = await fixture<HTMLElement>(html`<div style="inline-size: ${width}px">${graph}</div>`);
    const element = box.querySelector('net-graph')!;
    await element.updateComplete;
    return new GraphReader(element);
  }

  item(path: string): SVGGElement {
    return this.find<SVGGElement>(`[data-path="${path}"]`);
  }

  get paths(): string[] {
    return this.all<SVGGElement>('[role="treeitem"]').map(({ dataset }) => dataset['path']!);
  }

  get selected(): string[] {
    return this.all<SVGGElement>('[aria-selected="true"]').map(({ dataset }) => dataset['path']!);
  }

  get focused(): string | undefined {
    return (this.element.shadowRoot!.activeElement as SVGElement | null)?.dataset['path'];
  }

  get transform(): string {
    return this.find('.figure').getAttribute('transform')!;
  }

  /** The tree is reached with Tab: there is one stop. */
  async enterTree(): Promise<void> {
    const stops = this.all<SVGGElement>('[role="treeitem"][tabindex="0"]');
    expect(stops.length).to.equal(1);
    stops[0]!.focus();
    await this.element.updateComplete;
  }

  async pressAll(...keys: string[]): Promise<string | undefined> {
    for (const key of keys) await this.press(key);
    return this.focused;
  }

  async clickItem(path: string): Promise<void> {
    this.item(path).dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
    await this.element.updateComplete;
  }

  async wheel(init: WheelEventInit): Promise<WheelEvent> {
    const event = new WheelEvent('wheel', { bubbles: true, cancelable: true, clientX: 400, clientY: 150, ...init });
    this.find('svg').dispatchEvent(event);
    await this.element.updateComplete;
    return event;
  }
}

const paper = () => GraphReader.draw(html`<net-graph preset="paper"></net-graph>`);

/** The pointer comes over the figure, as it does before any wheel turns; D3 comes with it. */
async function reachFor(reader: GraphReader): Promise<void> {
  const view = reader.find<SVGSVGElement>('svg');
  view.dispatchEvent(new PointerEvent('pointerenter'));
  await until(() => '__zoom' in view, 'D3 on the figure');
}

describe('net-graph: accessible', () => {
  for (const detail of ['stages', 'blocks', 'layers'] as const) {
    it(detail, async () => {
      const reader = await GraphReader.draw(html`<net-graph preset="post" detail=${detail}></net-graph>`);
      await expect(reader.element).to.be.accessible();
    });
  }

  it('narrow, dark, selected', async () => {
    const reader = await GraphReader.draw(
      html`<net-graph theme="dark" style="background: #14181f" preset="post" select="stage2/block1"></net-graph>`,
      360,
    );
    await expect(reader.element).to.be.accessible();
  });

  it('turns dark all at once, not by a transition that every shape in it would inherit', async () => {
    const { element } = await paper();
    const readout = element.shadowRoot!.querySelector('[part=readout] b')!;
    expect(getComputedStyle(readout).color).to.equal('rgb(27, 34, 48)');
    element.setAttribute('theme', 'dark');
    expect(getComputedStyle(readout).color).to.equal('rgb(232, 235, 240)');
  });

  it('with a layer that does not fit', async () => {
    const reader = await GraphReader.draw(html`<net-graph preset="post" resolution="16"></net-graph>`);
    await expect(reader.element).to.be.accessible();
  });

  it('says of a block what the figure shows of it', async () => {
    const reader = await paper();
    expect(reader.item('stage2/block2').ariaLabel).to.equal(
      'stage 2, block 2: inverted residual, 24 channels, 56×56, 8,832 parameters, 25.7\u00a0M MACs, a shortcut; ' +
        'shortcut from stage 2, block 1 to stage 2, block 2, add',
    );
    expect(reader.item('stage4').ariaLabel).to.contain('4 blocks, 32 to 64 channels, 28×28 to 14×14');
    expect(reader.item('stage2').ariaExpanded).to.equal('true');
    expect(reader.item('stage2/block2').ariaExpanded).to.equal('false');
    expect(reader.item('input').ariaExpanded).to.equal(null);
  });

  it('tells level, place and number of siblings of every item', async () => {
    const reader = await paper();
    const block = reader.item('stage4/block2');
    expect([block.ariaLevel, block.ariaPosInSet, block.ariaSetSize]).to.deep.equal(['2', '2', '4']);
    const classifier = reader.item('classifier');
    expect([classifier.ariaLevel, classifier.ariaPosInSet, classifier.ariaSetSize]).to.deep.equal(['1', '12', '12']);
  });
});

describe('net-graph: three details', () => {
  it('by its buttons', async () => {
    const reader = await paper();
    expect(reader.paths.length).to.equal(22 + 7);
    await reader.click('Stages');
    expect(reader.paths.length).to.equal(12);
    await reader.click('Layers');
    expect(reader.paths).to.include.members(['stem', 'stem/conv', 'stage1/block1', 'stage1/block1/depthwise/conv']);
    expect(reader.find('button[aria-pressed="true"]').textContent!.trim()).to.equal('Layers');
  });

  it('by click: the first selects, the second opens, one on the heading closes', async () => {
    const reader = await paper();
    await reader.clickItem('stage2/block2');
    expect(reader.state.selected).to.equal('stage2/block2');
    expect(reader.eventNames).to.deep.equal(['net-select']);
    await reader.clickItem('stage2/block2');
    expect(reader.paths).to.include('stage2/block2/depthwise/conv');
    expect(reader.paths).not.to.include('stage2/block1/depthwise/conv');
    await reader.clickItem('stage2/block2');
    expect(reader.paths).not.to.include('stage2/block2/depthwise/conv');
  });

  it('shows a selection made elsewhere in the closed block around it', async () => {
    const reader = await paper();
    reader.state.select('stage3/block2/expand/norm');
    await reader.element.updateComplete;
    expect(reader.selected).to.deep.equal(['stage3/block2']);
    reader.state.select('stage3/block2/expand');
    reader.state.setDetail('layers');
    await reader.element.updateComplete;
    expect(reader.selected).to.deep.equal(['conv', 'norm', 'activation'].map((part) => `stage3/block2/expand/${part}`));
    expect(reader.events).to.deep.equal([]);
  });
});

describe('net-graph: keyboard', () => {
  it('arrows along the flow move from block to block, Home and End to its ends', async () => {
    const reader = await paper();
    await reader.enterTree();
    expect(reader.focused).to.equal('input');
    expect(await reader.pressAll('ArrowRight', 'ArrowRight', 'ArrowRight')).to.equal('stage2/block1');
    expect(await reader.pressAll('ArrowLeft')).to.equal('stage1/block1');
    expect(await reader.pressAll('End')).to.equal('classifier');
    expect(await reader.pressAll('ArrowRight')).to.equal('classifier');
    expect(await reader.pressAll('Home')).to.equal('input');
  });

  it('down goes into a block and opens it; up goes out and closes it', async () => {
    const reader = await paper();
    reader.state.select('stage2/block2');
    await reader.element.updateComplete;
    await reader.enterTree();
    expect(await reader.pressAll('ArrowDown')).to.equal('stage2/block2/expand/conv');
    expect(await reader.pressAll('ArrowUp')).to.equal('stage2/block2');
    expect(reader.item('stage2/block2').ariaExpanded).to.equal('true');
    expect(await reader.pressAll('Escape')).to.equal('stage2/block2');
    expect(reader.item('stage2/block2').ariaExpanded).to.equal('false');
    expect(await reader.pressAll('Backspace')).to.equal('stage2');
    expect(await reader.pressAll('ArrowRight')).to.equal('stage3');
    expect(await reader.pressAll('ArrowUp')).to.equal('stage3');
    expect(reader.paths).not.to.include('stage3/block1');
  });

  it('in a vertical figure up and down move, right opens', async () => {
    const reader = await GraphReader.draw(html`<net-graph preset="paper"></net-graph>`, 360);
    expect(reader.find('svg').ariaOrientation).to.equal('vertical');
    await reader.enterTree();
    expect(await reader.pressAll('ArrowDown', 'ArrowDown')).to.equal('stage1/block1');
    expect(await reader.pressAll('ArrowRight')).to.equal('stage1/block1/depthwise/conv');
    expect(await reader.pressAll('ArrowLeft')).to.equal('stage1/block1');
  });

  it('space selects, enter selects and opens', async () => {
    const reader = await paper();
    await reader.enterTree();
    await reader.pressAll('ArrowRight', 'ArrowRight', ' ');
    expect(reader.state.selected).to.equal('stage1/block1');
    expect(reader.paths).not.to.include('stage1/block1/depthwise/conv');
    await reader.pressAll('Enter');
    expect(reader.paths).to.include('stage1/block1/depthwise/conv');
    expect(reader.focused).to.equal('stage1/block1');
    expect(reader.eventNames).to.deep.equal(['net-select']);
  });

  it('plus, minus and 0 zoom', async () => {
    const reader = await paper();
    await reader.enterTree();
    const home = reader.transform;
    await reader.pressAll('+');
    await until(() => reader.transform.includes('scale(1.5)'), 'a step of zoom');
    await reader.pressAll('0');
    expect(reader.transform).to.equal(home);
  });

  it('leaves keys to the browser that are held with others, and Tab', async () => {
    const reader = await paper();
    await reader.enterTree();
    for (const init of [
      { key: 'Tab' },
      { key: 'Escape' },
      { key: '+', ctrlKey: true },
      { key: 'ArrowLeft', altKey: true },
    ]) {
      const event = new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true });
      reader.element.shadowRoot!.activeElement!.dispatchEvent(event);
      expect(event.defaultPrevented, init.key).to.equal(false);
    }
  });

  it('the focus stays where it was when the network changes', async () => {
    const reader = await paper();
    await reader.enterTree();
    await reader.pressAll('ArrowRight', 'ArrowRight', 'ArrowRight');
    reader.state.changeOptions({ width: 0.5 });
    await reader.element.updateComplete;
    expect(reader.focused).to.equal('stage2/block1');
  });
});

describe('net-graph: zoom without stealing the page’s scroll', () => {
  it('a plain wheel scrolls the page, with ctrl it zooms', async () => {
    const reader = await paper();
    await reachFor(reader);
    const home = reader.transform;
    expect((await reader.wheel({ deltaY: 100 })).defaultPrevented).to.equal(false);
    expect(reader.transform).to.equal(home);
    expect((await reader.wheel({ deltaY: -100, ctrlKey: true })).defaultPrevented).to.equal(true);
    expect(reader.transform).not.to.equal(home);
  });

  it('a sideways wheel pans only what is wider than its window', async () => {
    const reader = await paper();
    await reachFor(reader);
    expect((await reader.wheel({ deltaX: 80 })).defaultPrevented).to.equal(false);
    await reader.click('Layers');
    expect((await reader.wheel({ deltaX: 80 })).defaultPrevented).to.equal(true);
    expect(reader.transform).to.equal('translate(-80,0) scale(1)');
  });

  it('Fit shows the whole figure', async () => {
    const reader = await paper();
    await reader.click('Layers');
    await reader.click('Fit');
    const last = reader.item('classifier').getBoundingClientRect();
    expect(reader.transform).to.contain('scale(1)');
    expect(last.right).to.be.at.most(reader.element.getBoundingClientRect().right + 1);
  });

  it('brings what is selected elsewhere into view', async () => {
    const reader = await GraphReader.draw(html`<net-graph preset="paper" detail="layers"></net-graph>`);
    reader.state.select('stage6/block1/depthwise/conv');
    await reader.element.updateComplete;
    const window = reader.element.getBoundingClientRect();
    await until(() => {
      const { left, right } = reader.item('stage6/block1/depthwise/conv').getBoundingClientRect();
      return left > window.left && right < window.right;
    }, 'the selected layer in view');
  });
});

describe('net-graph: linked with the other views', () => {
  it('hovers with the pointer and with the focus', async () => {
    const reader = await paper();
    const pointer = new PointerEvent('pointerover', { bubbles: true, composed: true });
    reader.item('stage1/block1').querySelector('.hit')!.dispatchEvent(pointer);
    expect(reader.state.hovered).to.equal('stage1/block1');
    await reader.element.updateComplete;
    expect(reader.item('stage1/block1').closest('.hovered') !== null).to.equal(true);
    expect(wordsOf(reader.find('[part="readout"]')))
      .to.contain('stage 1, block 1')
      .and.contain('896');
    reader.find('svg').dispatchEvent(new PointerEvent('pointerleave'));
    expect(reader.state.hovered).to.equal('');
  });

  it('a key on what the network no longer has selects nothing', async () => {
    const reader = await paper();
    await reader.enterTree();
    await reader.pressAll('ArrowRight', 'ArrowRight', 'ArrowRight');
    reader.state.choose({ network: 'alexnet', options: {} });
    const errors: string[] = [];
    const { onerror } = window;
    window.onerror = (message) => void errors.push(`${message as string}`);
    try {
      await reader.press('Enter');
    } finally {
      window.onerror = onerror;
    }
    expect(errors).to.deep.equal([]);
    expect(reader.state.selected).to.equal('');
  });

  it('shows the state of the model around it and of the one it points at', async () => {
    const page = await fixture<HTMLElement>(html`
      <div>
        <net-model id="model" width="0.5"><net-graph></net-graph></net-model>
        <net-graph for="model"></net-graph>
      </div>
    `);
    const model = page.querySelector<NetModel>('net-model')!;
    for (const graph of page.querySelectorAll('net-graph')) {
      await seen(() => graph.state === model.state && graph.shadowRoot!.querySelector('svg'));
      expect(wordsOf(graph.shadowRoot!.querySelector('[part="readout"]')!)).to.contain('1,968,680');
    }
  });

  it('names the convention of its counts, and never a bare FLOPs', async () => {
    const reader = await GraphReader.draw(html`<net-graph preset="paper" convention="flops"></net-graph>`);
    expect(reader.words('.label')).to.contain('FLOPs (2 × MACs)').and.contain('601.5');
    reader.state.setConvention('keras');
    reader.element.measure = 'parameters';
    await reader.element.updateComplete;
    expect(reader.words('.label')).to.contain('Keras').and.contain('3.54 M');
  });
});

describe('net-graph: pictures', () => {
  it('every block wears one as soon as an image has run', async () => {
    const reader = await GraphReader.draw(
      html`<net-graph width="0.1" resolution="32" classes="10" weights="random"></net-graph>`,
    );
    const before = reader.find('.view').clientHeight;
    const { inspection } = reader.state;
    inspection.start();
    await reader.element.updateComplete;
    const room = reader.find('.view').clientHeight;
    expect(room).to.be.above(before);
    await settled(inspection);
    await reader.element.updateComplete;
    expect(reader.find('.view').clientHeight).to.equal(room);
    const canvas = reader.find<HTMLCanvasElement>('canvas');
    const painted = await seen(() => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return data.some((value) => value > 0) && data;
    });
    expect(painted.length).to.be.above(0);
  });
});

describe('net-graph: when something is wrong', () => {
  it('draws the network up to the layer that does not fit, and the rule', async () => {
    const reader = await GraphReader.draw(html`<net-graph preset="post" resolution="16"></net-graph>`);
    expect(reader.paths.at(-1)).to.equal('pool');
    expect(reader.item('pool').ariaLabel).to.equal('pool does not fit: a 4×4 window does not fit a 2×2 input');
    expect(wordsOf(reader.find('.failure'))).to.contain('a 4×4 window does not fit');
    await reader.clickItem('pool');
    expect(reader.state.selected).to.equal('');
  });
});

describe('net-graph: what an author may leave out', () => {
  it('bars, buttons, caption', async () => {
    const reader = await GraphReader.draw(html`<net-graph measure="none" no-controls no-caption></net-graph>`);
    expect(reader.all('.bar, [part="controls"], [part="caption"]').length).to.equal(0);
    const tall = await paper();
    expect(reader.find('.view').clientHeight).to.be.below(tall.find('.view').clientHeight - 50);
  });

  it('orientation', async () => {
    const reader = await GraphReader.draw(html`<net-graph orientation="vertical"></net-graph>`);
    expect(reader.find('svg').ariaOrientation).to.equal('vertical');
  });
});
