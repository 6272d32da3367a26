// `npm run evaluate -- ID [--data FOLDER] [--predictions FILE] [--record] [--limit N]`: the accuracy of shipped weights over
// the CIFAR-10 test images, measured with the engine that a reader's page runs. FILE is what
// `python3 training/evaluate.py … --predictions FILE` wrote, to be compared image by image; --record puts both figures
// into the line of public/weights/index.json.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { launch } from 'puppeteer-core';
import { createServer } from 'vite';
import { browserArgs, findBrowser } from './find-browser.mjs';

const INDEX = 'public/weights/index.json';
const IMAGES = '/cifar10/test';
const RECORD_BYTES = 1 + 3 * 32 * 32;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', default: 'training/cifar10' },
    predictions: { type: 'string' },
    record: { type: 'boolean' },
    limit: { type: 'string' },
  },
});

/** @typedef {{id: string, accuracy: Record<string, unknown>}} Entry */
/** @type {Entry[]} */
const entries = JSON.parse(readFileSync(INDEX, 'utf8'));
const entry = entries.find(({ id }) => id === positionals[0]);
if (!entry) throw new Error(`expected one of ${entries.map(({ id }) => id).join(', ')}, got ${positionals[0]}`);
if (values.record && values.limit) throw new Error('--record is for the whole test set: leave out --limit');

const test = readTest(values.data);
const count = Math.min(test.labels.length, Number(values.limit ?? Infinity));
const { backend, predicted } = await predict(entry.id);
const right = predicted.filter((label, k) => label === test.labels[k]).length;
const measured = {
  top1: right / count,
  images: count,
  data: `CIFAR-10 test set, ${test.pixels}`,
  runtime: `the browser engine, ${backend}`,
  ...(values.predictions && { agreement: agreementWith(values.predictions) }),
};
console.log(JSON.stringify(measured));
if (values.record) {
  entry.accuracy['engine'] = measured;
  writeFileSync(INDEX, `[\n${entries.map((line) => JSON.stringify(line)).join(',\n')}\n]\n`);
}
process.exit(0);

/**
 * The test images, in whichever of the two layouts of training/README.md the folder holds: JPEG files, or records of pixels.
 * @param {string} folder
 */
function readTest(folder) {
  const [binary, pack] = ['test_batch.bin', 'test.jpgs.gz'].map((name) => join(folder, name));
  if (binary && existsSync(binary)) {
    const bytes = readFileSync(binary);
    const size = bytes.length / RECORD_BYTES;
    const labels = Array.from({ length: size }, (_, k) => /** @type {number} */ (bytes[k * RECORD_BYTES]));
    const ends = Array.from({ length: size + 1 }, (_, k) => k * RECORD_BYTES);
    return { bytes, ends, labels, pixels: 'original pixels', isJpeg: false };
  }
  if (!pack || !existsSync(pack)) throw new Error(`${folder}: expected test_batch.bin or test.jpgs.gz with test.idx`);
  const index = readFileSync(join(folder, 'test.idx'));
  const ends = Array.from({ length: index.length / 4 }, (_, k) => index.readUInt32LE(4 * k));
  const labels = ends.slice(1).map((_, k) => k % 10);
  return { bytes: gunzipSync(readFileSync(pack)), ends, labels, pixels: 'JPEG re-encoded', isJpeg: true };
}

/** Classes of all images, by the engine in a page that is served from the sources. @param {string} id */
async function predict(id) {
  const server = await createServer({ logLevel: 'error', plugins: [{ name: 'images', configureServer: serveImages }] });
  await server.listen();
  const { path } = await findBrowser();
  const browser = await launch({ executablePath: path, args: browserArgs, headless: true, protocolTimeout: 7_200_000 });
  try {
    const page = await browser.newPage();
    await page.exposeFunction('say', (/** @type {string} */ text) => process.stderr.write(`${text}\n`));
    await page.goto(new URL(`${IMAGES}/page`, server.resolvedUrls?.local[0]).href);
    const { isJpeg, ends } = test;
    return await page.evaluate(predictAll, { id, images: IMAGES, ends: ends.slice(0, count + 1), isJpeg });
  } finally {
    await Promise.all([browser.close(), server.close()]);
  }
}

/** @param {import('vite').ViteDevServer} server */
function serveImages({ middlewares }) {
  middlewares.use(IMAGES, (request, response) => {
    response.setHeader('content-type', request.url === '/page' ? 'text/html' : 'application/octet-stream');
    response.end(request.url === '/page' ? '<!doctype html>' : test.bytes);
  });
}

/**
 * Runs in the page.
 * @param {{id: string, images: string, ends: readonly number[], isJpeg: boolean}} task
 */
async function predictAll({ id, images, ends, isJpeg }) {
  // Addresses, not specifiers: the page asks the server for them.
  const load = (/** @type {string} */ address) => import(address);
  const [{ buildNetwork }, { openEngine }] = await Promise.all([
    load('/src/core/index.ts'),
    load('/src/runtime/index.ts'),
  ]);
  const entry = (await (await fetch('/weights/index.json')).json()).find((/** @type {Entry} */ line) => line.id === id);
  const { network, file, classes, preprocessing } = entry;
  const engine = await openEngine();
  await engine.load(buildNetwork(network.id, network.options), { url: `/weights/${file}` }, { classes, preprocessing });
  const bytes = await (await fetch(images)).arrayBuffer();

  /** Planes of red, green and blue, as CIFAR-10 keeps them. @param {ArrayBuffer} record */
  const pixelsOf = (record) => {
    const [planes, pixels] = [new Uint8Array(record, 1), new ImageData(32, 32)];
    for (let i = 0; i < 1024; i++) for (let c = 0; c < 4; c++) pixels.data[4 * i + c] = planes[c * 1024 + i] ?? 255;
    return pixels;
  };
  /** @type {number[]} */
  const predicted = [];
  for (let k = 0; k + 1 < ends.length; k++) {
    const file = bytes.slice(ends[k], ends[k + 1]);
    const { top } = await engine.run(isJpeg ? new Blob([file], { type: 'image/jpeg' }) : pixelsOf(file), { top: 1 });
    predicted.push(top[0].index);
    if (predicted.length % 1000 === 0) await Reflect.get(globalThis, 'say')(`${predicted.length} images`);
  }
  return { backend: engine.backend, predicted };
}

/** The share of images for which PyTorch predicts the same class. @param {string} file */
function agreementWith(file) {
  /** @type {{predicted: readonly number[]}} */
  const other = JSON.parse(readFileSync(file, 'utf8'));
  return predicted.filter((label, k) => label === other.predicted[k]).length / count;
}
