import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { COLOUR_RULES, violationsIn } from '../support/axe.js';
import { cases } from '../support/cases.js';
import { Page, until, wordsOf } from '../support/page.js';

const PAGES = ['index', 'pages/experiments', 'pages/numbers', 'pages/elements', 'pages/embed'].map(
  (name) => `/${name}.html`,
);
/** Of how many pages of elements one is looked at. */
const STEP = cases(6, 1);
/** Pixels by which something may be higher than the room that is kept for it: a line of text. */
const LINE = 26;

const linksIn = (page: Page, selector: string): readonly string[] =>
  [...page.document.querySelectorAll<HTMLAnchorElement>(`${selector} a`)].map(({ href }) => href);

/** Opened, and read to its end. */
async function read(address: string, width: number, height: number): Promise<Page> {
  await setViewport({ width, height });
  const page = await Page.open(address, width, height);
  Object.assign(page.frame.style, { position: 'fixed', inset: '0' });
  const { document, window } = page;
  let [before, alike] = ['', 0];
  await until(() => {
    for (const element of document.querySelectorAll('main *')) if (!element.matches(':defined')) return false;
    const step = window.scrollY + 0.6 * height;
    window.scrollTo(0, step < document.documentElement.scrollHeight - height ? step : 0);
    const heights = [...document.querySelectorAll('main > *')].map((one) => one.getBoundingClientRect().height).join();
    alike = heights === before ? alike + 1 : 0;
    before = heights;
    return alike > 40 && page.all('.soft, progress').every((one) => !wordsOf(one).startsWith('Loading'));
  }, `${address} to be read`);
  window.scrollTo(0, 0);
  return page;
}

/** What is higher than the room that the page keeps for it. */
const outgrown = ({ document, window }: Page): readonly string[] =>
  [...document.querySelectorAll<HTMLElement>('main > *, figure > *')].flatMap((element) => {
    const room = parseFloat(window.getComputedStyle(element).minBlockSize);
    const { height } = element.getBoundingClientRect();
    return room && height > room + LINE ? [`${element.localName}: ${height} in ${room}`] : [];
  });

describe('the site', () => {
  const elementPages: string[] = [];
  before(async () => {
    const page = await Page.open('/pages/elements.html');
    elementPages.push(...linksIn(page, 'dl').map((href) => new URL(href).pathname));
    page.close();
  });

  it('has a page for each element, and one navigation that leads to all', async () => {
    const tags = Object.keys(import.meta.glob('../../src/elements/net-*/net-*.ts')).flatMap(
      (file) => /\/(net-[a-z]+)\/\1\.ts$/.exec(file)?.[1] ?? [],
    );
    expect(elementPages).to.have.members(tags.map((tag) => `/pages/elements/${tag}.html`));
    for (const address of [...PAGES, elementPages[0]!]) {
      const page = await Page.open(address);
      const links = linksIn(page, 'nav.site');
      expect(links.map((href) => new URL(href).pathname)).to.deep.equal(PAGES);
      expect(page.document.querySelectorAll('nav.site [aria-current]').length).to.equal(1);
      const anchors = linksIn(page, 'main').filter((href) => new URL(href).origin === location.origin);
      for (const href of anchors) {
        const { pathname, hash } = new URL(href);
        const answer = await (await fetch(pathname)).text();
        expect(answer, href).to.contain(hash ? `id="${hash.slice(1)}"` : '<main>');
      }
      page.close();
    }
  });

  for (const [width, height] of [
    [1280, 800],
    [390, 844],
  ] as const)
    describe(`at ${width} × ${height}`, () => {
      const look = async (address: string): Promise<void> => {
        const page = await read(address, width, height);
        expect(outgrown(page), address).to.deep.equal([]);
        const { scrollWidth, scrollHeight } = page.document.documentElement;
        expect(scrollWidth, address).to.be.at.most(width);
        if (address === '/index.html' && width === 390) expect(scrollHeight).to.be.at.most(9000);
        for (const scheme of ['light', 'dark']) {
          page.document.documentElement.style.colorScheme = scheme;
          expect(
            await violationsIn(page, scheme === 'light' ? {} : COLOUR_RULES),
            `${address}, ${scheme}`,
          ).to.deep.equal([]);
        }
        page.close();
      };

      for (const address of PAGES)
        it(`${address}: keeps room for what comes, is no wider than the window, and axe finds nothing`, () =>
          look(address));

      it(`so does ${STEP > 1 ? `one page in ${STEP}` : 'the page'} of the elements`, async () => {
        for (const address of elementPages.filter((_, at) => at % STEP === 0)) await look(address);
      });
    });
});
