// `npm run arrival`: what the engine says of each drawing with each checkpoint, written to public/arrival/. A page shows it
// before it has an engine. To be run again when drawings or weights change; test/runtime/arrival.test.ts tells.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { launch } from 'puppeteer-core';
import { createServer } from 'vite';
import { browserArgs, findBrowser } from './find-browser.mjs';

const PAGE = '/arrival-page';
const target = new URL('../public/arrival/', import.meta.url);

/** @typedef {{id: string, file: string}} Entry */
/** @param {string} name @returns {readonly Entry[]} */
const indexOf = (name) => JSON.parse(readFileSync(new URL(`../public/${name}/index.json`, import.meta.url), 'utf8'));
const [checkpoints, samples] = [indexOf('weights'), indexOf('samples')];

const server = await createServer({ logLevel: 'error', plugins: [{ name: 'page', configureServer: servePage }] });
await server.listen();
const { path } = await findBrowser();
const browser = await launch({ executablePath: path, args: browserArgs, headless: true });
try {
  const page = await browser.newPage();
  await page.goto(new URL(PAGE, server.resolvedUrls?.local[0]).href);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const checkpoint of checkpoints) {
    const files = await page.evaluate(arrivalsOf, { checkpoint: checkpoint.id, samples });
    for (const [sample, file] of files) write(`${checkpoint.id}-${sample}.json`, file);
  }
} finally {
  await Promise.all([browser.close(), server.close()]);
}

/** @param {import('vite').ViteDevServer} server */
function servePage({ middlewares }) {
  middlewares.use(PAGE, (_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html>');
  });
}

/** @param {string} name @param {unknown} file */
function write(name, file) {
  const text = `${JSON.stringify(file)}\n`;
  writeFileSync(new URL(name, target), text);
  const [whole, packed] = [text.length, gzipSync(text).length].map((bytes) => (bytes / 1000).toFixed(1));
  console.log(`${name} ${whole} kB, ${packed} kB gzip`);
}

/**
 * Runs in the page.
 * @param {{checkpoint: string, samples: readonly Entry[]}} task
 */
async function arrivalsOf({ checkpoint: id, samples }) {
  // Addresses, not specifiers: the page asks the server for them.
  const load = (/** @type {string} */ address) => import(address);
  const [{ readArrival }, { encodeArrival }, { loadCheckpoints }, { openEngine }] = await Promise.all(
    ['test/support/read-arrival', 'src/explorer/arrival-file', 'src/explorer/shipped', 'src/runtime/index'].map(
      (name) => load(`/${name}.ts`),
    ),
  );
  const checkpoint = (await loadCheckpoints()).find((/** @type {Entry} */ entry) => entry.id === id);
  const engine = await openEngine({ backend: 'wasm' });
  const files = [];
  for (const sample of samples) {
    const image = await (await fetch(`/samples/${sample.file}`)).blob();
    files.push([sample.id, encodeArrival(await readArrival(engine, checkpoint, image), checkpoint.sha256)]);
  }
  await engine.close();
  return files;
}
