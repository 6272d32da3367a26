import { expect, fixture, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import '../../src/explorer/bring-running.js';
import '../../src/elements/net-claims/net-claims.js';
import '../../src/elements/net-explorer/net-explorer.js';
import '../../src/elements/net-formula/net-formula.js';
import '../../src/elements/net-node/net-node.js';
import '../../src/elements/net-model/net-model.js';
import '../../src/elements/net-table/net-table.js';
import { NetErrorEvent } from '../../src/elements/shared/events.js';
import { loadElements, loadLive } from '../../src/elements/net-explorer/live.js';
import type { NetExplorer } from '../../src/elements/net-explorer/net-explorer.js';
import { loadSamples } from '../../src/explorer/shipped.js';
import { lose, loseNothing } from '../support/losing.js';
import { wordsOf } from '../support/page.js';
import { seen } from '../support/seen.js';

/** Every element that matches, in shadow roots too. */
function all(root: ParentNode, selector: string): HTMLElement[] {
  const inner = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
    shadowRoot ? all(shadowRoot, selector) : [],
  );
  return [...root.querySelectorAll<HTMLElement>(selector), ...inner];
}

const errorIn = (root: Element): HTMLElement | undefined =>
  all(root.parentElement!, '[part~="error"]').find(
    (error) => error.querySelector('button')?.textContent === 'Try again',
  );

const press = (error: HTMLElement): void => error.querySelector('button')!.click();

const model = (inside: TemplateResult): TemplateResult => html`
  <net-model width="0.35" resolution="32" classes="10" weights="random:7" select="stage2/block1">${inside}</net-model>
`;

/** Parts of elements that come late: what is lost, what a reader does, and what is there afterwards. */
const panes: readonly {
  readonly lost: string;
  readonly says: string;
  readonly element: TemplateResult;
  readonly act?: (element: Element) => unknown;
  readonly there: string;
}[] = [
  {
    lost: '/src/core/claims.ts',
    says: 'What the list says',
    element: html`<net-claims></net-claims>`,
    there: '[part="claim"]',
  },
  {
    lost: '/src/elements/net-node/engineering-view.ts',
    says: 'The part for engineers',
    element: model(html`<net-node></net-node>`),
    act: async (element) => (await seen(() => all(element, 'details')[0])).setAttribute('open', ''),
    there: '[part~="liveness"]',
  },
  {
    lost: '/src/elements/net-formula/claims-at.ts',
    says: 'What the post says of this',
    element: html`<net-formula notes="post" preset="post" select="stage2/block1"></net-formula>`,
    there: '[part="claim"]',
  },
];

describe('a connection that is lost', () => {
  afterEach(loseNothing);

  it('is said with the name of the file and not its address, and asked again the next time', async () => {
    lose('drop:/@id/__x00__shipped:/samples');
    const message = await loadSamples().catch((error: Error) => error.message);
    expect(message)
      .to.match(/^The drawings could not be loaded: .*samples$/)
      .and.not.to.match(/https?:/);
    loseNothing();
    expect((await loadSamples()).length).to.be.above(0);
  });
});

describe('a part of an element that is lost', () => {
  afterEach(loseNothing);

  for (const { lost, says, element, act, there } of panes)
    it(`${lost}: a sentence with what was not had, and Try again`, async () => {
      lose(lost);
      const events: NetErrorEvent[] = [];
      const listen = (event: Event): void => void events.push(event as NetErrorEvent);
      document.addEventListener(NetErrorEvent.type, listen);
      const shown = await fixture(element);
      await act?.(shown);
      const error = await seen(() => errorIn(shown));
      document.removeEventListener(NetErrorEvent.type, listen);
      expect(wordsOf(error)).to.match(new RegExp(`^${says} could not be loaded: .*Try again$`));
      expect(events.map(({ message }) => message).join()).to.include(says);
      expect(all(shown.parentElement!, there)).to.deep.equal([]);
      await expect(shown).to.be.accessible();
      press(error); // in vain
      await seen(() => errorIn(shown) !== error && errorIn(shown));
      loseNothing();
      press(errorIn(shown)!);
      await seen(() => all(shown.parentElement!, there).length);
      expect(errorIn(shown)).to.equal(undefined);
    });
});

describe('what makes a table to take away is lost', () => {
  afterEach(loseNothing);

  it('is said where it was asked for, and the next press has it', async () => {
    lose('/src/elements/net-table/export.ts');
    const shown = await fixture(model(html`<net-table></net-table>`));
    const buttons = await seen(() => all(shown, '[part="export"]')[0]);
    const copy = buttons.querySelector('button')!;
    const error = (): HTMLElement | undefined => all(shown, '[part="error"]')[0];
    copy.click();
    expect(wordsOf(await seen(error))).to.match(/^The part that makes tables could not be loaded: /);
    loseNothing();
    copy.click();
    await seen(() => !error() && buttons.querySelector('output')!.textContent);
  });
});

describe('an element that is lost', () => {
  afterEach(loseNothing);

  it('leaves a sentence and Try again in its place, in the page and in the explorer', async () => {
    lose('/src/elements/net-image/net-image.ts', '/src/elements/net-ledger/net-ledger.ts');
    const page = await fixture(html`<div><net-explorer></net-explorer><net-ledger></net-ledger></div>`);
    loadElements('net-ledger');
    const [image, ledger] = await Promise.all([
      seen(() => all(page, 'net-image [part="error"]')[0]),
      seen(() => all(page, 'net-ledger [part="error"]')[0]),
    ]);
    expect(wordsOf(image)).to.match(/^The choice of an image could not be loaded: .*Try again$/);
    expect(wordsOf(ledger)).to.match(/^The list of published figures could not be loaded: .*Try again$/);
    await seen(() => all(page, 'net-activations')[0]?.matches(':defined')); // the others are there
    await expect(page.querySelector('net-ledger')!).to.be.accessible();
    loseNothing();
    [image, ledger].forEach(press);
    await seen(() => ['net-image', 'net-ledger'].every((tag) => customElements.get(tag)));
    await seen(() => !image.isConnected && !ledger.isConnected);
  });
});

describe('what the network runs with is lost', () => {
  afterEach(loseNothing);

  it('the engine and the view: each a sentence in the explorer, and Try again goes on', async () => {
    loadLive();
    lose('/src/runtime/engine.ts', '/src/elements/net-activations/viewer.ts'); // of the worker, and of the page
    const explorer = await fixture<NetExplorer>(
      html`<net-explorer width="0.35" resolution="32" classes="10" weights="random:7"></net-explorer>`,
    );
    const { inspection } = explorer.state!;
    await seen(() => customElements.get('net-activations') && all(explorer.shadowRoot!, 'net-image')[0]);
    explorer.state!.select('stem/conv');
    inspection.start();
    const problem = (words: string): HTMLElement | undefined =>
      all(explorer.shadowRoot!, '[part="error"]').find((error) => wordsOf(error).startsWith(words));
    await seen(() => inspection.phase === 'failed' && problem('The part that runs networks could not be loaded: '));
    lose('/src/elements/net-activations/viewer.ts');
    press(problem('The part that runs')!);
    await seen(() => inspection.phase === 'ready');
    const viewer = await seen(() => problem('The part that shows activations could not be loaded: '));
    loseNothing();
    press(viewer);
    all(explorer.shadowRoot!, 'net-activations')[0]!.scrollIntoView();
    await seen(() => all(explorer.shadowRoot!, 'net-activation-view')[0]);
  });
});
