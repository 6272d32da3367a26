// How long the built article takes from navigation to the drawn graph, each time in a browser that has never seen it.
import { launch } from 'puppeteer-core';
import { browserArgs, findBrowser } from './find-browser.mjs';

/** As in bench/row.ts. @typedef {{what: string, value: number, unit: string, budget?: number, isTimed: boolean}} BenchRow */

const ROUNDS = 3;
/** What others take here for the same 152-node network, in ms, with the share of it that the design allows. */
const LIMITS = { 'Netron’s 3.8 s': 0.3 * 3800, 'Model Explorer’s 10.5 s': 0.12 * 10_500 };
const strictest = Math.min(...Object.values(LIMITS));

/** @param {string} url the article @returns {Promise<readonly BenchRow[]>} */
export async function benchOpening(url) {
  /** @type {{depth: string, slowed: number[], plain: number[]}[]} */
  const views = [
    { depth: 'blocks', slowed: [], plain: [] },
    { depth: 'layers', slowed: [], plain: [] },
  ];
  for (let round = 0; round < ROUNDS; round++) {
    for (const { depth, slowed, plain } of views) {
      const address = `${url}?preset=paper&depth=${depth}`;
      slowed.push(await open(address, 4));
      plain.push(await open(address, 1));
    }
  }
  return views.flatMap(({ depth, slowed, plain }) => [
    row(`navigation → ${depth} of 152 nodes drawn, cold, 4× slower`, slowed, strictest),
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
    const graph = document.querySelector('net-explorer')?.shadowRoot?.querySelector('net-graph');
    if (!graph?.shadowRoot?.querySelector('[data-path]')) return requestAnimationFrame(look);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => Reflect.set(globalThis, 'drawn', performance.now());
    return requestAnimationFrame(() => port2.postMessage(undefined));
  };
  requestAnimationFrame(look);
}
