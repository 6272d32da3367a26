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

/** What a reader does to an explorer, a little of everything that needs no network to run. */
async function use(explorer: NetExplorer): Promise<void> {
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
  const controls = new Reader(await until(() => explorer.shadowRoot!.querySelector('net-controls'), 'the calculator'));
  await controls.element.updateComplete;
  for (const width of [0.5, 0.75, 1]) await controls.drag('input[type=range]', width);
  await controls.enter('input[type=text]', 'nonsense');
  explorer.shadowRoot!.querySelector('details')!.open = true;
  await explorer.updateComplete;
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
  <net-table></net-table>
  <net-value></net-value>
  <net-weights></net-weights>
`;

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
});
