import { expect, fixture, html } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';
import '../../src/elements/net-explorer/net-explorer.js';
import '../../src/elements/net-model/net-model.js';
import '../../src/elements/net-search/net-search.js';
import type { NetSearch } from '../../src/elements/net-search/net-search.js';
import { forceColours } from '../support/forced-colours.js';
import { wordsOf } from '../support/page.js';
import { Reader } from '../support/reader.js';
import { seen } from '../support/seen.js';

/** A search with the keyboard in its field. */
async function typing(text: string, template = html`<net-search preset="torchvision"></net-search>`) {
  const reader = await Reader.of<NetSearch>(template);
  reader.element.focus();
  if (text) await sendKeys({ type: text });
  await reader.element.updateComplete;
  return reader;
}

async function press(reader: Reader<NetSearch>, ...keys: string[]): Promise<void> {
  for (const key of keys) await sendKeys({ press: key });
  await reader.element.updateComplete;
}

const fieldOf = (reader: Reader<NetSearch>) => reader.find<HTMLInputElement>('input');

/** The hit that a screen reader is on. */
function activeOf(reader: Reader<NetSearch>): string {
  const id = fieldOf(reader).getAttribute('aria-activedescendant');
  return id === null ? '' : wordsOf(reader.find(`#${id} .path`));
}

const isIn = (search: NetSearch): boolean =>
  document.activeElement === search && search.shadowRoot!.activeElement !== null;

async function pointAt(element: Element): Promise<void> {
  const { left, top, width, height } = element.getBoundingClientRect();
  await sendMouse({ type: 'move', position: [Math.round(left + width / 2), Math.round(top + height / 2)] });
}

describe('net-search', () => {
  afterEach(async () => {
    await resetMouse();
    await forceColours(false);
  });

  for (const theme of ['light', 'dark'])
    it(`is accessible in all its states, ${theme}`, async () => {
      const ground = await fixture(
        html`<div style="color-scheme: ${theme}; background: Canvas">
          <net-search></net-search>
        </div>`,
      );
      const reader = new Reader(ground.querySelector('net-search')!);
      await reader.element.updateComplete;
      for (const text of ['', 'conv 14x14', 'macs > 5M', 'macs >', 'no such layer']) {
        reader.element.focus();
        await press(reader, 'Escape', 'Escape');
        if (text) await sendKeys({ type: text });
        await press(reader, 'ArrowDown');
        await expect(reader.element).to.be.accessible();
      }
    });

  it('is accessible in forced colours', async () => {
    await forceColours(true);
    const reader = await typing('expand');
    await press(reader, 'ArrowDown');
    await expect(reader.element).to.be.accessible();
  });

  it('lists what is typed, marked where it was found, with how many there are', async () => {
    const reader = await typing('features.2.conv.0');
    expect(fieldOf(reader).getAttribute('aria-expanded')).to.equal('true');
    const options = reader.all('[role=option]');
    expect(wordsOf(options[0])).to.equal(
      'stage2/block1/expand/conv pointwise convolution 1×1 112×112×96 torchvision: features.2.conv.0.0',
    );
    expect(wordsOf(options[0]!.querySelector('mark')!)).to.equal('features.2.conv.0');
    expect(options.map((option) => option.getAttribute('aria-posinset'))).to.deep.equal(
      options.map((_, at) => `${at + 1}`),
    );
    expect(reader.words('[role=status]')).to.equal(`${options.length} hits`);
  });

  it('walks along the hits, around their ends, and shows each in the network', async () => {
    const reader = await typing('stride 2');
    await press(reader, 'ArrowDown');
    const { length } = reader.all('[role=option]');
    expect(reader.words('.place')).to.equal(`1 of ${length}`);
    expect(activeOf(reader)).to.equal('stem/conv');
    expect(reader.state.hovered).to.equal('stem/conv');
    await press(reader, 'ArrowUp');
    expect(reader.words('.place')).to.equal(`${length} of ${length}`);
    await press(reader, 'ArrowDown', 'ArrowDown');
    expect(activeOf(reader)).not.to.equal('stem/conv');
    expect(reader.state.hovered).to.equal(activeOf(reader));
    expect(reader.all('[aria-selected=true]').length).to.equal(1);
  });

  it('selects by Enter, the first hit where none was walked to, and goes on from there', async () => {
    const reader = await typing('stride 2');
    await press(reader, 'Enter');
    expect(reader.state.selected).to.equal('stem/conv');
    expect(reader.state.hovered).to.equal('');
    expect(reader.eventNames).to.deep.equal(['net-select']);
    expect(fieldOf(reader).getAttribute('aria-expanded')).to.equal('false');
    await press(reader, 'ArrowDown');
    expect(reader.words('.place')).to.match(/^2 of/);
    const second = activeOf(reader);
    await press(reader, 'Enter');
    expect(reader.state.selected).to.equal(second);
  });

  it('closes by Escape, then clears, then leaves the key to the page', async () => {
    const reader = await typing('expand');
    const left: boolean[] = [];
    const listen = ({ defaultPrevented }: Event): void => void left.push(!defaultPrevented);
    addEventListener('keydown', listen);
    await press(reader, 'ArrowDown', 'Escape');
    expect(reader.all('[part=popup]')).to.deep.equal([]);
    expect(reader.state.hovered).to.equal('');
    expect(fieldOf(reader).value).to.equal('expand');
    await press(reader, 'Escape');
    expect(fieldOf(reader).value).to.equal('');
    await press(reader, 'Escape');
    removeEventListener('keydown', listen);
    expect(left).to.deep.equal([false, false, false, true]);
  });

  it('shows what the pointer is on, and selects it by a click without taking the focus', async () => {
    const reader = await typing('stride 2');
    const option = reader.all('[role=option]')[2]!;
    const path = wordsOf(option.querySelector('.path')!);
    await pointAt(option);
    await seen(() => reader.state.hovered === path);
    await sendMouse({ type: 'click', position: centreOf(option) });
    await reader.element.updateComplete;
    expect(reader.state.selected).to.equal(path);
    expect(reader.eventNames).to.deep.equal(['net-select']);
    expect(isIn(reader.element)).to.equal(true);
  });

  it('shows where the keys are, also while hits scroll under a pointer that rests', async () => {
    const reader = await typing('conv');
    await pointAt(reader.all('[role=option]')[3]!);
    await seen(() => reader.state.hovered === wordsOf(reader.all('[role=option] .path')[3]!));
    for (let at = 0; at < 20; at++) {
      await press(reader, 'ArrowDown');
      await twoFrames();
      expect(reader.state.hovered).to.equal(activeOf(reader));
    }
  });

  it('lists the first fifty of many, and says how many more there are', async () => {
    const reader = await typing('conv', html`<net-search network="resnet" depth="152"></net-search>`);
    await seen(() => reader.all('[role=option]').length === 50);
    const count = Number(/\d+/.exec(reader.words('[role=status]'))![0]);
    expect(reader.words('[part=popup] > p')).to.equal(`and ${count - 50} more: add a word`);
    expect(reader.all('[role=option]')[0]!.getAttribute('aria-setsize')).to.equal(`${count}`);
    await press(reader, 'ArrowUp');
    expect(reader.words('.place')).to.equal(`50 of ${count}`);
    const [outer, inner] = [reader.find('[role=listbox]'), reader.find('[aria-selected=true]')].map((element) =>
      element.getBoundingClientRect(),
    );
    expect(inner!.bottom).to.be.at.most(outer!.bottom + 1);
  });

  it('says in a sentence that nothing was found, and what is wrong with a cost', async () => {
    const reader = await typing('nonesuch');
    expect(reader.words('[part=popup]')).to.match(/^Nothing in MobileNetV2 .* matches "nonesuch"\. /);
    expect(reader.words('[role=status]')).to.equal(reader.words('[part=popup]'));
    expect(fieldOf(reader).getAttribute('aria-expanded')).to.equal('false');
    await press(reader, 'Enter');
    expect(reader.state.selected).to.equal('');
    await press(reader, 'Escape', 'Escape');
    await sendKeys({ type: 'macs > lots' });
    await reader.element.updateComplete;
    expect(reader.words('[part=error]')).to.equal('macs >: expected a number such as 5M or 300k, got "lots"');
  });

  it('counts under the convention, and says which', async () => {
    const reader = await typing('largest params');
    expect(reader.words('#hit-0')).to.contain('1.28 M params (torchvision)');
    reader.state.setConvention('paper');
    await reader.element.updateComplete;
    expect(reader.words('#hit-0')).to.contain('1.28 M params (Paper)');
  });

  it('searches anew when the network changes, and stays at the same layer', async () => {
    const reader = await typing('depthwise stride 2');
    await press(reader, 'ArrowDown');
    const path = activeOf(reader);
    reader.state.changeOptions({ width: 0.5 });
    await reader.element.updateComplete;
    expect(activeOf(reader)).to.equal(path);
    expect(reader.words('#hit-0')).to.contain('×48');
    reader.state.choose({ network: 'mobilenet-v2', options: { preset: 'post' } });
    await reader.element.updateComplete;
    expect(
      reader.all('[role=option]').every((option) => reader.state.has(wordsOf(option.querySelector('.path')!))),
    ).to.equal(true);
  });

  it('forgets its words with the network that they were for', async () => {
    const reader = await typing('projection');
    reader.state.changeOptions({ width: 0.5 });
    await reader.element.updateComplete;
    expect(fieldOf(reader).value).to.equal('projection');
    reader.state.choose({ network: 'alexnet', options: {} });
    await reader.element.updateComplete;
    expect([fieldOf(reader).value, reader.all('[part=popup]').length]).to.deep.equal(['', 0]);
  });

  it('has targets of 32 pixels or more, and hangs nothing out of the window', async () => {
    const place = await fixture(
      html`<div style="position: absolute; inset: 0 0 auto auto; inline-size: 10rem">
        <net-search></net-search>
      </div>`,
    );
    const reader = new Reader<NetSearch>(place.querySelector('net-search')!);
    await reader.element.updateComplete;
    reader.element.focus();
    await sendKeys({ type: 'stage2' });
    await reader.element.updateComplete;
    for (const target of reader.all('input, button, [role=option]')) {
      const { width, height } = target.getBoundingClientRect();
      expect(Math.min(width, height), target.outerHTML).to.be.at.least(32);
    }
    const { left, right } = reader.find('[part=popup]').getBoundingClientRect();
    expect(left).to.be.at.least(0);
    expect(right).to.be.at.most(document.documentElement.clientWidth);
  });

  it('clears by its button', async () => {
    const reader = await typing('expand');
    await sendMouse({ type: 'click', position: centreOf(reader.find('button')) });
    await reader.element.updateComplete;
    expect(fieldOf(reader).value).to.equal('');
    expect(isIn(reader.element)).to.equal(true);
  });
});

/** After that, the browser has told where the pointer is in what it has drawn. */
const twoFrames = (): Promise<unknown> =>
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

function centreOf(element: Element): [number, number] {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
}

describe('the key / of net-search', () => {
  afterEach(() => resetMouse());

  const place = () =>
    fixture<HTMLElement>(html`
      <div>
        <net-search for="left"></net-search>
        <net-search for="right"></net-search>
        <input id="host" aria-label="Host" />
        <button id="button">Host</button>
        <div id="notes" contenteditable="true">Notes</div>
        <net-explorer
          id="left"
          no-image
          no-table
          no-controls
          style="display: block; block-size: 300px; overflow: auto"
        ></net-explorer>
        <net-explorer
          id="right"
          network="squeezenet"
          no-image
          no-table
          no-controls
          style="display: block; block-size: 300px; overflow: auto"
        ></net-explorer>
      </div>
    `);

  async function both() {
    const page = await place();
    const [left, right] = [...page.querySelectorAll('net-search')] as [NetSearch, NetSearch];
    const explorers = [...page.querySelectorAll('net-explorer')];
    const items = await seen(() => {
      const found = explorers.map((explorer) =>
        explorer.shadowRoot
          ?.querySelector('net-graph')
          ?.shadowRoot?.querySelector<SVGElement>('[role=treeitem][tabindex="0"]'),
      );
      return found.every(Boolean) && (found as SVGElement[]);
    });
    await Promise.all([left.updateComplete, right.updateComplete]);
    return {
      page,
      left,
      right,
      explorers,
      items,
      find: (selector: string) => page.querySelector<HTMLElement>(selector)!,
    };
  }

  it('leads to the search of the explorer that has the focus, whatever the pointer is on', async () => {
    const { left, right, explorers, items } = await both();
    await pointAt(explorers[0]!);
    items[1]!.focus();
    await sendKeys({ press: '/' });
    expect(isIn(right)).to.equal(true);
    expect(right.shadowRoot!.querySelector('input')!.value).to.equal('');
    items[0]!.focus();
    await sendKeys({ press: '/' });
    expect(isIn(left)).to.equal(true);
  });

  it('leads to that of the explorer that has the pointer where the focus is in none', async () => {
    const { left, right, explorers, find } = await both();
    for (const [search, explorer] of [
      [right, explorers[1]!],
      [left, explorers[0]!],
    ] as const) {
      find('#button').focus();
      explorer.scrollIntoView();
      await pointAt(explorer);
      await seen(() => explorer.matches(':hover'));
      await sendKeys({ press: '/' });
      expect(isIn(search)).to.equal(true);
    }
  });

  it('is left to what is typed into, to modifiers, to the page that takes it, and to the page where no explorer is meant', async () => {
    const { left, right, items, explorers, find } = await both();
    await pointAt(explorers[0]!);
    for (const target of ['#host', '#notes']) {
      find(target).focus();
      await sendKeys({ press: '/' });
      expect(document.activeElement).to.equal(find(target));
    }
    expect((find('#host') as HTMLInputElement).value).to.equal('/');
    expect(find('#notes').textContent).to.contain('/');

    items[0]!.focus();
    for (const modifier of ['Control', 'Alt', 'Meta']) {
      await sendKeys({ down: modifier });
      await sendKeys({ press: '/' });
      await sendKeys({ up: modifier });
    }
    const refuse = (event: KeyboardEvent): void => (event.key === '/' ? event.preventDefault() : undefined);
    document.addEventListener('keydown', refuse);
    await sendKeys({ press: '/' });
    document.removeEventListener('keydown', refuse);
    await pointAt(find('#button'));
    find('#button').focus();
    await sendKeys({ press: '/' });
    expect([left, right].some(isIn)).to.equal(false);
  });

  it('is typed where the search has the focus already', async () => {
    const { left } = await both();
    left.focus();
    await sendKeys({ type: 'stage2/' });
    expect(left.shadowRoot!.querySelector('input')!.value).to.equal('stage2/');
  });
});
