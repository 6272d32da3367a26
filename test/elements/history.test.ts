import { expect, fixture, html } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import '../../src/explorer/bring-running.js';
import '../../src/index.js';
import { AddressHistory } from '../../src/elements/shared/address-history.js';
import { UrlController } from '../../src/elements/shared/controllers/url-controller.js';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import type { NetUndo } from '../../src/elements/net-explorer/undo.js';
import type { Snapshot } from '../../src/explorer/snapshot.js';
import { ExplorerState } from '../../src/explorer/state.js';
import { cases } from '../support/cases.js';
import { Page, until, wordsOf } from '../support/page.js';
import { explore } from '../support/random-explorer.js';
import { Seeded } from '../support/seeded.js';

const home = location.href;

/** What the page has before an explorer writes anything. */
function begin(parameters = ''): void {
  const address = new URL(home);
  for (const [name, text] of new URLSearchParams(parameters)) address.searchParams.set(name, text);
  history.replaceState(null, '', address);
}

/** Entries that were made: the browser's own count ends at fifty. */
let pushes = 0;
const { pushState } = history;
before(() => {
  history.pushState = function (...entry) {
    pushes++;
    pushState.apply(this, entry);
  };
});
after(() => {
  history.pushState = pushState;
});

/** What has a state and can have it in the address, without anything to see. */
class Linked extends EventTarget implements ReactiveControllerHost {
  readonly controllers: ReactiveController[] = [];
  readonly updateComplete = Promise.resolve(true);
  constructor(
    readonly state: ExplorerState,
    readonly urlPrefix: string,
  ) {
    super();
  }
  get heldState(): ExplorerState {
    return this.state;
  }
  addController(controller: ReactiveController): void {
    this.controllers.push(controller);
  }
  removeController(): void {}
  requestUpdate(): void {
    for (const controller of this.controllers) controller.hostUpdate?.();
  }

  /** Opens a page with the present address. */
  static async open(urlPrefix: string): Promise<Linked> {
    const linked = new Linked(new ExplorerState(), urlPrefix);
    const url = new UrlController(linked);
    expect(url.waiting).to.equal(undefined);
    url.hostConnected();
    url.hostUpdate();
    await until(() => !url.isHeld, 'the part that reads links');
    return linked;
  }

  close(): void {
    for (const controller of this.controllers) controller.hostDisconnected?.();
  }
}

/** A state after random acts, in the page's address. */
async function linkTo(seed: number, prefix: string): Promise<Snapshot> {
  const state = new ExplorerState();
  const owner = { prefix, initial: state.snapshot, isWritable: () => true };
  const written = new AddressHistory(state, owner, state.snapshot);
  await explore(state, new Seeded(seed), true);
  await until(() => written.isSaid, 'the address');
  written.release();
  return state.snapshot;
}

describe('a link restores everything that has a name', () => {
  afterEach(() => begin());

  const count = cases(12, 200);
  it(`${count} random states, each opened afresh`, async () => {
    for (let seed = 0; seed < count; seed++) {
      begin();
      const snapshot = await linkTo(seed, 'h-');
      const linked = await Linked.open('h-');
      await linked.state.ready;
      await until(() => linked.state.pending === undefined, 'the network');
      await Promise.resolve();
      expect(linked.state.snapshot, `${seed}: ${location.search}`).to.deep.equal(snapshot);
      linked.close();
    }
  });

  const pages = cases(1, 6);
  it(`${pages} of them, each opened in a page`, async () => {
    for (let seed = 0; seed < pages; seed++) {
      begin();
      const snapshot = await linkTo(seed, '');
      const page = await Page.open(`/test/support/linked.html${location.search}`);
      const explorer = await page.shown<NetExplorer>('net-explorer:defined');
      await until(() => explorer.state?.network.id === snapshot.choice.network, 'the network');
      await explorer.updateComplete;
      expect(explorer.state!.snapshot, `${seed}: ${location.search}`).to.deep.equal(snapshot);
      page.close();
    }
  });
});

describe('what readers choose in views of one network', () => {
  before(() => setViewport({ width: 1400, height: 3000 })); // with all of it in view
  after(() => setViewport({ width: 800, height: 600 }));
  afterEach(() => begin());

  /** An explorer in the address, and what stands beside it in the article. */
  const open = async (): Promise<HTMLElement> => {
    const box = await fixture<HTMLElement>(html`
      <div>
        <net-explorer id="viewed" url-state="w-" preset="paper" tab="count" no-image></net-explorer>
        <net-compare for="viewed" networks="squeezenet"></net-compare>
      </div>
    `);
    await until(() => inside(box, 'net-budget', '#memory'), 'the budget');
    await until(() => inside(box, 'net-compare', '[part=own]'), 'the comparison');
    return box;
  };

  /** A piece of an element, wherever that is. */
  function inside(root: ParentNode, tag: string, selector: string): HTMLElement | null | undefined {
    const shadows = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
    const found = root.querySelector(tag)?.shadowRoot?.querySelector<HTMLElement>(selector);
    return found ?? shadows.map((inner) => inside(inner, tag, selector)).find(Boolean);
  }

  const enter = (field: HTMLElement | null | undefined, value: string): void => {
    Object.assign(field!, { value });
    for (const type of ['input', 'change']) field!.dispatchEvent(new Event(type, { bubbles: true }));
  };

  /** What a reader sees of each choice. */
  const seen = (box: HTMLElement): unknown => ({
    flow: inside(box, 'net-graph', 'svg[part=graph]')?.ariaOrientation,
    fold: inside(box, 'net-graph', '[aria-label^="×n"]')?.ariaPressed,
    measure: (inside(box, 'net-graph', '[aria-label="Costs shown"]') as HTMLSelectElement | null)?.value,
    memory: (inside(box, 'net-budget', '#memory') as HTMLInputElement | null)?.value,
    verdict: wordsOf(inside(box, 'net-budget', '[part=verdict]') ?? undefined),
    shown: wordsOf(inside(box, 'net-budget', '.segments [aria-pressed=true]') ?? undefined),
    compared: inside(box, 'net-compare', '[part=totals]')?.querySelectorAll('tbody tr').length,
    budget: (inside(box, 'net-compare', '#memory') as HTMLInputElement | null)?.value,
  });

  it('graph, budget and comparison: is in the link, comes back from there, and by Back act by act', async () => {
    begin();
    const box = await open();
    const explorer = box.querySelector('net-explorer')!;
    const first = seen(box);
    const made = pushes;
    inside(box, 'net-graph', '[aria-label="Direction of the flow"] button:last-child')!.click();
    await explorer.updateComplete;
    inside(box, 'net-graph', '[aria-label^="×n"]')!.click();
    await explorer.updateComplete;
    enter(inside(box, 'net-graph', '[aria-label="Costs shown"]'), 'parameters');
    await explorer.updateComplete;
    for (const typed of ['4', '4 ', '4 M', '4 MB']) {
      enter(inside(box, 'net-budget', '#memory'), typed);
      await explorer.updateComplete;
    }
    inside(box, 'net-budget', '.segments button:last-child')!.click();
    await explorer.updateComplete;
    inside(box, 'net-compare', 'button.remove')!.click();
    await until(() => location.search.includes('w-compared='), 'the last act in the address');
    expect(pushes - made, 'acts: what is typed into one field is one').to.equal(6);
    const changed = seen(box);
    expect(changed).to.include({
      flow: 'vertical',
      fold: 'true',
      measure: 'parameters',
      memory: '4 MB',
      budget: '4 MB',
    });
    expect(changed).to.include({ shown: 'Weights', compared: 1 });
    expect((changed as { verdict: string }).verdict).to.match(/^✗? ?(?:Fits|Does not fit)/);
    const written = location.search;
    box.remove();
    history.replaceState(null, '', written);
    const again = await open();
    await until(() => JSON.stringify(seen(again)) === JSON.stringify(changed), 'all of it');
    again.remove();
    begin();
    const fresh = await open();
    await until(() => JSON.stringify(seen(fresh)) === JSON.stringify(first), 'what the tags say');
  });

  it('a word that there is none of: is named, and the others are in force', async () => {
    begin('w-measure=blue&w-fold=on');
    const box = await open();
    const explorer = box.querySelector('net-explorer')!;
    await explorer.updateComplete;
    expect(wordsOf(explorer.shadowRoot!.querySelector('[part=error]') ?? undefined)).to.equal(
      'address: measure: expected one of operations, parameters, memory, all, none, got "blue"',
    );
    expect(seen(box)).to.include({ fold: 'true', measure: 'operations' });
  });
});

describe('a link says its version', () => {
  afterEach(() => begin());

  const open = (): Promise<NetExplorer> =>
    fixture<NetExplorer>(html`<net-explorer url-state="v-" preset="cifar" no-image></net-explorer>`);
  const said = ({ shadowRoot }: NetExplorer): string =>
    [...shadowRoot!.querySelectorAll('[part=error]')].map(wordsOf).join();

  for (const version of ['', 'v-v=1&', 'v-v=mine&'])
    it(`${version || 'none'}: opens`, async () => {
      begin(`${version}v-select=stem&v-view=layers`);
      const explorer = await open();
      expect([explorer.state!.selected, explorer.state!.detail, said(explorer)]).to.deep.equal(['stem', 'layers', '']);
    });

  it('one that is still to come: says so, and opens what is known', async () => {
    begin('v-v=2&v-select=stem&v-shape=round');
    const explorer = await open();
    expect(explorer.state!.selected).to.equal('stem');
    expect(said(explorer)).to.equal(
      'address: v: expected 1, got "2": the link is of another version, of which what is known here is shown',
    );
  });

  it('in what it writes, but not over a parameter of that name which is somebody else’s', async () => {
    begin('v-v=mine');
    const explorer = await open();
    explorer.state!.select('stem');
    await until(() => location.search.includes('v-select=stem'), 'the address');
    expect(new URLSearchParams(location.search).get('v-v')).to.equal('mine');
    explorer.remove();
    begin();
    const other = await open();
    other.state!.select('stem');
    await until(() => location.search.includes('v-select=stem'), 'the address');
    expect(new URLSearchParams(location.search).get('v-v')).to.equal('1');
  });
});

/** Acts of many kinds, on buttons and fields where they are at hand. */
const ACTS: readonly ((explorer: NetExplorer) => unknown)[] = [
  (explorer) => chip(explorer, 'cifar').click(),
  ({ state }) => state!.select('stage2/block1'),
  ({ state }) => state!.setCloseup({ tab: 'count' }),
  ({ state }) => state!.setConvention('keras'),
  ({ state }) => state!.toggle('stage2/block1'),
  ({ state }) => state!.setCloseup({ tab: 'look', member: 'stage2/block1/expand/conv' }),
  ({ state }) => state!.setCloseup({ channel: 5 }),
  ({ state }) => state!.setImage({ kind: 'blob', blob: new Blob(['x']), title: 'mine.png' }),
  ({ state }) => state!.choose({ network: 'squeezenet', options: {} }),
  ({ state }) => state!.setDetail('layers'),
];

const chip = ({ shadowRoot }: NetExplorer, preset: string): HTMLButtonElement => {
  const family = shadowRoot!.host as NetExplorer;
  const title = family.state!.family.presetTitles[preset];
  return [...shadowRoot!.querySelectorAll<HTMLButtonElement>('.segments button')].find(
    (button) => wordsOf(button) === title,
  )!;
};

/** Does them one after the other; gives what was chosen before them, and after each. */
async function doAll(explorer: NetExplorer): Promise<Snapshot[]> {
  const state = explorer.state!;
  const snapshots = [state.snapshot];
  for (const act of ACTS) {
    act(explorer);
    await explorer.updateComplete;
    await state.ready;
    snapshots.push(state.snapshot);
  }
  return snapshots;
}

describe('under url-state the browser’s Back undoes acts', () => {
  afterEach(() => begin());

  /** Back or forward, and what is chosen then. */
  async function go(step: 1 | -1, { state }: NetExplorer): Promise<Snapshot> {
    const arrived = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
    history.go(step);
    await arrived;
    await state!.ready;
    await until(() => state!.pending === undefined, 'the network');
    return state!.snapshot;
  }

  const open = async (prefix = 'b-'): Promise<NetExplorer> => {
    const explorer = await fixture<NetExplorer>(
      html`<net-explorer url-state=${prefix} preset="post" no-image></net-explorer>`,
    );
    explorer.state!.select('stem');
    await until(() => location.search.includes(`${prefix}select=stem`), 'the first act in the address');
    return explorer;
  };

  it('ten of them, and Forward does them again, with files of the reader’s own', async () => {
    begin();
    const explorer = await open();
    const snapshots = await doAll(explorer);
    for (const snapshot of snapshots.slice(0, -1).toReversed()) expect(await go(-1, explorer)).to.deep.equal(snapshot);
    for (const snapshot of snapshots.slice(1)) expect(await go(1, explorer)).to.deep.equal(snapshot);
  });

  it('and fires the events of any other act', async () => {
    begin();
    const explorer = await open();
    const heard: string[] = [];
    for (const type of ['net-select', 'net-options-change'] as const)
      explorer.addEventListener(type, () => heard.push(type));
    chip(explorer, 'cifar').click();
    await explorer.updateComplete;
    await go(-1, explorer);
    await go(-1, explorer);
    await until(() => heard.length === 3, 'the events');
    expect(heard).to.deep.equal(['net-options-change', 'net-options-change', 'net-select']);
  });

  it('two explorers with prefixes of their own: each its own acts', async () => {
    begin();
    const [left, right] = [await open('l-'), await open('r-')];
    const both = (): unknown => [left, right].map(({ state }) => [state!.selected, state!.convention]);
    const acts: readonly (() => void)[] = [
      () => left.state!.select('stage2'),
      () => right.state!.setConvention('keras'),
      () => left.state!.setConvention('paper'),
      () => right.state!.select('stage3'),
    ];
    const seen = [both()];
    for (const act of acts) {
      act();
      await left.updateComplete;
      seen.push(both());
    }
    for (const before of seen.slice(0, -1).toReversed()) {
      await go(-1, left);
      expect(both()).to.deep.equal(before);
    }
    for (const after of seen.slice(1)) {
      await go(1, left);
      expect(both()).to.deep.equal(after);
    }
  });

  it('nothing is pushed for an arrival, a script or the engine, and what is somebody else’s stays', async () => {
    begin('page=7&q-select=stage2');
    history.replaceState({ theirs: 1 }, '', `${location.href}#chapter`);
    const made = pushes;
    const explorer = await fixture<NetExplorer>(html`
      <net-explorer
        url-state="q-"
        preset="cifar"
        width="0.1"
        resolution="32"
        classes="10"
        weights="random:1"
      ></net-explorer>
    `);
    explorer.setAttribute('convention', 'keras');
    explorer.state!.inspection.start();
    await until(() => explorer.state!.inspection.phase === 'ready', 'a run');
    await until(() => location.search.includes('q-convention=keras'), 'the address');
    expect(pushes).to.equal(made);
    explorer.state!.select('stage3');
    await until(() => location.search.includes('q-select=stage3'), 'the act');
    expect(pushes).to.equal(made + 1);
    expect([location.hash, (history.state as { theirs: number }).theirs]).to.deep.equal(['#chapter', 1]);
    expect(new URLSearchParams(location.search).get('page')).to.equal('7');
  });

  it('a slider that is dragged over ten values is one entry', async () => {
    begin();
    const explorer = await open('s-');
    const before = explorer.state!.snapshot;
    const made = pushes;
    await drag(explorer);
    await until(() => location.search.includes('s-width=0.5'), 'where it rests');
    expect(pushes).to.equal(made + 1);
    expect(await go(-1, explorer)).to.deep.equal(before);
  });

  it('acts that come before the part that keeps the address: one entry each', async () => {
    const page = await Page.open('/test/support/linked.html');
    const explorer = await page.shown<NetExplorer>('net-explorer:defined');
    const state = await until(() => explorer.state, 'the state');
    const { history: entries, location: address } = page.window;
    const written: string[] = [];
    const push = entries.pushState.bind(entries);
    entries.pushState = (...entry) => {
      push(...entry);
      written.push(address.search);
    };
    const acts: readonly (() => unknown)[] = [
      () => state.select('stem'),
      () => state.setConvention('keras'),
      () => state.setDetail('layers'),
    ];
    for (const act of acts) {
      act();
      await Promise.resolve();
    }
    expect(written, 'before it is there').to.deep.equal([]);
    await until(() => written.length === acts.length, 'an entry each');
    expect(written).to.deep.equal([
      '?v=1&select=stem',
      '?v=1&select=stem&convention=keras',
      '?v=1&select=stem&view=layers&convention=keras',
    ]);
    page.close();
  });

  it('a jump within the page changes nothing, also of what no address can say', async () => {
    begin();
    const explorer = await open('j-');
    ACTS[7]!(explorer);
    await explorer.updateComplete;
    const { snapshot } = explorer.state!;
    const arrived = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
    location.hash = '#elsewhere';
    await arrived;
    expect(explorer.state!.snapshot).to.equal(snapshot);
  });

  it('one that has been removed writes nothing any more, not even its last act', async () => {
    begin();
    const explorer = await open('x-');
    const [made, address] = [pushes, location.href];
    explorer.state!.select('stage2');
    explorer.remove();
    await Promise.resolve();
    expect([pushes, location.href]).to.deep.equal([made, address]);
  });

  it('an entry that only its address knows is read from there, with what the tag says otherwise', async () => {
    begin();
    const explorer = await open('k-');
    explorer.state!.setConvention('keras');
    await explorer.updateComplete;
    begin('k-view=layers');
    dispatchEvent(new PopStateEvent('popstate'));
    await explorer.updateComplete;
    const { selected, convention, detail } = explorer.state!;
    expect([selected, convention, detail]).to.deep.equal(['', 'torchvision', 'layers']);
  });
});

/** Drags the slider of the width over ten values with a button held. */
async function drag(explorer: NetExplorer): Promise<void> {
  const inspector = await until(() => explorer.shadowRoot!.querySelector('net-inspector:defined'), 'the inspector');
  const slider = await until(
    () =>
      inspector
        .shadowRoot!.querySelector('net-controls:defined')
        ?.shadowRoot!.querySelector<HTMLInputElement>('input[type=range][aria-labelledby=width-label]'),
    'the slider',
  );
  await explorer.updateComplete;
  const press = (type: string): boolean =>
    slider.dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true }));
  press('pointerdown');
  for (let step = 10; step > 0; step--) {
    slider.valueAsNumber = 0.5 + (step - 1) * 0.05;
    slider.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    await explorer.updateComplete;
  }
  press('pointerup');
}

describe('without url-state the explorer has an undo of its own', () => {
  const open = async (): Promise<[NetExplorer, NetUndo]> => {
    const explorer = await fixture<NetExplorer>(html`<net-explorer preset="post" no-image></net-explorer>`);
    const undo = await until(() => explorer.shadowRoot!.querySelector<NetUndo>('net-undo:defined'), 'the buttons');
    await undo.updateComplete;
    return [explorer, undo];
  };
  const buttons = ({ shadowRoot }: NetUndo): HTMLButtonElement[] => [...shadowRoot!.querySelectorAll('button')];
  const labels = (undo: NetUndo): string[] => buttons(undo).map(({ title }) => title);
  const press = (target: EventTarget, key: string, modifiers: KeyboardEventInit = { ctrlKey: true }): void =>
    void target.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...modifiers }),
    );

  it('is accessible', async () => {
    const [explorer, undo] = await open();
    await expect(undo).to.be.accessible();
    explorer.state!.select('stem');
    await until(() => labels(undo)[0] === 'Undo: selection', 'the act');
    await expect(undo).to.be.accessible();
  });

  it('goes back through ten acts by a button, and forward again, and leaves the page’s history alone', async () => {
    const [explorer, undo] = await open();
    const [made, address] = [pushes, location.href];
    const snapshots = await doAll(explorer);
    const go = async (at: number): Promise<Snapshot> => {
      await undo.updateComplete;
      buttons(undo)[at]!.click();
      await explorer.state!.ready;
      return explorer.state!.snapshot;
    };
    for (const snapshot of snapshots.slice(0, -1).toReversed()) expect(await go(0)).to.deep.equal(snapshot);
    for (const snapshot of snapshots.slice(1)) expect(await go(1)).to.deep.equal(snapshot);
    expect([pushes, location.href]).to.deep.equal([made, address]);
  });

  it('says what it undoes', async () => {
    const [explorer, undo] = await open();
    expect(labels(undo)).to.deep.equal(['Undo', 'Redo']);
    await explorer.updateComplete;
    explorer.state!.setConvention('keras');
    await until(() => labels(undo)[0] === 'Undo: way of counting', 'the words');
    buttons(undo)[0]!.click();
    await until(() => labels(undo).join() === 'Undo,Redo: way of counting', 'the words');
    expect(buttons(undo).map((button) => button.getAttribute('aria-disabled'))).to.deep.equal(['true', 'false']);
  });

  it('by keys, where the focus is in the explorer and in no text', async () => {
    const [explorer, undo] = await open();
    const { state } = explorer;
    state!.select('stem');
    await until(() => labels(undo)[0] === 'Undo: selection', 'the act');
    const field = await until(
      () => explorer.shadowRoot!.querySelector('net-search:defined')?.shadowRoot?.querySelector('input'),
      'the search',
    );
    press(field, 'z');
    press(document.body, 'z');
    expect(state!.selected).to.equal('stem');
    const graph = explorer.shadowRoot!.querySelector('net-graph')!;
    press(graph, 'z');
    expect(state!.selected).to.equal('');
    press(graph, 'Z', { ctrlKey: true, shiftKey: true });
    expect(state!.selected).to.equal('stem');
    press(graph, 'z', { metaKey: true });
    expect(state!.selected).to.equal('');
    press(graph, 'y');
    expect(state!.selected).to.equal('stem');
  });

  it('a slider that is dragged over ten values is one act', async () => {
    const [explorer, undo] = await open();
    const { choice } = explorer.state!;
    await drag(explorer);
    await until(() => labels(undo)[0] === 'Undo: width multiplier', 'the act');
    buttons(undo)[0]!.click();
    expect(explorer.state!.choice).to.deep.equal(choice);
  });

  it('is not there under url-state, which has the browser’s', async () => {
    const explorer = await fixture<NetExplorer>(html`<net-explorer url-state="n-" no-image></net-explorer>`);
    expect(explorer.shadowRoot!.querySelector('net-undo')).to.equal(null);
  });
});
