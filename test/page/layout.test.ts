import { expect } from '@open-wc/testing';
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import type { NetInspector } from '../../src/elements/net-explorer/inspector.js';
import { DETAILS } from '../../src/core/index.js';
import { Page, until } from '../support/page.js';
import { overprinted, seenTexts } from '../support/seen-texts.js';

/** What a finger or a pointer meets, but for links in a line of words. */
const TARGETS =
  'button, select, summary, [role=tab], .opener, input:not([type=radio], [type=checkbox], [type=range]), label:has(input)';

/** Looks at how everything lies, again and again, and keeps what is wrong with the names of what was shown. */
class Inspector {
  readonly wrong = new Set<string>();

  private constructor(
    readonly page: Page,
    readonly explorer: NetExplorer,
    private readonly size: readonly [width: number, height: number],
  ) {}

  static async open(width: number, height: number): Promise<Inspector> {
    await setViewport({ width, height });
    const page = await Page.open('/test/support/linked.html?preset=post', width, height);
    Object.assign(page.frame.style, { position: 'fixed', inset: '0' });
    const explorer = await page.shown<NetExplorer>('net-explorer:defined');
    await until(() => page.find('net-inspector:defined'), 'the panel');
    await until(() => explorer.state!.knownInspection?.top, 'the guess');
    return new Inspector(page, explorer, [width, height]);
  }

  /** Every network that comes with a name, opened as far as its figure goes. */
  async *networks(details: readonly (typeof DETAILS)[number][]): AsyncGenerator<string> {
    const state = this.explorer.state!;
    for (const { id } of state.families.all) {
      state.choose({ network: id, options: {} });
      await state.ready;
      for (const preset of Object.keys(state.family.presets)) {
        state.choose({ network: id, options: { preset } });
        for (const detail of details) {
          state.setDetail(detail);
          await this.settled();
          yield `${id} ${preset} ${detail}`;
        }
      }
    }
  }

  async settled(): Promise<void> {
    await this.explorer.updateComplete;
    for (const one of this.page.all<NetExplorer>('*', this.explorer.shadowRoot!)) await one.updateComplete;
    await new Promise((resolve) => this.page.window.requestAnimationFrame(() => setTimeout(resolve)));
  }

  look(name: string): void {
    const texts = seenTexts(this.explorer.shadowRoot!);
    expect(texts.length, name).to.be.above(20);
    const say = (what: string): void => void this.wrong.add(`${name}: ${what}`);
    for (const pair of overprinted(texts)) say(pair);
    for (const { words, size, tag } of texts) if (size < 11) say(`“${words}” of ${tag} is ${size} px`);
    const { scrollWidth } = this.page.document.documentElement;
    if (scrollWidth > this.size[0]) say(`the page is ${scrollWidth} px wide`);
    const graph = this.page.find('[part=graph]', this.explorer.shadowRoot!)!;
    if (graph.scrollHeight > graph.clientHeight + 1)
      say(`the figure is cut, ${graph.scrollHeight - graph.clientHeight} px`);
  }

  lookAtTargets(name: string): void {
    for (const target of this.page.all(TARGETS, this.explorer.shadowRoot!)) {
      const { width, height } = target.getBoundingClientRect();
      if (!target.checkVisibility({ visibilityProperty: true }) || width === 0) continue;
      if (Math.min(width, height) >= 31.5) continue;
      const words = (target.getAttribute('aria-label') ?? target.textContent).trim();
      this.wrong.add(`${name}: “${words}” is ${Math.round(width)} × ${Math.round(height)}`);
    }
  }

  /** All that is said of a selected block, one panel after the other. */
  async *panels(): AsyncGenerator<string> {
    const state = this.explorer.state!;
    state.choose({ network: 'mobilenet-v2', options: { preset: 'post' } });
    state.setDetail('blocks');
    state.select('stage2/block2');
    this.page.find<NetInspector>('net-inspector')!.reveal();
    state.setCloseup({ tab: 'look', show: 'activations' });
    state.inspection.start();
    await until(() => this.page.find('net-channel-grid')?.getBoundingClientRect().width, 'the channels');
    for (const closeup of [
      { tab: 'look', show: 'activations' },
      { tab: 'look', show: 'weights' },
      { tab: 'count', account: 'part' },
      { tab: 'count', account: 'options' },
      { tab: 'count', account: 'budget' },
      { tab: 'explain' },
    ] as const) {
      state.setCloseup(closeup);
      await this.settled();
      await this.settled();
      yield Object.values(closeup).join(' ');
    }
  }
}

for (const [width, height, details] of [
  [1280, 800, DETAILS],
  [680, 900, ['blocks']],
  [390, 844, DETAILS],
  [320, 640, ['blocks']],
] as const)
  describe(`at ${width} × ${height}`, () => {
    let eye: Inspector;
    before(async () => {
      await emulateMedia({ reducedMotion: 'reduce' }); // what still moves lies nowhere
      eye = await Inspector.open(width, height);
    });
    beforeEach(() => eye.wrong.clear());
    after(async () => {
      eye.page.close();
      await emulateMedia({ reducedMotion: 'no-preference' });
    });

    it('no text of any network lies over another, none is under 11 px, and no figure is cut', async () => {
      for await (const name of eye.networks(details)) eye.look(name);
      expect([...eye.wrong]).to.deep.equal([]);
    });

    it(`nor in the panels of a selected block${width < 600 ? ', whose targets are at least 32 px both ways' : ''}`, async () => {
      for await (const name of eye.panels()) {
        eye.look(name);
        if (width < 600) eye.lookAtTargets(name);
      }
      expect([...eye.wrong]).to.deep.equal([]);
    });
  });
