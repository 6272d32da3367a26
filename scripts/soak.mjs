// `npm run soak [-- --minutes 8] [--turns 200] [--acts slide,type] [--each]`: an explorer is used and removed, and what stays
// of it is counted. With --each every act has an explorer for itself, which tells the act that leaves something.
import { parseArgs } from 'node:util';
import { launch } from 'puppeteer-core';
import { createServer } from 'vite';
import { browserArgs, findBrowser } from './find-browser.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '0' },
    turns: { type: 'string', default: '200' },
    acts: { type: 'string' },
    each: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
});

/** The engine and downloads wait for so long before they let go. */
const LET_GO_MS = 12_000;
const SETTLE_MS = 1500;
const PAUSE_MS = 30;
/** Enough to have loaded every chunk and prepared every template once. */
const WARM_TURNS = 150;

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Soak</title>
<script type="module">
  import '/src/index.ts';
  import { acts } from '/scripts/soak-acts.mjs';
  Object.assign(globalThis, { acts });
</script></html>`;

const server = await serve();
const { path } = await findBrowser();
const browser = await launch({ executablePath: path, args: browserArgs, headless: true });
const page = await browser.newPage();
const client = await page.createCDPSession();
try {
  const known = await open();
  const chosen = values.acts?.split(',') ?? known;
  await live(known, Number(values.seed), WARM_TURNS, 0);
  for (const acts of values.each ? chosen.map((act) => [act]) : [chosen]) await measure(acts);
} finally {
  await browser.close();
  await server.close();
}

async function serve() {
  const started = await createServer({
    logLevel: 'error',
    server: { port: 0, hmr: false, watch: null },
    plugins: [
      {
        name: 'soak-page',
        configureServer: ({ middlewares }) =>
          void middlewares.use('/soak', (_, response) => response.setHeader('content-type', 'text/html').end(PAGE)),
      },
    ],
  });
  return started.listen();
}

/** Opens the page; gives the names of all acts. @returns {Promise<string[]>} */
async function open() {
  page.on('pageerror', (error) => console.log(`the page threw ${error}`));
  await page.setViewport({ width: 1280, height: 900 });
  await client.send('Performance.enable');
  await client.send('Browser.setDownloadBehavior', { behavior: 'deny' });
  await page.goto(`${server.resolvedUrls?.local[0]}soak`, { waitUntil: 'networkidle0', timeout: 120_000 });
  await page.waitForFunction('globalThis.acts');
  return page.evaluate('Object.keys(globalThis.acts)').then((names) => /** @type {string[]} */ (names));
}

/** @param {readonly string[]} acts */
async function measure(acts) {
  const before = await count();
  const turns = await live(acts, Number(values.seed) + 1, Number(values.turns), Number(values.minutes));
  const after = await count();
  const stays = Object.entries(after).map(([name, value]) => `${value - (before[name] ?? 0)} ${name}`);
  console.log(`${acts.length > 3 ? `${acts.length} acts` : acts.join()}, ${turns} times: ${stays.join(', ')} stay`);
}

/**
 * One explorer, used and removed. No handle on its elements is ever held here: the protocol would keep the whole tree alive
 * for it. @param {readonly string[]} acts @param {number} seed @param {number} turns @param {number} minutes
 */
async function live(acts, seed, turns, minutes) {
  await page.evaluate(`document.body.append(document.createElement('net-explorer'))`);
  await rest(SETTLE_MS);
  const random = randomFrom(seed);
  const end = performance.now() + minutes * 60_000;
  let turn = 0;
  for (; minutes ? performance.now() < end : turn < turns; turn++) {
    await act(/** @type {string} */ (acts[Math.floor(random() * acts.length)]), random);
    await rest(PAUSE_MS);
  }
  if (acts.includes('type')) await typeAndFetch(random);
  await page.evaluate(`document.querySelector('net-explorer').remove(), scrollTo(0, 0)`);
  await page.mouse.move(5, 5);
  await rest(LET_GO_MS);
  return turn;
}

/** @typedef {import('./soak-acts.mjs').Input} Input */

/** @param {string} name @param {() => number} random */
async function act(name, random) {
  const input = await page.evaluate(`{
    const drawn = [${random()}, ${random()}];
    acts.${name}({ explorer: document.querySelector('net-explorer'), random: () => drawn.reverse()[0] })
  }`);
  await perform(/** @type {Input} */ (input));
}

/** After an answer from a server, the browser's autofill holds on to the field that was typed in last. @param {() => number} random */
async function typeAndFetch(random) {
  await act('type', random);
  await page.evaluate(`fetch('/package.json').then((answer) => answer.text())`);
  await rest(SETTLE_MS);
}

/** @param {Input} input */
async function perform({ move, click, wheel, type, keys = [] }) {
  if (move) await page.mouse.move(...move);
  if (click && move) await page.mouse.click(...move);
  if (wheel !== undefined) await turnWheel(wheel);
  if (type) await page.keyboard.type(type);
  for (const key of keys) await page.keyboard.press(/** @type {import('puppeteer-core').KeyInput} */ (key));
}

/** @param {number} deltaY */
async function turnWheel(deltaY) {
  await page.keyboard.down('Control');
  await page.mouse.wheel({ deltaY });
  await page.keyboard.up('Control');
}

/** @returns {Promise<Record<string, number>>} */
async function count() {
  for (let time = 0; time < 3; time++) await client.send('HeapProfiler.collectGarbage');
  const { metrics } = await client.send('Performance.getMetrics');
  const of = (/** @type {string} */ name) => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return { nodes: of('Nodes'), listeners: of('JSEventListeners'), kilobytes: Math.round(of('JSHeapUsedSize') / 1024) };
}

/** @param {number} milliseconds */
function rest(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The same acts for the same seed. @param {number} seed */
function randomFrom(seed) {
  let state = seed * 7919;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}
