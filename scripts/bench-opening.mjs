// How long built pages take from navigation to the drawn graph, each time in a fresh browser that has never seen them and
// has finished starting.
import { launch } from 'puppeteer-core';
import { browserArgs, findBrowser } from './find-browser.mjs';

/** As in bench/row.ts. @typedef {{what: string, value: number, unit: string, budget?: number, isTimed: boolean}} BenchRow */

const ROUNDS = 5;
/** A browser that was just started is busy with itself for a moment; a reader's has long been running. */
const SETTLE_MS = 1500;
/** What others take here for the same 152-node network, in ms, with the share of it that the design allows. */
const LIMITS = { 'Netron’s 3.8 s': 0.3 * 3800, 'Model Explorer’s 10.5 s': 0.12 * 10_500 };
const strictest = Math.min(...Object.values(LIMITS));

/** @param {string} graph a page with one graph and nothing else @param {string} article @returns {Promise<readonly BenchRow[]>} */
export async function benchOpening(graph, article) {
  const pages = [
    { what: 'navigation → 152 nodes drawn', url: graph, budget: strictest },
    { what: 'the same in the whole article', url: `${article}?network=mobilenet-v2&preset=paper` },
  ].map((page) => ({ ...page, slowed: /** @type {number[]} */ ([]), plain: /** @type {number[]} */ ([]) }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const { url, slowed, plain } of pages) {
      slowed.push(await open(url, 4));
      plain.push(await open(url, 1));
    }
  }
  return pages.flatMap(({ what, budget, slowed, plain }) => [
    row(`${what}, cold, 4× slower`, slowed, budget),
    row('  not slowed', plain),
  ]);
}

/** @param {string} what @param {number[]} times @param {number} [budget] @returns {BenchRow} */
function row(what, times, budget) {
  const value = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;
  return { what, value, unit: 'ms', isTimed: true, ...(budget && { budget }) };
}

/** @param {string} url @param {number} slowness */
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
    return Number(await drawn.jsonValue());
  } finally {
    await browser.close();
  }
}

/** In the page: notes when the frame with the first drawn graph is made, in ms since the navigation began. */
function watch() {
  const look = () => {
    const explorer = document.querySelector('net-explorer');
    const graph = explorer ? explorer.shadowRoot?.querySelector('net-graph') : document.querySelector('net-graph');
    if (!graph?.shadowRoot?.querySelector('[data-path]')) return requestAnimationFrame(look);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => Reflect.set(globalThis, 'drawn', performance.now());
    return requestAnimationFrame(() => port2.postMessage(undefined));
  };
  requestAnimationFrame(look);
}
