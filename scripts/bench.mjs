// `npm run bench [-- runtime | page] [--strict]`: the budgets of the design beside what this machine measures. Ratios come from
// one run, so a busy machine changes them little; milliseconds it does change. Only --strict makes a broken time budget an error.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { launch } from 'puppeteer-core';
import { createServer } from 'vite';
import { browserArgs, findBrowser } from './find-browser.mjs';

/** @typedef {{what: string, value: number, unit: string, budget?: number, isTimed: boolean}} Row */

/** Module in bench/ → the function that it exports. @type {Readonly<Record<string, string>>} */
const modules = { runtime: 'benchRuntime', page: 'benchPage' };

const { values, positionals } = parseArgs({ options: { strict: { type: 'boolean' } }, allowPositionals: true });
const names = (positionals.length ? positionals : Object.keys(modules)).filter((name) =>
  existsSync(`bench/${name}.ts`),
);
if (!names.length) throw new Error(`nothing to measure: expected ${Object.keys(modules).join(' or ')}`);

const server = await createServer({
  logLevel: 'error',
  cacheDir: 'node_modules/.cache/vite-bench',
  server: { port: 0, hmr: false, watch: null },
});
await server.listen();
const url = new URL('bench/index.html', server.resolvedUrls?.local[0]).href;
const { path } = await findBrowser();
const browser = await launch({ executablePath: path, args: browserArgs, headless: true, protocolTimeout: 600_000 });
let broken = 0;
try {
  for (const name of names) broken += report(name, await measure(name));
} finally {
  await browser.close();
  await server.close();
}
console.log(broken ? `\n${broken} over budget: worth a look.` : '\nAll within budget. Thank you.');
process.exit(broken && values.strict ? 1 : 0);

/** @param {string} name @returns {Promise<readonly Row[]>} */
async function measure(name) {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(String(error)));
  await page.setViewport({ width: 1280, height: 800 });
  await page.goto(url, { timeout: 120_000 });
  console.log(`\nMeasuring ${name} …`);
  const rows = await page.evaluate(
    async (module, call) => {
      const address = `./${module}.ts`;
      return (await (await import(address))[call]()).rows;
    },
    name,
    modules[name] ?? '',
  );
  await page.close();
  return rows;
}

/** Prints a table; tells how many rows are over their budget. @param {string} name @param {readonly Row[]} rows */
function report(name, rows) {
  console.log(`${name.padEnd(60)}${'measured'.padStart(12)}${'budget'.padStart(12)}`);
  for (const { what, value, unit, budget, isTimed } of rows) {
    const mark =
      budget === undefined ? '' : value <= budget ? '  within' : isTimed ? '  over (on this machine, now)' : '  OVER';
    console.log(
      what.padEnd(60) +
        amount(value, unit).padStart(12) +
        (budget === undefined ? '' : amount(budget, unit)).padStart(12) +
        mark,
    );
  }
  return rows.filter(({ value, budget }) => budget !== undefined && value > budget).length;
}

/** @param {number} value @param {string} unit */
function amount(value, unit) {
  const digits = unit === '' ? 0 : value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`.trim();
}
