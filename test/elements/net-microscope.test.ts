import { expect, fixture, html } from '@open-wc/testing';
import { executeServerCommand, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import type { Place } from '../../src/core/index.js';
import type { NetChannelMap } from '../../src/elements/shared/channel-map.js';
import '../../src/elements/net-microscope/net-microscope.js';
import type { NetMicroscope } from '../../src/elements/net-microscope/net-microscope.js';
import type { NetModel } from '../../src/elements/net-model/net-model.js';
import { formatCloseup } from '../../src/explorer/closeup-text.js';
import { pinValue } from '../../src/explorer/shown-node.js';
import { formatPin } from '../../src/words/arithmetic-words.js';
import { formatValue } from '../../src/words/format-value.js';
import { ActivationsHarness, seen, settled, smallModel, twoModels } from '../support/inspection.js';

const EXPAND = 'stage2/block2/expand/activation';
const DEPTHWISE = 'stage2/block2/depthwise/conv';

const isMap = ([height, width]: readonly number[]): boolean => height! * width! > 1;

/** `1,234`, `−0.5`, `6.06e−5`, `× 0.1` as a reader takes them. */
const numberIn = (text: string): number =>
  Number(text.replaceAll(',', '').replaceAll('−', '-').replace('×', '').trim());

/** The microscope beside an enlarged channel, used as a reader uses it. */
class Scoped extends ActivationsHarness {
  static async at(node: string, place: Place): Promise<Scoped> {
    await setViewport({ width: 1280, height: 900 });
    const { element } = await ActivationsHarness.inModel();
    const harness = new Scoped(element);
    await harness.look(node);
    pinValue(harness.state, node, place);
    await harness.shows(node, place);
    return harness;
  }

  get scope(): NetMicroscope | null {
    return this.find<NetMicroscope>('net-microscope');
  }

  all(selector: string): HTMLElement[] {
    return [...this.scope!.shadowRoot!.querySelectorAll<HTMLElement>(selector)];
  }

  words(selector: string): string {
    return this.all(selector)
      .map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim())
      .join(' | ');
  }

  /** Until the value is explained. */
  async shows(node: string, place: Place): Promise<void> {
    const { data, shape } = await this.inspection.activation(node);
    const value = data[(place[0] * shape[1] + place[1]) * shape[2] + place[2]]!;
    const title = `${formatPin(place, isMap(shape))} = ${formatValue(value)}`;
    await seen(() => this.scope?.shadowRoot?.querySelector('.title') && this.words('.title').startsWith(title));
    await seen(() => this.state.selected === node || this.state.closeup.member === node);
    await this.viewOf(node);
  }

  get map(): NetChannelMap {
    return this.find<NetChannelMap>('net-channel-map')!;
  }

  /** Where a value of the enlarged channel is on the screen. */
  pointOf(row: number, column: number): [number, number] {
    const { x, y, width, height } = this.map.shadowRoot!.querySelector('.map')!.getBoundingClientRect();
    const { maps } = this.map;
    return [
      Math.round(x + ((column + 0.5) / maps.width) * width),
      Math.round(y + ((row + 0.5) / maps.height) * height),
    ];
  }

  async type(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await sendKeys({ press: key });
  }

  button(label: string): HTMLElement {
    return this.all('button').find((button) => button.getAttribute('aria-label') === label)!;
  }

  /** Clicks once it has come to rest: maps that arrive push what is below them. */
  async clickOn(element: Element): Promise<void> {
    const placeOf = (): string => JSON.stringify(element.getBoundingClientRect());
    let [before, alike] = ['', 0];
    while (alike < 4) {
      element.scrollIntoView({ block: 'center' });
      const now = placeOf();
      alike = now === before ? alike + 1 : 0;
      before = now;
      await this.painted();
    }
    const { x, y, width, height } = element.getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(x + width / 2), Math.round(y + height / 2)] });
  }

  /** What stands in the cells of one matrix, in full where they say it. */
  matrix(index: number): number[] {
    const cells = [...this.all('.matrix')[index]!.querySelectorAll('td')];
    return cells.map((cell) => {
      const inner = cell.querySelector('[aria-label], [title]:not(.padding)');
      const text =
        inner?.getAttribute('aria-label')?.split(', row')[0] ?? inner?.getAttribute('title') ?? cell.textContent;
      return numberIn(text);
    });
  }

  get result(): number {
    return numberIn(this.words('.equation b'));
  }
}

describe('net-microscope: a value is pinned', () => {
  it('by a click on an enlarged channel', async () => {
    const harness = await Scoped.at(EXPAND, [2, 3, 4]);
    harness.map.scrollIntoView({ block: 'center' });
    await sendMouse({ type: 'click', position: harness.pointOf(5, 1) });
    await harness.shows(EXPAND, [5, 1, 4]);
    expect(harness.state.closeup.pin).to.deep.equal([5, 1, 4]);
  });

  it('by a finger', async () => {
    const harness = await Scoped.at(EXPAND, [2, 3, 4]);
    harness.map.scrollIntoView({ block: 'center' });
    const [x, y] = harness.pointOf(6, 2);
    await executeServerCommand('touch', [[{ x, y }]] as never);
    await harness.shows(EXPAND, [6, 2, 4]);
  });

  it('by Enter at the cursor, moved by the arrow keys and taken away by Escape', async () => {
    const { element } = await ActivationsHarness.inModel();
    const harness = new Scoped(element);
    await harness.look(EXPAND);
    harness.state.setCloseup({ channel: 4 });
    await seen(() => harness.map);
    await harness.map.updateComplete;
    harness.map.focus();
    await harness.type('Home', 'ArrowDown', 'ArrowRight', 'Enter');
    await harness.shows(EXPAND, [1, 1, 4]);
    await harness.type('ArrowRight');
    await harness.shows(EXPAND, [1, 2, 4]);
    await harness.type('Escape');
    await seen(() => !harness.scope);
    expect([harness.state.closeup.pin, harness.state.closeup.channel]).to.deep.equal([undefined, 4]);
    await harness.type('Escape');
    await seen(() => harness.state.closeup.channel === undefined);
  });

  it('of a single row of values, too: by a click on a bar, and by keys', async () => {
    const { element } = await ActivationsHarness.inModel();
    const harness = new Scoped(element);
    const node = harness.state.network.nodes.at(-1)!.id;
    await harness.look(node);
    const plot = (): Element => harness.find('.plot')!;
    plot().scrollIntoView({ block: 'center' });
    const { x, y, width, height } = plot().getBoundingClientRect();
    await sendMouse({ type: 'click', position: [Math.round(x + width * 0.35), Math.round(y + height / 2)] });
    await harness.shows(node, [0, 0, 3]);
    await harness.type('ArrowRight');
    await harness.shows(node, [0, 0, 4]);
  });

  it('in a link, and in what undo takes back', async () => {
    const harness = await Scoped.at(EXPAND, [2, 3, 4]);
    expect(formatCloseup(harness.state.closeup)).to.equal('pin:2,3,4');
  });

  it('goes with its channel', async () => {
    const harness = await Scoped.at(EXPAND, [2, 3, 4]);
    harness.find<HTMLElement>('[aria-label="Next channel"]')!.click();
    await harness.shows(EXPAND, [2, 3, 5]);
  });

  it('where a link names a place that there is none of: nothing is shown of it', async () => {
    const { element } = await ActivationsHarness.inModel();
    const harness = new Scoped(element);
    await harness.look(EXPAND);
    harness.state.setCloseup({ pin: [900, 0, 1] });
    await harness.painted();
    expect(harness.scope).to.equal(null);
  });
});

describe('net-microscope: what a reader reads adds up', () => {
  it('a window: value × weight = product in every cell, and the products are the value', async () => {
    const harness = await Scoped.at(DEPTHWISE, [3, 4, 5]);
    const [values, weights, products] = [0, 1, 2].map((at) => harness.matrix(at));
    expect(values!.length).to.equal(9);
    values!.forEach((value, at) => expect(value * weights![at]!).to.be.closeTo(products![at]!, 1e-3));
    expect(products!.reduce((a, b) => a + b, 0)).to.be.closeTo(harness.result, 2e-3);
  });

  it('a window at the edge: padding is marked, and adds nothing', async () => {
    const harness = await Scoped.at(DEPTHWISE, [0, 0, 5]);
    expect(harness.all('.padding').length).to.equal(5);
    expect(harness.matrix(2).reduce((a, b) => a + b, 0)).to.be.closeTo(harness.result, 2e-3);
  });

  it('a wide pointwise convolution: the largest products first, and the rest is one number', async () => {
    const harness = await Scoped.at('stage2/block1/project/conv', [2, 2, 1]);
    const rows = harness
      .all('.terms tbody tr')
      .map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent));
    const products = rows.map((cells) => numberIn(cells.at(-2)!));
    const listed = products.slice(0, 16).map(Math.abs);
    expect(listed).to.deep.equal(listed.toSorted((a, b) => b - a));
    expect(products.reduce((a, b) => a + b, 0)).to.be.closeTo(harness.result, 0.01 * listed.reduce((a, b) => a + b, 0));
    for (const [value, weight, product] of rows.slice(0, 16))
      expect(numberIn(value!) * numberIn(weight!)).to.be.closeTo(
        numberIn(product!),
        0.02 * Math.abs(numberIn(product!)),
      );
  });

  it('a batch norm: its numbers in its formula are the value', async () => {
    const harness = await Scoped.at('stage2/block1/project/norm', [2, 2, 1]);
    const [, numbers] = harness.words('.equation').split(' = ');
    const [γ, x, μ, variance, ε, β] = [...numbers!.matchAll(/(?<![\d.])−?[\d.]+(?:e−\d+)?/g)].map(([text]) =>
      numberIn(text),
    );
    expect(harness.words('.equation')).to.match(/^γ · \(x − μ\) \/ √\(σ² \+ ε\) \+ β = /);
    const worked = (γ! * (x! - μ!)) / Math.sqrt(variance! + ε!) + β!;
    expect(worked).to.be.closeTo(harness.result, 1e-2 * (1 + Math.abs(worked)));
  });

  it('a ReLU6: what comes in, cut to 0 and to 6', async () => {
    const harness = await Scoped.at(EXPAND, [2, 2, 1]);
    const x = numberIn(harness.words('.reads button'));
    expect(Math.min(6, Math.max(0, x))).to.be.closeTo(harness.result, 1e-2);
    expect(harness.words('.equation')).to.contain('min(6, max(0, x)) = min(6, max(0, ');
  });

  it('an addition: the branch and the shortcut', async () => {
    const harness = await Scoped.at('stage2/block2/add', [2, 2, 1]);
    const terms = harness.all('.terms [data-cell]').map(({ textContent }) => numberIn(textContent));
    expect(terms.length).to.equal(2);
    expect(terms[0]! + terms[1]!).to.be.closeTo(harness.result, 2e-2);
    expect(harness.words('.terms th[scope="row"]')).to.equal('project/norm | block1/project/norm');
  });

  it('a mean over the map', async () => {
    const pool = (await Scoped.at(EXPAND, [0, 0, 0])).state.network.nodes.find(
      ({ kind }) => kind === 'global-average-pool' || kind === 'average-pool',
    )!;
    const harness = await Scoped.at(pool.id, [0, 0, 7]);
    const values = harness
      .all('[data-cell]')
      .map((cell) => numberIn(cell.getAttribute('aria-label')!.split(', row')[0]!));
    expect(values.reduce((a, b) => a + b, 0) / values.length).to.be.closeTo(harness.result, 1e-3);
    expect(harness.words('.equation')).to.contain(`/ ${values.length}`);
  });

  it('a class: the products, the rest and the bias', async () => {
    const harness = await Scoped.at(EXPAND, [0, 0, 0]);
    const { id } = harness.state.network.nodes.at(-1)!;
    pinValue(harness.state, id, [0, 0, 3]);
    await harness.shows(id, [0, 0, 3]);
    expect(harness.words('.equation')).to.match(/more\) [+−] [\d.]+(e−\d+)? \(bias\) = /);
  });

  it('a pixel of the image', async () => {
    const harness = await Scoped.at('input', [2, 2, 1]);
    expect(harness.words('.equation')).to.match(/^\(v \/ 255 − μ\) \/ σ = \([\d.]+ \/ 255 − 0\.456\) \/ 0\.224 = /);
  });
});

describe('net-microscope: the table', () => {
  it('has the same numbers, and is taken away', async () => {
    const harness = await Scoped.at(DEPTHWISE, [3, 4, 5]);
    await harness.clickOn(harness.all('summary').at(-1)!);
    const rows = await seen(() => {
      const found = harness.all('.bare tbody tr');
      return found.length > 0 && found;
    });
    expect(rows.length).to.equal(10);
    const last = [...rows.at(-1)!.querySelectorAll('td')].map(({ textContent }) => textContent);
    expect(numberIn(last[4]!)).to.be.closeTo(harness.result, 1e-3);
    const taken = await seen(() => harness.scope!.shadowRoot!.querySelector('net-export'));
    expect(taken.table).to.be.a('function');
    await expect(harness.scope!).to.be.accessible();
  });
});

describe('net-microscope: from value to value', () => {
  it('back to a value that went in, by a click on it, and on again to where one came from', async () => {
    const harness = await Scoped.at(DEPTHWISE, [3, 4, 5]);
    await harness.clickOn(harness.all('.matrix [data-cell]')[4]!);
    await harness.shows(EXPAND, [3, 4, 5]);
    await harness.clickOn(harness.button('On to depthwise/conv, which reads this value'));
    await harness.shows(DEPTHWISE, [3, 4, 5]);
  });

  it('by keys: the arrow keys go over the window, Enter goes to the value', async () => {
    const harness = await Scoped.at(DEPTHWISE, [3, 4, 5]);
    harness.all('.matrix [data-cell]')[0]!.focus();
    await harness.type('ArrowDown', 'ArrowRight');
    expect(harness.all('[data-cell]').indexOf(harness.scope!.shadowRoot!.activeElement as HTMLElement)).to.equal(4);
    await harness.type('Enter');
    await harness.shows(EXPAND, [3, 4, 5]);
    await seen(() => harness.scope!.shadowRoot!.activeElement?.matches('[data-cell]'));
  });

  it('by keys, where fewer values are listed than the keyboard has gone over', async () => {
    const harness = await Scoped.at(DEPTHWISE, [3, 4, 5]);
    harness.all('.matrix [data-cell]')[0]!.focus();
    await harness.type('ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight');
    pinValue(harness.state, DEPTHWISE, [0, 0, 5]);
    await harness.shows(DEPTHWISE, [0, 0, 5]);
    const stops = harness.all('[data-cell]').map((cell) => cell.tabIndex);
    expect(stops).to.deep.equal([-1, -1, -1, 0]);
  });

  it('step by step to the image, and on again the same way and beyond', async () => {
    const harness = await Scoped.at('stem/activation', [2, 2, 1]);
    const here = (): string => `${harness.state.closeup.member || harness.state.selected} ${harness.state.closeup.pin}`;
    const step = async (way: 'Back' | 'On'): Promise<string> => {
      const before = here();
      const buttons = harness.all('[data-step]');
      await harness.clickOn(buttons.find((button) => button.getAttribute('aria-label')!.startsWith(way))!);
      await seen(() => here() !== before);
      await harness.shows(here().split(' ')[0]!, harness.state.closeup.pin!);
      return here();
    };
    const way = [here(), await step('Back'), await step('Back'), await step('Back')];
    expect(way.at(-1)).to.match(/^input /);
    expect(harness.button('Back to the value of input that does most')).to.equal(undefined);
    const again = [here(), await step('On'), await step('On'), await step('On')];
    expect(again).to.deep.equal(way.toReversed());
    expect(await step('On')).to.match(/^stage1\/block1\/depthwise\/conv /);
  });

  it('marks the window in the map before, and what is seen of the image', async () => {
    const harness = await Scoped.at(DEPTHWISE, [3, 4, 5]);
    const pictures = harness.all('net-field-picture').map((picture) => picture.shadowRoot!.querySelector('.picture')!);
    expect(pictures.map((picture) => picture.getAttribute('aria-label'))).to.deep.equal([
      'channel 5 of expand/activation, with a box around rows 2–4, columns 3–5',
      `The input image, with a box around ${pictures[1]!.getAttribute('aria-label')!.split('around ')[1]!}`,
    ]);
  });

  it('tells the page which node is selected then', async () => {
    const harness = await Scoped.at('stem/conv', [3, 4, 5]);
    const paths: string[] = [];
    harness.element.parentElement!.addEventListener('net-select', (event) =>
      paths.push((event as Event & { path: string }).path),
    );
    await harness.clickOn(harness.all('.matrix [data-cell]')[4]!);
    await harness.shows('input', harness.state.closeup.pin!);
    expect(paths).to.deep.equal(['input']);
  });
});

describe('net-microscope: the sweep', () => {
  it('goes over the map row by row until it is paused, and is no act of its own', async () => {
    const harness = await Scoped.at(DEPTHWISE, [0, 6, 5]);
    const acts: boolean[] = [];
    harness.state.addEventListener('change', (event) => {
      const { aspect, isAct } = event as Event & { aspect: string; isAct: boolean };
      if (aspect === 'closeup') acts.push(isAct);
    });
    const [, width] = harness.state.network.nodes.find(({ id }) => id === DEPTHWISE)!.outputShape;
    await harness.clickOn(harness.button('Sweep over the map'));
    const steps = [7, 8].map((at) => `${Math.floor(at / width)},${at % width},5`);
    for (const step of steps) await seen(() => String(harness.state.closeup.pin) === step);
    await harness.clickOn(harness.button('Pause'));
    expect(acts.some(Boolean)).to.be.false;
    const paused = harness.state.closeup.pin!;
    await harness.shows(DEPTHWISE, paused);
    expect(harness.button('Sweep over the map')).to.exist;
    expect(harness.state.closeup.pin).to.equal(paused);
  });

  it('is ended by Escape, which then takes the pin away, from any of the buttons', async () => {
    const harness = await Scoped.at(DEPTHWISE, [0, 6, 5]);
    harness.button('Sweep over the map').focus();
    await sendKeys({ press: 'Enter' });
    await seen(() => harness.button('Pause'));
    await sendKeys({ press: 'Escape' });
    await seen(() => harness.button('Sweep over the map'));
    expect(harness.state.closeup.pin).not.to.equal(undefined);
    await sendKeys({ press: 'Escape' });
    expect(harness.state.closeup.pin).to.equal(undefined);
  });

  it('ends where Back or a link leads to another value', async () => {
    const harness = await Scoped.at(DEPTHWISE, [0, 0, 5]);
    harness.button('Sweep over the map').click();
    await seen(() => harness.button('Pause'));
    harness.state.setCloseup({ pin: [4, 4, 5] });
    await seen(() => harness.button('Sweep over the map'));
    await harness.shows(DEPTHWISE, [4, 4, 5]);
    expect(String(harness.state.closeup.pin)).to.equal('4,4,5');
  });

  it('ends where a reader goes elsewhere', async () => {
    const harness = await Scoped.at(DEPTHWISE, [0, 0, 5]);
    harness.button('Sweep over the map').click();
    await seen(() => harness.button('Pause'));
    harness.state.setCloseup({ pin: undefined });
    await seen(() => !harness.scope);
    await harness.painted();
    expect(harness.state.closeup.pin).to.equal(undefined);
  });
});

describe('net-microscope: alone', () => {
  const alone = (pin: string, select = DEPTHWISE) =>
    fixture<NetMicroscope>(
      html`<net-microscope
        width="0.35"
        resolution="32"
        classes="10"
        weights="random:7"
        select=${select}
        pin=${pin}
        eager
      ></net-microscope>`,
    );
  const titleOf = (element: NetMicroscope): string =>
    (element.shadowRoot!.querySelector('.title')?.textContent ?? '').replace(/\s+/g, ' ').trim();

  it('explains the value that its tag pins, with the channel that it stands in', async () => {
    const element = await alone('3,4,5');
    await seen(() => titleOf(element));
    expect(titleOf(element)).to.match(/^channel 5 at \(3, 4\) = −?[\d.]+ stage2\/block2\/depthwise\/conv$/);
    expect(element.shadowRoot!.querySelector('net-channel-map')).to.exist;
    await expect(element).to.be.accessible();
  });

  it('explains the same value again once it has been unpinned', async () => {
    const element = await alone('3,4,5');
    await seen(() => titleOf(element));
    const title = titleOf(element);
    for (const round of [1, 2]) {
      element.shadowRoot!.querySelector<HTMLElement>('.unpin')!.click();
      await seen(() => !titleOf(element) && element.shadowRoot!.querySelector('[part="hint"]'));
      element.state!.setCloseup({ pin: [3, 4, 5] });
      await seen(() => titleOf(element));
      expect(titleOf(element), `${round}`).to.equal(title);
    }
  });

  it('explains the value of the network that it is pointed at, whichever it was pointed at before', async () => {
    const both = await fixture(
      twoModels(DEPTHWISE, html`<net-microscope for="one" pin="3,4,5" eager></net-microscope>`),
    );
    const element = both.querySelector('net-microscope')!;
    const shows = async (id: string): Promise<string> => {
      element.setAttribute('for', id);
      const { state } = both.querySelector<NetModel>(`#${id}`)!;
      await seen(() => element.state === state);
      await settled(state!.inspection);
      const { data, shape } = await state!.inspection.activation(DEPTHWISE);
      const value = formatValue(data[(3 * shape[1] + 4) * shape[2] + 5]!);
      await seen(() => titleOf(element).startsWith(`channel 5 at (3, 4) = ${value} `));
      return value;
    };
    const values = [await shows('one'), await shows('other'), await shows('one')];
    expect(new Set(values).size).to.equal(2);
  });

  it('says what is wrong with its tag', async () => {
    const element = await alone('3;4');
    await element.updateComplete;
    expect(element.shadowRoot!.querySelector('[part="error"]')!.textContent).to.contain(
      'pin: expected row,column,channel, got "3;4"',
    );
  });

  it('says that there is no such value', async () => {
    const element = await alone('3,400,5');
    await element.updateComplete;
    const hint = element.shadowRoot!.querySelector('[part="hint"]')!.textContent.replace(/\s+/g, ' ').trim();
    expect(hint).to.match(
      /^stage2\/block2\/depthwise\/conv has no value at row 3, column 400, channel 5: it is \d+×\d+×\d+\.$/,
    );
  });

  it('loads nothing before a reader asks, and tells how to pin a value', async () => {
    const model = await fixture(smallModel(html`<net-microscope></net-microscope>`, DEPTHWISE));
    const element = model.querySelector('net-microscope')!;
    await element.updateComplete;
    expect(element.state!.inspection.phase).to.equal('idle');
    await expect(element).to.be.accessible();
    const click = (): void => element.shadowRoot!.querySelector('button')!.click();
    click();
    await element.updateComplete;
    click();
    await settled(element.state!.inspection);
    await seen(() => titleOf(element));
  });
});
