import { expect, fixture, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { executeServerCommand } from '@web/test-runner-commands';
import '../../src/index.js';
import '../../src/elements/net-image/net-image.js';
import '../../src/elements/net-weights/net-weights.js';
import type { NetElement } from '../../src/elements/shared/net-element.js';
import type { NetErrorEvent } from '../../src/elements/shared/events.js';
import { until, wordsOf } from '../support/page.js';

/** Breaks the connection to what these patterns fit, and mends it to all else. */
const block = (...patterns: string[]): Promise<unknown> => executeServerCommand('requests-block', patterns);

const file = (name: string): string => `/test/support/${name}`;
const sentence = (path: string): RegExp => new RegExp(`expected \\S*${path} from ${location.host}, got no answer`);

const find = <E extends HTMLElement>(element: NetElement, selector: string): E | null =>
  element.shadowRoot!.querySelector<E>(selector);

const errorOf = (element: NetElement): string =>
  [...element.shadowRoot!.querySelectorAll('[part=error]')].map(wordsOf).join(' | ');

const again = (element: NetElement): HTMLButtonElement | undefined =>
  [...element.shadowRoot!.querySelectorAll('button')].find((button) => wordsOf(button) === 'Try again');

/** Small: it is run in a moment. */
const small = (inside: TemplateResult, image = '') => html`
  <net-model width="0.1" resolution="32" classes="10" weights="random" image=${image}>${inside}</net-model>
`;

interface Loss {
  readonly title: string;
  readonly path: string;
  /** Absent where it is a file: its path and host. */
  readonly says?: RegExp;
  readonly template: () => TemplateResult;
  /** What makes the element ask. */
  readonly ask?: (element: NetElement) => void;
  /** Whether what was lost is there. */
  readonly has: (element: NetElement) => unknown;
}

const run = (element: NetElement): void => element.state!.inspection.start();
const isRun = (element: NetElement): boolean => element.state!.inspection.phase === 'ready';

const losses: readonly Loss[] = [
  {
    title: 'the list of the drawings',
    path: 'shipped:/samples',
    says: /^The drawings could not be loaded: /,
    template: () => small(html`<net-image></net-image>`),
    has: (element) => find(element, '.samples button'),
  },
  {
    title: 'an image that an attribute names',
    path: '/docs/explorer.png',
    template: () => small(html`<net-image></net-image>`, '/docs/explorer.png'),
    ask: run,
    has: isRun,
  },
  {
    title: 'the register of published weights',
    path: 'shipped:/weights',
    says: /The list of (?:trained|published) weights could not be loaded: /,
    template: () => small(html`<net-weights></net-weights>`),
    ask: (element) => (find<HTMLDetailsElement>(element, 'details')!.open = true),
    has: (element) => wordsOf(find(element, '[part=shelf]') ?? undefined).includes('From other hosts'),
  },
  {
    title: 'a model',
    path: '/linked-model/model.json',
    template: () => html`<net-table model=${file('linked-model/model.json')}></net-table>`,
    has: (element) => !!element.state?.has('a') && !errorOf(element),
  },
  {
    title: 'the index of experiments',
    path: '/experiments/index.json',
    template: () => html`<net-experiment src=${file('experiments/index.json')} name="position"></net-experiment>`,
    has: (element) => find(element, '[part=title]'),
  },
  {
    title: 'the runs of one arm',
    path: '/experiments/t4.json',
    template: () => html`<net-experiment src=${file('experiments/index.json')} name="sweep"></net-experiment>`,
    has: (element) => find(element, '[part=title]') && !errorOf(element),
  },
];

describe('a lost connection: what was not had, Try again, and the rest of the page alive', () => {
  before(() => executeServerCommand('requests-begin'));
  afterEach(() => block());

  for (const { title, path, says = sentence(path), template, ask, has } of losses)
    it(title, async () => {
      const events: string[] = [];
      const listen = (event: Event): void => void events.push((event as NetErrorEvent).message);
      document.addEventListener('net-error', listen);
      await block(`*${path}*`);
      const root = await fixture(html`<main>${template()}<net-value preset="post" of="parameters"></net-value></main>`);
      const element = root.querySelector<NetElement>('net-image, net-weights, net-table, net-experiment')!;
      await element.updateComplete;
      ask?.(element);
      await until(() => says.test(errorOf(element)), `${path} in a sentence`);
      expect(
        events.some((message) => says.test(message)),
        'net-error',
      ).to.equal(true);
      await until(
        () => /\d/.test(wordsOf(root.querySelector('net-value')!.shadowRoot as unknown as Element)),
        'the rest',
      );
      again(element)!.click(); // still lost
      await until(() => says.test(errorOf(element)) && again(element), `${path} once more`);
      await block();
      again(element)!.click();
      await until(() => has(element), title);
      expect(errorOf(element)).to.not.match(says);
      document.removeEventListener('net-error', listen);
    });
});
