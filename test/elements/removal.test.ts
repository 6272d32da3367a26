import { expect, fixture, html } from '@open-wc/testing';
import { nothing, render } from 'lit';
import '../../src/index.js';
import '../../src/elements/net-image/net-image.js';
import type { NetElement } from '../../src/elements/shared/net-element.js';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import type { NetModel } from '../../src/elements/net-model/net-model.js';
import { until } from '../support/page.js';
import { Reader } from '../support/reader.js';

/** Counts who listens to what outlives an element. */
class Listening {
  private readonly held = new Map<string, Set<unknown>>();
  private readonly original = { ...pickListening(EventTarget.prototype) };

  constructor(targets: ReadonlyMap<EventTarget, string>) {
    const { held, original } = this;
    const nameOf = (target: EventTarget | null, type: string): string | undefined => {
      const name = targets.get(target ?? window);
      return name && `${name} ${type}`;
    };
    EventTarget.prototype.addEventListener = function (this: EventTarget, ...[type, listener, options]: Adding) {
      const name = nameOf(this, type);
      if (name && listener) held.set(name, (held.get(name) ?? new Set()).add(listener));
      original.addEventListener.call(this, type, listener, options);
    };
    EventTarget.prototype.removeEventListener = function (this: EventTarget, ...[type, listener, options]: Adding) {
      held.get(nameOf(this, type) ?? '')?.delete(listener);
      original.removeEventListener.call(this, type, listener, options);
    };
  }

  /** `window beforeprint: 2`: what is listened to, and by how many. */
  get now(): readonly string[] {
    return [...this.held].flatMap(([name, { size }]) => (size ? [`${name}: ${size}`] : [])).sort();
  }

  end(): void {
    Object.assign(EventTarget.prototype, this.original);
  }
}

type Adding = Parameters<EventTarget['addEventListener']>;

const pickListening = ({ addEventListener, removeEventListener }: EventTarget) => ({
  addEventListener,
  removeEventListener,
});

const page = new Map<EventTarget, string>([
  [window, 'window'],
  [document, 'document'],
  [document.documentElement, 'html'],
  [document.body, 'body'],
]);

const calculatorIn = ({ shadowRoot }: NetExplorer) =>
  shadowRoot!.querySelector('net-inspector')?.shadowRoot?.querySelector('net-controls');

/** What a reader does to an explorer, a little of everything that needs no network to run. */
async function use(explorer: NetExplorer): Promise<void> {
  await explorer.ready;
  const graph = explorer.shadowRoot!.querySelector('net-graph')!;
  const reader = new Reader(graph);
  await graph.updateComplete;
  const items = reader.all<SVGGElement>('[role=treeitem]');
  for (const item of items.slice(1, 5)) {
    item.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));
    item.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
  }
  reader.find('svg').dispatchEvent(new PointerEvent('pointerenter'));
  for (const words of ['Layers', 'Zoom in', 'Fit', 'Stages']) await reader.click(words);
  const controls = new Reader(await until(() => calculatorIn(explorer), 'the calculator'));
  await controls.element.updateComplete;
  for (const width of [0.5, 0.75, 1]) await controls.drag('input[type=range]', width);
  await controls.enter('input[type=text]', 'nonsense');
  controls.find<HTMLDetailsElement>('details').open = true;
  await explorer.updateComplete;
  const changes = () => location.search.includes('width=') || explorer.shadowRoot!.querySelector('net-undo:defined');
  await until(changes, 'the acts in the address, or their undo');
}

/** Every element that shows a model's state. */
const parts = html`
  <net-activations></net-activations>
  <net-blocks></net-blocks>
  <net-compare></net-compare>
  <net-controls></net-controls>
  <net-experiment></net-experiment>
  <net-formula></net-formula>
  <net-graph></net-graph>
  <net-image></net-image>
  <net-ledger></net-ledger>
  <net-legend></net-legend>
  <net-node></net-node>
  <net-search></net-search>
  <net-budget></net-budget>
  <net-table></net-table>
  <net-value></net-value>
  <net-weights></net-weights>
`;

/** Fields in an element, in the shadow roots inside it too. */
function fieldsIn(root: ParentNode): readonly Element[] {
  const inner = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? fieldsIn(shadowRoot) : []));
  return [...root.querySelectorAll('input, select, textarea'), ...inner];
}

const hostOf = (field: Element): string => (field.getRootNode() as ShadowRoot).host.localName;

/**
 * Watches a field as Chromium's autofill does the one that was typed in last (blink's `WebFormElementObserverImpl`): until the
 * field or one of its parents, up to the shadow root, is taken out of its parent. So long it keeps them and all around them.
 */
function watch(field: Element): () => boolean {
  const chain: Node[] = [];
  for (let node: Element | null = field; node; node = node.parentElement) chain.push(node);
  let isTold = false;
  const observer = new MutationObserver((records) => {
    isTold ||= records.some(({ removedNodes }) => [...removedNodes].some((node) => chain.includes(node)));
  });
  for (const parent of chain.slice(1)) observer.observe(parent, { childList: true });
  return () => isTold;
}

describe('elements that are removed', () => {
  it('leave no listener on the page behind, whatever a reader has done', async () => {
    const listening = new Listening(page);
    try {
      const explorer = await fixture<NetExplorer>(html`<net-explorer url-state></net-explorer>`);
      await use(explorer);
      expect(listening.now.map((line) => line.split(':')[0])).to.include.members([
        'document paste',
        'window beforeprint',
        'window popstate',
      ]);
      explorer.remove();
      expect(listening.now).to.deep.equal([]);
    } finally {
      listening.end();
    }
  });

  it('leave no listener on a state that stays', async () => {
    const model = await fixture<NetModel>(html`<net-model></net-model>`);
    const state = model.state!;
    const listening = new Listening(
      new Map<EventTarget, string>([
        [state, 'state'],
        [state.inspection, 'inspection'],
      ]),
    );
    try {
      render(parts, model);
      const shown = [...model.children] as NetElement[];
      await Promise.all(shown.map(({ localName }) => customElements.whenDefined(localName)));
      await Promise.all(shown.map(({ updateComplete }) => updateComplete));
      expect(listening.now.join()).to.match(new RegExp(`^inspection change: \\d+,state change: ${shown.length}$`));
      render(nothing, model);
      expect(listening.now).to.deep.equal([]);
    } finally {
      listening.end();
    }
  });

  it('tell whoever watches one of their fields, so that it lets go of the whole element', async () => {
    const page = await fixture<HTMLElement>(html`
      <div>
        <net-explorer></net-explorer>
        <net-blocks></net-blocks>
        <net-compare></net-compare>
        <net-detective></net-detective>
        <net-experiment></net-experiment>
        <net-ledger></net-ledger>
      </div>
    `);
    const explorer = page.querySelector('net-explorer')!;
    await until(() => calculatorIn(explorer), 'the calculator');
    for (const fold of explorer.shadowRoot!.querySelectorAll('details')) fold.open = true;
    for (const element of page.children) {
      element.scrollIntoView();
      await until(() => element.shadowRoot && fieldsIn(element.shadowRoot).length, `a field in ${element.localName}`);
    }
    const watched = fieldsIn(page).map((field) => ({ host: hostOf(field), isTold: watch(field) }));
    expect(watched.length).to.be.above(60);
    page.remove();
    await new Promise((resolve) => setTimeout(resolve));
    const untold = watched.filter(({ isTold }) => !isTold()).map(({ host }) => host);
    expect([...new Set(untold)]).to.deep.equal([]);
  });
});
