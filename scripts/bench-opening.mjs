// How long built pages take from navigation to the drawn graph, each time in a fresh browser that has never seen them and
// has finished starting.
import { launch } from 'puppeteer-core';
import { browserArgs, findBrowser } from './find-browser.mjs';

/** As in bench/row.ts. @typedef {{what: string, value: number, unit: string, budget?: number, isTimed: boolean}} BenchRow */

const ROUNDS = 5;
/** A browser that was just started is busy with itself for a moment; a reader's has long been running. */
const SETTLE_MS = 1500;
/** Times as long as the bare page, by the design; the longest task as well. */
const MOST = { graph: 1.25, layers: 1.5, article: 1.6, task: 1.3 };

/** The pages that are compared: one with the least that draws the figure, one with one graph, one with all its layers, the article. @typedef {{bare: string, graph: string, layers: string, article: string}} Pages */
/** @typedef {{drawn: number, longest: number}} Opened */

/** @param {Pages} pages @returns {Promise<readonly BenchRow[]>} */
export async function benchOpening(pages) {
  const urls = { ...pages, article: `${pages.article}?network=mobilenet-v2&preset=paper` };
  /** @type {Record<string, Record<keyof Pages, Opened[]>>} */
  const opened = {};
  for (const slowness of ['4', '1']) opened[slowness] = { bare: [], graph: [], layers: [], article: [] };
  for (let round = 0; round < ROUNDS; round++)
    for (const [slowness, all] of Object.entries(opened))
      for (const [name, url] of Object.entries(urls))
        all[/** @type {keyof Pages} */ (name)].push(await open(url, Number(slowness)));
  return [
    ...Object.entries(opened).flatMap(([slowness, all]) => rowsOf(slowness === '4' ? ', 4× slower' : '', all)),
    {
      what: 'layout shift of the article, read once to its end',
      value: await shift(pages.article),
      unit: '',
      budget: 0.02,
      isTimed: false,
    },
  ];
}

/** @param {string} how @param {Record<keyof Pages, Opened[]>} all @returns {BenchRow[]} */
function rowsOf(how, { bare, graph, layers, article }) {
  const base = bare.map(({ drawn }) => drawn);
  /** @param {string} what @param {Opened[]} opened @param {number} budget */
  const ratio = (what, opened, budget) => {
    const value = median(opened.map(({ drawn }) => drawn));
    const times = { what: `  ${what}`, value, unit: 'ms', isTimed: true };
    return [
      { what: `${what} ÷ bare page, cold${how}`, value: value / median(base), unit: '×', budget, isTimed: true },
      times,
    ];
  };
  /** Browsers tell of no task that is shorter. @param {Opened[]} opened */
  const task = (opened) => Math.max(50, median(opened.map(({ longest }) => longest)));
  return [
    ...ratio('navigation → 152 nodes drawn, in blocks', graph, MOST.graph),
    ...ratio('the same with every layer', layers, MOST.layers),
    ...ratio('the same in the whole article', article, MOST.article),
    { what: `  the bare page${how}`, value: median(base), unit: 'ms', isTimed: true },
    {
      what: `longest task while opening ÷ bare page’s${how}`,
      value: task(graph) / task(bare),
      unit: '×',
      budget: MOST.task,
      isTimed: true,
    },
  ];
}

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** @param {string} url @param {number} slowness @returns {Promise<Opened>} */
async function open(url, slowness) {
  const { path } = await findBrowser();
  const browser = await launch({ executablePath: path, args: browserArgs, headless: true });
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 800 });
    await page.emulateCPUThrottling(slowness);
    await page.evaluateOnNewDocument(watch);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    const drawn = await page.waitForFunction(() => Reflect.get(globalThis, 'drawn'), { timeout: 60_000 });
    return /** @type {Opened} */ (await drawn.jsonValue());
  } finally {
    await browser.close();
  }
}

/** How far things move that are on the screen, by the measure that browsers report, while a page is read to its end. @param {string} url */
async function shift(url) {
  const { path } = await findBrowser();
  const browser = await launch({ executablePath: path, args: browserArgs, headless: true });
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 800 });
    await page.goto(url, { waitUntil: 'networkidle0', timeout: 120_000 });
    return await page.evaluate(readToEnd);
  } finally {
    await browser.close();
  }
}

/** In the page: scrolls as one who reads, and adds up the shifts of the worst stretch of at most 5 s without a pause of 1 s. */
async function readToEnd() {
  let [worst, sum, first, last] = [0, 0, 0, 0];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (Reflect.get(entry, 'hadRecentInput')) continue;
      const { startTime } = entry;
      if (startTime - last > 1000 || startTime - first > 5000) [sum, first] = [0, startTime];
      last = startTime;
      worst = Math.max(worst, (sum += Number(Reflect.get(entry, 'value'))));
    }
  }).observe({ type: 'layout-shift', buffered: true });
  const isAtEnd = () => scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  for (let quiet = 0; quiet < 5; quiet = isAtEnd() ? quiet + 1 : 0) {
    scrollBy({ top: 400, behavior: 'instant' });
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return worst;
}

/** In the page: notes when the frame with the first drawn figure is made, in ms since the navigation began, and the longest task until then. */
function watch() {
  let longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
  }).observe({ type: 'longtask', buffered: true });
  const figure = () => {
    const explorer = document.querySelector('net-explorer');
    const graph = explorer ? explorer.shadowRoot?.querySelector('net-graph') : document.querySelector('net-graph');
    return graph?.shadowRoot?.querySelector('[data-path]') ?? document.querySelector('body > svg rect');
  };
  const look = () => {
    if (!figure()) return requestAnimationFrame(look);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      const drawn = performance.now();
      setTimeout(() => Reflect.set(globalThis, 'drawn', { drawn, longest }), 100); // its own task is told a little later
    };
    return requestAnimationFrame(() => port2.postMessage(undefined));
  };
  requestAnimationFrame(look);
}
