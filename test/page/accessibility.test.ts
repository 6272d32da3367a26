import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { NetActivationView } from '../../src/elements/net-activations/activation-view.js';
import type { Tab } from '../../src/explorer/closeup.js';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import { COLOUR_RULES, violationsIn } from '../support/axe.js';
import { Page, until, wordsOf } from '../support/page.js';

const BLOCK = 'stage4/block2';

/** Everything in a page in the order in which it is drawn, through every shadow root. */
function* inOrder(root: ParentNode): Generator<Element> {
  for (const child of root.children) {
    yield child;
    yield* inOrder(child.shadowRoot ?? child);
  }
}

/** Where the keyboard is, through every shadow root. */
function focused(document: Document): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

const isWithin = (element: Element, tag: string): boolean => {
  for (let host: Element | null = element; host; host = (host.getRootNode() as ShadowRoot).host ?? null)
    if (host.closest(tag)) return true;
  return false;
};

/** A name for messages: the tag that it is in, and its words. */
const nameOf = (element: Element): string =>
  `${(element.getRootNode() as ShadowRoot).host?.localName ?? 'page'} ${element.localName} ${element.getAttribute('aria-label') ?? wordsOf(element).slice(0, 40)}`;

class ReadersPage {
  private constructor(readonly page: Page) {}

  static async open(address = '/index.html'): Promise<ReadersPage> {
    const page = await Page.open(address, 1280, 900);
    await page.shown('net-explorer');
    const reader = new ReadersPage(page);
    await until(() => reader.explorer.state, 'the state');
    await until(() => {
      reader.explorer.scrollIntoView();
      const { knownInspection: inspection } = reader.state;
      inspection?.start(); // what the package knows of a drawing needs no engine
      return inspection?.phase === 'ready' && inspection.result;
    }, 'a run');
    return reader;
  }

  get explorer(): NetExplorer {
    return this.page.find<NetExplorer>('net-explorer')!;
  }

  get state() {
    return this.explorer.state!;
  }

  /** The element in the explorer that matches, in shadow roots too. */
  find<E extends Element = HTMLElement>(selector: string): E | undefined {
    return this.page.find<E>(selector, this.explorer.shadowRoot!);
  }

  shown<E extends Element = HTMLElement>(selector: string): Promise<E> {
    return until(() => this.find<E>(selector), `${selector} in the explorer`);
  }

  /** Presses a tab of the panel. */
  async openTab(tab: Tab): Promise<void> {
    (await this.shown(`#tab-${tab}`)).click();
    await until(() => !this.find(`#panel-${tab}`)!.hidden, `the tab ${tab}`);
  }

  /** What of the node is shown, once it is in view. */
  async look(selector: string): Promise<HTMLElement> {
    await until(() => {
      this.find('net-activations')?.scrollIntoView({ block: 'center' });
      return this.find(selector)?.getBoundingClientRect().width;
    }, selector);
    return this.find(selector)!;
  }

  /** Looks at the panel until it shows what is selected: what arrives later would put other things under the keyboard. */
  async settled(): Promise<void> {
    await until(() => {
      this.find('net-activations')?.scrollIntoView({ block: 'center' });
      const { inspection, network, selected } = this.state;
      const view = this.find('net-activation-view') as Partial<NetActivationView> | undefined;
      return inspection.phase === 'ready' && view?.network === network && view.activation?.node.startsWith(selected);
    }, 'the activation of what is selected');
  }

  /** Looks at what fills row by row until it is whole, and goes back to the top. */
  async filled(): Promise<void> {
    const isBusy = (): Element | undefined => this.page.find('[aria-busy=true]');
    await until(() => {
      isBusy()?.scrollIntoView();
      return !isBusy();
    }, 'the long tables');
    await until(() => {
      const experiments = this.page.all('net-experiment');
      const waiting = experiments.find((one) => !one.shadowRoot?.querySelector('details'));
      waiting?.scrollIntoView();
      return !waiting;
    }, 'the experiments');
    this.page.window.scrollTo(0, 0);
  }

  theme(theme: 'light' | 'dark'): void {
    this.page.document.documentElement.style.colorScheme = theme;
    for (const element of this.page.all('*'))
      if (element.localName.startsWith('net-')) element.setAttribute('theme', theme);
  }

  get focused(): Element | null {
    return focused(this.page.document);
  }

  async press(...keys: string[]): Promise<void> {
    for (const press of keys) await sendKeys({ press });
  }

  /** Puts the keyboard on an element as a reader would who has come there by Tab. */
  async tabTo(element: HTMLElement | SVGElement): Promise<void> {
    element.focus();
    await sendKeys({ down: 'Shift' });
    await this.press('Tab');
    await sendKeys({ up: 'Shift' });
    await this.press('Tab');
    expect(this.focused && nameOf(this.focused), 'after Tab').to.equal(nameOf(element));
  }
}

describe('the article, for everybody', () => {
  describe('axe finds nothing', () => {
    let reader: ReadersPage;
    before(async () => {
      reader = await ReadersPage.open();
    });
    after(() => reader.page.close());

    const openAll = (open: boolean): void => {
      for (const details of reader.page.all<HTMLDetailsElement>('details')) details.open = open;
    };

    itHolds('as it opens', () => {});

    itHolds(
      'with a block selected, its activations, and every panel open',
      async () => {
        reader.state.select(BLOCK);
        await reader.look('net-channel-grid');
        openAll(true);
      },
      () => openAll(false),
    );

    itHolds(
      'with what the block costs, the calculator and the table',
      async () => {
        await reader.openTab('count');
        openAll(true);
        await until(() => {
          reader.find('net-table')!.scrollIntoView();
          return reader.find('net-table')!.shadowRoot!.querySelector('tr[aria-level]');
        }, 'the table');
      },
      () => openAll(false),
    );

    itHolds(
      'with what the block does',
      () => reader.openTab('explain'),
      () => reader.openTab('look'),
    );

    itHolds('with a channel enlarged', async () => {
      const grid = await reader.look('net-channel-grid');
      const list = grid.shadowRoot!.querySelector<HTMLElement>('[role=listbox]')!;
      list.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
      await reader.look('net-channel-map');
    });

    itHolds('with weights', async () => {
      reader.state.select(`${BLOCK}/expand/conv`);
      await until(() => wordsOf(reader.find('net-activations [part=header], header')).length, 'the header');
      reader.find('net-activations')!.setAttribute('show', 'weights');
      await reader.look('net-matrix-map');
    });

    itHolds(
      'with the graph opened to its layers',
      async () => {
        reader.state.setDetail('layers');
        await reader.explorer.updateComplete;
      },
      () => reader.state.setDetail('blocks'),
    );

    itHolds('with an error on the screen', async () => {
      reader.state.choose({ network: 'mobilenet-v2', options: { preset: 'post', stemStride: 2 } });
      await reader.shown('[part=error]');
    });

    /** A state of the page, which all that follows begin with, under either theme. */
    function itHolds(title: string, arrange: () => unknown, tidy = (): void => {}): void {
      describe(title, () => {
        before(arrange);
        after(tidy);
        for (const theme of ['light', 'dark'] as const)
          it(theme, async () => {
            reader.theme(theme);
            expect(await violationsIn(reader.page, theme === 'light' ? {} : COLOUR_RULES)).to.deep.equal([]);
          });
      });
    }
  });

  describe('in the colours of its page', () => {
    let reader: ReadersPage;
    before(async () => {
      reader = await ReadersPage.open();
    });
    after(() => reader.page.close());

    it('paints its pictures again when the page turns dark', async () => {
      const { style } = reader.page.document.documentElement;
      style.colorScheme = 'light';
      reader.state.select(`${BLOCK}/project/conv`);
      await reader.look('net-channel-grid');
      const pictures = ['net-graph', 'net-channel-grid'].map((tag) =>
        reader.find(tag)!.shadowRoot!.querySelector('canvas')!,
      );
      const seen = (): string[] => pictures.map((canvas) => canvas.toDataURL());
      await until(() => new Set(seen()).size === 2, 'the pictures');
      const light = seen();
      style.colorScheme = 'dark';
      await until(() => seen().every((picture, index) => picture !== light[index]), 'other colours');
      style.colorScheme = '';
    });

    describe('by keyboard alone', () => {
      before(async () => {
        reader.state.select(BLOCK);
        await until(() => {
          reader.find('net-image')?.scrollIntoView();
          return reader.find('[part=samples] button');
        }, 'the drawings, which come when they are in view');
        await reader.settled();
        await reader.filled();
      });

      it('Tab comes to every control in the order of the page, sees where it is, and gets out again', async () => {
        const { document, window } = reader.page;
        const stops: Element[] = [];
        const unseen: string[] = [];
        const first = document.createElement('a');
        first.href = '#';
        document.body.prepend(first);
        first.focus();
        for (let presses = 0; presses < 400; presses++) {
          await reader.press('Tab');
          const at = reader.focused;
          if (!at || at === document.body || at === first || !document.hasFocus()) break;
          stops.push(at);
          if (!hasVisibleFocus(at)) unseen.push(nameOf(at));
        }
        first.remove();
        const expected = [...inOrder(document)].filter(isStop);
        expect(expected.length).to.be.above(50);
        expect(unseen, 'focus that is not seen').to.deep.equal([]);
        const names = (elements: readonly Element[]): string[] => elements.map(nameOf);
        expect(names(stops.filter((stop) => expected.includes(stop)))).to.deep.equal(names(expected));

        function isStop(element: Element): boolean {
          const { tabIndex, disabled, type, checked } = element as HTMLInputElement;
          const isControl = element.matches('a[href], button, input, select, textarea, summary, [tabindex]');
          if (!isControl || tabIndex < 0 || disabled || !element.checkVisibility({ visibilityProperty: true }))
            return false;
          return type !== 'radio' || checked;
        }

        /** An outline on what has the focus, or on what stands for it. */
        function hasVisibleFocus(element: Element): boolean {
          const outlined = (one: Element | null): boolean =>
            !!one && window.getComputedStyle(one).outlineStyle !== 'none';
          if (outlined(element) || outlined(element.nextElementSibling)) return true;
          return [...element.children].some(
            (child) => outlined(child) || window.getComputedStyle(child).stroke !== 'none',
          );
        }
      });

      it('walks the graph, selects, opens a block, and the panel follows', async () => {
        const graph = reader.find('net-graph')!.shadowRoot!;
        await reader.tabTo(graph.querySelector<SVGElement>('[tabindex="0"]')!);
        const before = reader.state.selected;
        await reader.press('ArrowRight', 'Enter');
        const { selected } = reader.state;
        expect(selected).not.to.equal(before);
        const path = () => wordsOf(reader.find('net-node')!.shadowRoot!.querySelector('[part=path]')!);
        await until(() => path().replaceAll(' ', '').endsWith(selected), 'the panel');
      });

      it('changes the width', async () => {
        await reader.openTab('count');
        const slider = reader.find('net-controls')!.shadowRoot!.querySelector<HTMLElement>('input[type=range]')!;
        const before = reader.state.network.title;
        await reader.tabTo(slider);
        await reader.press('ArrowLeft');
        expect(reader.state.network.title).not.to.equal(before);
        await reader.press('ArrowRight');
        expect(reader.state.network.title).to.equal(before);
      });

      it('opens the table, walks it and selects a row', async () => {
        const summaries = reader.find('net-inspector')!.shadowRoot!.querySelectorAll<HTMLElement>('summary');
        const summary = [...summaries].find(({ textContent }) => textContent === 'Every layer as a table')!;
        // What stands before it fills as soon as it is in view.
        await until(() => {
          reader.find('net-budget')!.scrollIntoView({ block: 'end' });
          return reader.find('net-budget')!.shadowRoot!.querySelector('[part=grid]');
        }, 'the grid');
        await reader.tabTo(summary);
        await reader.press('Enter');
        const table = reader.find('net-table')!.shadowRoot!;
        const row = await until(() => table.querySelector<HTMLElement>('tr[tabindex="0"]'), 'a row to walk from');
        await reader.tabTo(row);
        await reader.press('Home', 'ArrowDown', 'ArrowDown', 'Enter');
        const at = reader.focused!;
        expect(at.localName).to.equal('tr');
        await until(() => at.getAttribute('aria-selected') === 'true', 'the row to be selected');
      });

      it('enlarges a channel, reads its values, and goes back to where it was', async () => {
        await reader.openTab('look');
        reader.state.select(BLOCK);
        await reader.look('net-channel-grid');
        await reader.settled();
        const grid = await reader.look('net-channel-grid');
        await reader.tabTo(grid.shadowRoot!.querySelector<HTMLElement>('[role=listbox]')!);
        await reader.press('ArrowRight', 'Enter');
        const map = await reader.look('net-channel-map');
        await until(() => isWithin(reader.focused!, 'net-channel-map'), 'the focus on the channel');
        const reading = () => wordsOf(map.shadowRoot!.querySelector('[role=status]')!);
        const before = reading();
        expect(before).to.contain('in channel 1 ');
        await reader.press('Home', 'ArrowRight');
        expect(reading()).not.to.equal(before);
        await reader.press('Escape');
        await until(() => reader.focused && isWithin(reader.focused, 'net-channel-grid'), 'the focus on the channels');
      });

      it('reads single weights', async () => {
        reader.state.select(`${BLOCK}/expand/conv`);
        reader.find('net-activations')!.setAttribute('show', 'weights');
        const matrix = await reader.look('net-matrix-map');
        await reader.tabTo(matrix.shadowRoot!.querySelector<HTMLElement>('[tabindex="0"]')!);
        await reader.press('Home', 'ArrowRight');
        await until(() => wordsOf(matrix.shadowRoot!.querySelector('p')!).includes('output'), 'a weight');
      });
    });
  });
});
