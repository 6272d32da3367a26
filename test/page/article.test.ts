import { expect } from '@open-wc/testing';
import type { Tab } from '../../src/explorer/closeup.js';
import { cases } from '../support/cases.js';
import { Page, until, wordsOf } from '../support/page.js';

const photo = async (name: string): Promise<File> =>
  new File([await (await fetch('/samples/frog.webp')).blob()], name, { type: 'image/webp' });

/** Of how many layers one is clicked. */
const STEP = cases(5, 1);

describe('the article', () => {
  let page: Page;

  const predictions = (): string =>
    wordsOf(page.find('net-image')?.shadowRoot?.querySelector('[part~="predictions"]') ?? undefined);
  const caption = (): string => wordsOf(page.find('net-image')?.shadowRoot?.querySelector('figcaption') ?? undefined);
  const table = (): ShadowRoot => page.find('net-inspector')!.shadowRoot!.querySelector('net-table')!.shadowRoot!;
  const openTab = (tab: Tab): void => page.find(`#tab-${tab}`)!.click();
  const view = (): HTMLElement | undefined => page.find('net-activation-view');

  before(async () => {
    page = await Page.open('/index.html');
    await page.shown('net-explorer');
  });
  after(() => page.close());

  it('opens with the post’s network, running on an image with trained weights', async () => {
    await until(() => predictions().includes('%'), 'a prediction');
    expect(wordsOf(page.find('net-image'))).to.be.a('string');
    const facts = wordsOf(page.find('net-image')!.shadowRoot!.querySelector('[part~="facts"]') ?? undefined);
    const [shipped] = (await (await fetch('/weights/index.json')).json()) as { accuracy: { top1: number } }[];
    expect(facts).to.contain(`${(100 * shipped!.accuracy.top1).toFixed(1)} % right`);
  });

  it('takes a photo that is dropped on it, and says so', async () => {
    const heard: string[] = [];
    page.document.body.addEventListener('net-image-change', (event) => heard.push(event.title));
    page.drop(page.find('net-image')!, await photo('holiday.webp'));
    await until(
      () => caption() === 'holiday.webp' && predictions().includes('frog'),
      'a prediction for the dropped photo',
    );
    expect(heard).to.deep.equal(['holiday.webp']);
  });

  it(`shows an activation for ${STEP > 1 ? `one layer in ${STEP}` : 'every layer'}, by clicking through the table`, async () => {
    openTab('count');
    page.find('net-inspector')!.shadowRoot!.querySelector<HTMLDetailsElement>('details:has(net-table)')!.open = true;
    await until(() => {
      table().host.scrollIntoView();
      return table().querySelector('tr[aria-level]');
    }, 'the table');
    table().querySelector<HTMLButtonElement>('.tools button')!.click();
    const rows = await until(() => {
      const layers = [...table().querySelectorAll<HTMLElement>('tbody tr:not([aria-expanded])')];
      return layers.length >= 150 && layers;
    }, 'all layers in the table');
    const clicked = rows.filter((_, index) => (rows.length - 1 - index) % STEP === 0); // the last one among them
    const seen = new Set<string>();
    for (const row of clicked) {
      openTab('count');
      row.click();
      openTab('look');
      const node = await until(() => shownNode(), `an activation after a click on ${wordsOf(row)}`);
      seen.add(node);
    }
    expect(seen.size).to.equal(clicked.length);

    /** What the panel shows, once it is in view: what is out of view does not work. */
    function shownNode(): string | undefined {
      page.find('net-activations')!.scrollIntoView({ block: 'center' });
      const shown = (view() as unknown as { node?: { id: string } } | undefined)?.node?.id;
      const selected = table().querySelector('tr[aria-selected="true"]');
      const drawn = view() && page.find<Element>('canvas, svg', view()!.shadowRoot!);
      return shown && selected && drawn?.getBoundingClientRect().width && !seen.has(shown) ? shown : undefined;
    }
  });

  it('keeps what the reader chose in the address, and takes it from there', async () => {
    await until(() => page.window.location.search.includes('select=classifier'), 'the selection in the address');
    const { search } = page.window.location;
    const again = await Page.open(`/index.html${search}`);
    await until(() => again.find('net-node'), 'the explorer again');
    const words = (one: Page): string => wordsOf(one.find('net-node')?.shadowRoot as unknown as Element);
    await until(() => words(again).length > 0 && words(again) === words(page), 'the same node');
    again.close();
  });
});
