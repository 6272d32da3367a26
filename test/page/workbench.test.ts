import { expect } from '@open-wc/testing';
import { emulateMedia, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import { Guest } from '../support/guest.js';
import { Page, until } from '../support/page.js';

const BLOCK = 'stage2/block2';
const LAYER = `${BLOCK}/depthwise/conv`;

for (const [width, height] of [
  [1280, 800],
  [390, 844],
] as const)
  describe(`the workbench at ${width} × ${height}`, () => {
    let guest: Guest;
    before(async () => {
      guest = await Guest.open(width, height);
    });
    after(() => guest.page.close());

    for (const path of [BLOCK, LAYER])
      it(`shows facts and channels of ${path} after one click, with the graph in view and nothing scrolled`, async () => {
        const { explorer, page } = guest;
        explorer.state!.setDetail(path === LAYER ? 'layers' : 'blocks');
        await explorer.updateComplete;
        const item = await until(() => guest.item(path), 'the item');
        guest.explorer.scrollIntoView();
        item.focus(); // pans it into view
        if (width < 600) page.window.scrollBy(0, (await guest.rest(item)).top - 100);
        const { top } = await guest.rest(item);
        await guest.click(item);
        expect(explorer.state!.selected).to.equal(path);
        await until(() => guest.isShown, 'the channels');
        const title = page.find('net-node')!.shadowRoot!.querySelector('[part=title]')!.getBoundingClientRect();
        const channels = guest.box('net-channel-grid');
        const drawn = guest.item(path).getBoundingClientRect();
        expect(drawn.top - top, 'pixels scrolled').to.be.within(-1, 1);
        for (const box of [title, channels, drawn]) {
          expect(box.top).to.be.within(0, height);
          expect(box.height).to.be.above(0);
        }
        expect(Math.min(channels.bottom, height) - channels.top, 'pixels of channels').to.be.above(80);
        const covered = width < 600 ? guest.inspector.sheetTop! : channels.top;
        expect(drawn.top, 'graph in view').to.be.below(covered);
      });
  });

for (const [width, height] of [
  [1280, 800],
  [390, 844],
] as const)
  describe(`a link that is opened at ${width} × ${height}, with nothing pressed`, () => {
    let guest: Guest;
    const follow = async (parameters: string): Promise<void> => {
      guest = await Guest.open(width, height, `/test/support/linked.html?preset=post&${parameters}`);
    };
    afterEach(() => guest.page.close());

    it('shows the channels of the layer that it names', async () => {
      await follow(`select=${LAYER}`);
      await until(() => guest.isShown, 'the channels');
    });

    it('shows the channel that it names, enlarged', async () => {
      await follow(`select=${LAYER}&closeup=tab:look channel:5`);
      const map = await until(() => guest.page.find('net-channel-map'), 'the channel');
      await until(() => map.getBoundingClientRect().width, 'its picture');
      expect(guest.page.find<HTMLElement & { channel: number }>('net-channel-map')!.channel).to.equal(5);
    });

    it('shows how the value comes about that it pins, with nothing of the page scrolled', async () => {
      await follow(`select=${LAYER}&closeup=pin:9,20,5`);
      const scope = await until(() => guest.page.find('net-microscope')?.shadowRoot?.querySelector('.scope'), 'it');
      await until(() => scope.querySelector('.matrix'), 'its numbers');
      expect(guest.page.window.scrollY).to.equal(0);
      if (width < 600) return; // in the sheet, below the map
      const { top, right, bottom } = (await guest.rest(scope.querySelector('.matrix')!)) as DOMRect;
      expect([top > 0, bottom < height, right < width], 'numbers in view').to.deep.equal([true, true, true]);
    });

    it('on another tab: runs nothing, until its reader comes to Look', async () => {
      await follow(`select=${LAYER}&closeup=tab:count`);
      await until(() => guest.box('net-formula').height, 'the formula');
      expect(guest.explorer.state!.inspection.phase).to.equal('idle');
      await guest.click(guest.page.find('#tab-look')!);
      await until(() => guest.isShown, 'the channels');
    });

    it('shows the table whose order it names', async () => {
      await follow('closeup=tab:count&ranked=parameters');
      await until(() => guest.page.find('details[open] net-table')?.checkVisibility(), 'the table');
    });
  });

it('the workbench shows the channels of what was pressed before its panel was there', async () => {
  await setViewport({ width: 1280, height: 800 });
  const page = await Page.open('/test/support/host.html', 1280, 800);
  const graph = await until(
    () => page.find('net-graph')?.shadowRoot?.querySelector(`[data-path="${BLOCK}"]`),
    'a block',
  );
  expect(page.find('net-inspector:defined'), 'the panel').to.equal(undefined);
  graph.dispatchEvent(new page.window.MouseEvent('click', { bubbles: true, composed: true }));
  await until(() => page.find('net-channel-grid')?.getBoundingClientRect().width, 'the channels');
  page.close();
});

/** What an engineer chooses by: in which element, and which part of it. */
const ACCOUNTS: Readonly<Record<string, readonly (readonly [tag: string, part: string])[]>> = {
  'This part': [
    ['net-node[show=facts]', 'dl'],
    ['net-formula', 'h3'],
  ],
  Options: [
    ['net-controls', '[aria-labelledby=width-label]'],
    ['net-controls', '#resolution'],
  ],
  Budget: [
    ['net-budget', '[part=verdict]'],
    ['net-budget', '#memory'],
    ['net-budget', '#operations'],
    ['net-budget', '.head .title'],
  ],
};

for (const [width, height, acts] of [
  [1280, 800, 0],
  [680, 900, 1],
  [390, 844, 1],
] as const)
  describe(`Count at ${width} × ${height}`, () => {
    let guest: Guest;
    before(async () => {
      await emulateMedia({ reducedMotion: 'reduce' });
      guest = await Guest.open(width, height);
      guest.item(BLOCK).scrollIntoView({ block: 'nearest' });
      await guest.click(guest.item(BLOCK));
      await guest.click(await until(() => guest.page.find('#tab-count'), 'the tab'));
      guest.explorer.scrollIntoView();
    });
    after(async () => {
      guest.page.close();
      await emulateMedia({ reducedMotion: 'no-preference' });
    });

    for (const [title, parts] of Object.entries(ACCOUNTS))
      it(`shows ${title} after ${acts} acts, with nothing scrolled`, async () => {
        if (acts) {
          const buttons = guest.page.all('#panel-count > .segments button');
          await guest.click(buttons.find((button) => button.textContent.trim() === title)!);
        }
        for (const [tag, part] of parts) {
          const find = (): Element | null | undefined =>
            guest.page.find(`${tag}:defined`, guest.inspector.shadowRoot!)?.shadowRoot!.querySelector(part);
          await guest.rest(await until(find, part));
          await until(() => guest.isOnTop(find()!), `${part} to be seen`);
        }
      });
  });

describe('the workbench by keyboard', () => {
  let guest: Guest;
  before(async () => {
    guest = await Guest.open(1280, 800);
  });
  after(() => guest.page.close());

  it('comes from the graph to the channels by two keys, and back by one', async () => {
    guest.item(BLOCK).focus();
    await sendKeys({ press: 'Space' });
    await until(() => guest.explorer.state!.selected === BLOCK, 'the selection');
    await sendKeys({ press: 'Space' });
    await until(() => guest.focusedTag === 'net-channel-grid', 'the focus on the channels');
    await sendKeys({ press: 'Escape' });
    await until(() => guest.focusedTag === 'net-graph', 'the focus on the graph');
  });

  it('changes tabs by arrow keys, and keeps the one that was chosen', async () => {
    const tab = guest.page.find('[role=tab][aria-selected=true]')!;
    tab.focus();
    await sendKeys({ press: 'ArrowRight' });
    await until(() => guest.explorer.state!.closeup.tab === 'count', 'the tab');
    guest.explorer.state!.select('stage3/block1');
    await guest.inspector.updateComplete;
    expect(guest.page.find('[role=tabpanel]:not([hidden])')!.id).to.equal('panel-count');
  });
});

describe('the workbench takes back', () => {
  let guest: Guest;
  before(async () => {
    guest = await Guest.open(1280, 800);
    await until(() => guest.page.find('net-undo:defined'), 'undo');
  });
  after(() => guest.page.close());

  const undo = async (): Promise<void> => {
    await sendKeys({ down: 'Control' });
    await sendKeys({ press: 'z' });
    await sendKeys({ up: 'Control' });
  };

  it('a selection, by Ctrl+Z in the graph', async () => {
    guest.item(BLOCK).focus();
    await sendKeys({ press: 'Space' });
    await until(() => guest.explorer.state!.selected === BLOCK, 'the selection');
    await undo();
    expect(guest.explorer.state!.selected).to.equal('');
  });

  it('a slider that was dragged with the mouse, by one Ctrl+Z', async () => {
    const { state } = guest.explorer;
    guest.page.find('#tab-count')!.click();
    const slider = await guest.page.shown<HTMLInputElement>('input[type=range][aria-labelledby=width-label]');
    await until(() => slider.checkVisibility(), 'the calculator');
    slider.scrollIntoView({ block: 'center' });
    const { left, top, width, height } = await guest.rest(slider);
    const at = (share: number): [number, number] => [Math.round(left + width * share), Math.round(top + height / 2)];
    const { choice } = state!;
    const seen = new Set<unknown>();
    state!.addEventListener('change', () => seen.add(state!.choice));
    await sendMouse({ type: 'move', position: at(0.3) });
    await sendMouse({ type: 'down' });
    for (let share = 0.3; share < 0.8; share += 0.05) await sendMouse({ type: 'move', position: at(share) });
    await sendMouse({ type: 'up' });
    expect(seen.size, 'values').to.be.above(5);
    await undo();
    expect(state!.choice).to.deep.equal(choice);
    expect(state!.closeup.tab, 'and nothing before it').to.equal('count');
  });
});

describe('the sheet of the workbench', () => {
  let guest: Guest;
  before(async () => {
    // A page that still scrolls cannot be pressed at a place that was read before.
    await emulateMedia({ reducedMotion: 'reduce' });
    guest = await Guest.open(390, 844);
  });
  after(async () => {
    guest.page.close();
    await emulateMedia({ reducedMotion: 'no-preference' });
  });

  const part = (name: string): HTMLElement => guest.inspector.shadowRoot!.querySelector(`.${name}`)!;
  const sheet = (): HTMLElement => part('sheet');

  const open = async (): Promise<void> => {
    guest.item(BLOCK).scrollIntoView();
    await guest.click(guest.item(BLOCK));
    await until(() => guest.inspector.sheetTop !== undefined, 'the sheet');
  };

  it('covers the lower half of what is seen of the explorer, and never the words around', async () => {
    await open();
    const { window } = guest.page;
    const isClear = (): boolean => {
      const { top, bottom } = guest.explorer.getBoundingClientRect();
      const seen = Math.min(bottom, 844) - Math.max(top, 0);
      const { top: from, bottom: to } = sheet().getBoundingClientRect();
      return Math.abs(to - from - seen / 2) <= 2 && to <= Math.min(bottom, 844) + 1;
    };
    await until(isClear, 'half of the explorer');
    guest.page.find('#after')!.scrollIntoView({ block: 'center' });
    await until(isClear, 'half of the rest of the explorer');
    expect(sheet().getBoundingClientRect().bottom).to.be.at.most(guest.box('#after').top + 1);
    window.scrollTo(0, 0);
  });

  it('is dragged down to be closed, which gives the focus back to the graph', async () => {
    await open();
    part('grip').focus();
    const { x, y, width } = await guest.rest(part('handle'));
    const at: [number, number] = [Math.round(x + width / 2), Math.round(y + 10)];
    await sendMouse({ type: 'move', position: at });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [at[0], 800] });
    await sendMouse({ type: 'up' });
    await until(() => sheet().dataset['level'] === 'closed', 'the sheet to close');
    await until(() => guest.focusedTag === 'net-graph', 'the focus on the graph');
  });

  it('is dragged up, and closed by its button, which gives the focus back to the graph', async () => {
    await open();
    const { x, y, width } = await guest.rest(part('handle'));
    const at: [number, number] = [Math.round(x + width / 2), Math.round(y + 10)];
    await sendMouse({ type: 'move', position: at });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [at[0], 80] });
    await sendMouse({ type: 'up' });
    await until(() => sheet().dataset['level'] === 'full', 'the sheet over most of it');
    part('grip').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => sheet().dataset['level'] === 'half', 'the half, by key');
    await guest.click(part('grip'));
    await until(() => sheet().dataset['level'] === 'full', 'most of it, by a press');
    await guest.click(part('close'));
    await until(() => sheet().dataset['level'] === 'closed', 'the sheet to close');
    await until(() => guest.focusedTag === 'net-graph', 'the focus on the graph');
  });
});

describe('dropping on the workbench', () => {
  let guest: Guest;
  before(async () => {
    guest = await Guest.open(1280, 800);
  });
  after(() => guest.page.close());

  const fileOf = async (address: string, name: string): Promise<File> =>
    new guest.page.window.File([await (await fetch(address)).arrayBuffer()], name);

  for (const part of ['net-graph', 'net-inspector', 'header'])
    it(`takes a photo on its ${part}, told by its content`, async () => {
      const name = `${part} photo`;
      guest.page.drop(guest.page.find(part, guest.explorer.shadowRoot!)!, await fileOf('/samples/frog.webp', name));
      await until(() => {
        const { image } = guest.explorer.state!;
        return image?.kind === 'blob' && image.title === name;
      }, 'the photo');
    });

  it('goes back to the drawing that was shown as stored where a file is no picture, and says so beside it', async () => {
    const fresh = await Guest.open(1280, 800);
    try {
      fresh.page.drop(fresh.page.find('net-graph')!, new File(['no picture'], 'photo.png', { type: 'image/png' }));
      const parts = () => fresh.page.find('net-image')!.shadowRoot;
      const error = await until(() => parts()?.querySelector('[part~=error]'), 'the sentence');
      expect(error.textContent).to.contain('could not be decoded as an image');
      await until(() => fresh.explorer.state!.inspection.result, 'the drawing to be run');
      expect(parts()!.querySelectorAll('[part~=predictions] li').length).to.equal(5);
      expect(parts()!.querySelector('figcaption')!.textContent).to.equal('Ship');
      const shown = await until(() => parts()!.querySelector('[part~=error]'), 'the sentence still');
      expect(fresh.isOnTop(shown)).to.equal(true);
    } finally {
      fresh.page.close();
    }
  });

  it('shows where to drop, and stops showing it', async () => {
    const graph = guest.page.find('net-graph')!;
    const { DragEvent } = guest.page.window;
    const bench = guest.explorer.shadowRoot!.querySelector<HTMLElement>('.bench')!;
    const fire = async (type: string, clientX: number): Promise<void> => {
      graph.dispatchEvent(
        new DragEvent(type, { bubbles: true, composed: true, cancelable: true, clientX, clientY: 200 }),
      );
      await guest.explorer.updateComplete;
    };
    await fire('dragover', 200);
    await fire('dragleave', 300);
    expect(bench.hasAttribute('data-dropping'), 'over another part').to.equal(true);
    await fire('dragleave', -1);
    expect(bench.hasAttribute('data-dropping'), 'outside').to.equal(false);
  });
});

describe('on a phone, while the page opens', () => {
  it('the graph stays where it was first drawn when image and guess come above it', async () => {
    await setViewport({ width: 390, height: 844 });
    const page = await Page.open('/test/support/host.html', 390, 844);
    const graph = await page.shown<HTMLElement>('net-graph');
    await until(() => page.find('[data-path]', graph.shadowRoot!), 'the figure');
    const before = graph.getBoundingClientRect().top;
    const { state } = (await page.shown<NetExplorer>('net-explorer'))!;
    await until(() => state!.knownInspection?.top && page.find('[part~=predictions], .outcome'), 'the guess');
    await new Promise((resolve) => page.window.requestAnimationFrame(() => setTimeout(resolve)));
    expect(graph.getBoundingClientRect().top).to.be.closeTo(before, 48);
    page.close();
  });
});
