// `npm run bench [-- opening | page | scaling | runtime | training] [--strict]`: the budgets of the design beside what this
// machine measures, on code built as it is shipped. Ratios come from one run, so a busy machine changes them little;
// milliseconds it does change. Only --strict makes a broken time budget an error.
import { parseArgs } from 'node:util';
import { launch } from 'puppeteer-core';
import { build, preview } from 'vite';
import { benchOpening } from './bench-opening.mjs';
import { browserArgs, findBrowser } from './find-browser.mjs';

/** @typedef {import('./bench-opening.mjs').BenchRow} BenchRow */

const OUT = 'node_modules/.cache/bench';
const all = ['opening', 'page', 'scaling', 'runtime', 'training'];

const { values, positionals } = parseArgs({ options: { strict: { type: 'boolean' } }, allowPositionals: true });
const names = positionals.length ? positionals : all;
const unknown = names.find((name) => !all.includes(name));
if (unknown) throw new Error(`nothing to measure: expected ${all.join(', ')}, got ${unknown}`);

console.log('Building what is measured …');
const site = await built('site');
const bench = await built('page', 'bench/index.html');
const graph = await built('graph', 'bench/graph.html');
const layers = await built('layers', 'bench/layers.html');
const bare = await built('bare', 'bench/bare.html');
let broken = 0;
try {
  for (const name of names) {
    console.log(`\nMeasuring ${name}, where a program gets ${share()} % of a processor now …`);
    broken += report(
      name,
      name === 'opening'
        ? await benchOpening({
            bare: new URL('bench/bare.html', bare.url).href,
            graph: new URL('bench/graph.html', graph.url).href,
            layers: new URL('bench/layers.html', layers.url).href,
            article: site.url,
          })
        : await measure(name),
    );
  }
} finally {
  await Promise.all([site, bench, graph, layers, bare].map(({ close }) => close()));
}
console.log(broken ? `\n${broken} over budget: worth a look.` : '\nAll within budget. Thank you.');
process.exit(broken && values.strict ? 1 : 0); // the servers keep their sockets

/** Builds the article, or another page, and serves it. @param {string} name @param {string} [input] */
async function built(name, input) {
  const outDir = `${OUT}/${name}`;
  await build({
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, ...(input && { rolldownOptions: { input } }) },
  });
  const server = await preview({ logLevel: 'error', build: { outDir }, preview: { port: 0 } });
  return { url: server.resolvedUrls?.local[0] ?? '', close: () => server.close() };
}

/** Calls a measure of the bench page. @param {string} name @returns {Promise<readonly BenchRow[]>} */
async function measure(name) {
  const { path } = await findBrowser();
  const browser = await launch({ executablePath: path, args: browserArgs, headless: true, protocolTimeout: 600_000 });
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(String(error)));
    await page.setViewport({ width: 1280, height: 800 });
    await page.goto(new URL('bench/index.html', bench.url).href, { timeout: 120_000 });
    const { rows } = await page.evaluate((key) => Reflect.get(globalThis, 'measures')[key](), name);
    return rows;
  } finally {
    await browser.close();
  }
}

/** How much of a processor this program gets, by the moments that it misses: other programs are in every time below. */
function share() {
  const [start, end] = [performance.now(), performance.now() + 500];
  let missed = 0;
  for (let last = start, now = start; now < end; last = now) {
    now = performance.now();
    if (now - last > 0.5) missed += now - last;
  }
  return Math.round(100 * (1 - missed / (performance.now() - start)));
}

/** Prints a table; tells how many rows are over their budget. @param {string} name @param {readonly BenchRow[]} rows */
function report(name, rows) {
  console.log(`${name.padEnd(68)}${'measured'.padStart(12)}${'budget'.padStart(12)}`);
  for (const { what, value, unit, budget, isTimed } of rows) {
    const mark = budget === undefined ? '' : value <= budget ? '  ok' : isTimed ? '  over (here, now)' : '  OVER';
    const limit = budget === undefined ? '' : `≤ ${amount(budget, unit)}`;
    console.log(what.padEnd(68) + amount(value, unit).padStart(12) + limit.padStart(12) + mark);
  }
  return rows.filter(({ value, budget }) => budget !== undefined && value > budget).length;
}

/** @param {number} value @param {string} unit */
function amount(value, unit) {
  const digits = unit === '' ? (value % 1 ? 3 : 0) : value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`.trim();
}
