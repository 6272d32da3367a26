// `npm run size [-- --why]`: what a reader downloads, from the built package. Fails only where a budget is broken, and
// then says, as with --why, which files the page is made of.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { init, parse } from 'es-module-lexer';
import { bytesBySource } from './source-map.mjs';

const budget = 60_000; // bytes of JavaScript, brotli, before any runtime

if (isStale()) {
  console.log('Building first, since dist/ is missing or older than its sources …');
  await import('./build.mjs');
}
await init;

/** @typedef {{now: string[], later: string[], assets: string[]}} Links */

/** @type {Map<string, Links>} */
const read = new Map();

const scripts = [...closure(['dist/index.js', 'dist/runtime.js', 'dist/training.js'], ['now', 'later'])].flatMap(
  (file) => links(file).assets,
);
const worker = scripts.find((file) => /\/worker-[^/]*\.js$/.test(file));
const trainer = scripts.find((file) => /\/training-worker-[^/]*\.js$/.test(file));

const page = row('page, before any runtime', ['dist/index.js']);
const rows = [
  page,
  row('core alone', ['dist/core.js']),
  row('<net-graph> alone', ['dist/elements/net-graph.js']),
  ...(worker ? runtimeRows(worker) : []),
  ...readerRows('dist/formats.js'),
  trainer ? row('worker that trains, before a backend', [trainer]) : undefined,
].filter((one) => one !== undefined);

console.log(`\n${''.padEnd(40)}${['min', 'gzip', 'brotli'].map((head) => head.padStart(10)).join('')}   kB`);
for (const { title, sizes } of rows)
  console.log(title.padEnd(40) + sizes.map((size) => kB(size).padStart(10)).join(''));

const [, , spent = 0] = page?.sizes ?? [];
if (spent > budget || process.argv.includes('--why')) {
  const sources = [...bytesBySource('dist/index.js')].sort(([, a], [, b]) => b - a);
  console.log(`\n${'the page is made of'.padEnd(40)}${'min'.padStart(10)}   kB`);
  for (const [source, bytes] of sources.slice(0, 40)) console.log(source.padEnd(40) + kB(bytes).padStart(10));
}
if (spent > budget) {
  console.error(
    `\nThe page needs ${kB(spent)} kB of JavaScript (brotli) before any runtime; ${kB(budget)} is the budget.`,
  );
  process.exit(1);
}
console.log(`\nThe page stays ${kB(budget - spent)} kB under its budget of ${kB(budget)} kB brotli. Thank you.`);

/** The worker with each chunk that it loads later, one a backend, and the binaries that these bring. @param {string} entry */
function runtimeRows(entry) {
  const chunks = [...closure([entry])].flatMap((file) => links(file).later);
  const binaries = [...closure([entry], ['now', 'later'])].flatMap((file) =>
    links(file).assets.filter((name) => name.endsWith('.wasm')),
  );
  return [
    row('worker, before a backend', [entry]),
    ...[...new Set(chunks)].sort().map((chunk) => row(`worker + ${nameOf(chunk)}`, [entry, chunk])),
    ...[...new Set(binaries)].sort().map((file) => row(nameOf(file), [file])),
  ];
}

/** What each kind of file brings when it comes, beside what all have. @param {string} entry */
function readerRows(entry) {
  if (!existsSync(entry)) return [];
  const common = closure([entry]);
  const chunks = [...common].flatMap((file) => links(file).later);
  return [...new Set(chunks)].sort().map((chunk) => row(`reads ${nameOf(chunk)}, its own part`, [chunk], common));
}

/** @param {string} title @param {string[]} entries @param {ReadonlySet<string>} without what is there already */
function row(title, entries, without = new Set()) {
  if (!entries.every((file) => existsSync(file))) return undefined;
  const texts = [...closure(entries)].filter((file) => !without.has(file)).map((file) => readFileSync(file));
  /** @param {(text: Buffer) => number} size */
  const sum = (size) => texts.reduce((total, text) => total + size(text), 0);
  return {
    title,
    sizes: [
      sum((t) => t.length),
      sum((t) => gzipSync(t, { level: 9 }).length),
      sum((t) => brotliCompressSync(t).length),
    ],
  };
}

/** @param {string[]} entries @param {('now' | 'later')[]} along */
function closure(entries, along = ['now']) {
  const found = new Set(entries.filter((file) => existsSync(file)));
  for (const file of found) for (const way of along) for (const next of links(file)[way]) found.add(next);
  return found;
}

/** @param {string} file @returns {Links} */
function links(file) {
  const known = read.get(file) ?? (file.endsWith('.js') ? parsed(file) : { now: [], later: [], assets: [] });
  read.set(file, known);
  return known;
}

/** @param {string} file @returns {Links} */
function parsed(file) {
  const text = readFileSync(file, 'utf8');
  const [found] = parse(text);
  const imports = found.map(({ s, e, d }) => {
    const name = text.slice(s, e).replace(/^[`'"]|[`'"]$/g, ''); // bare in a declaration, quoted in import()
    return { isLate: d >= 0, files: name.startsWith('.') ? [join(dirname(file), name)] : [] };
  });
  const addresses = [...text.matchAll(/new URL\((["'`])([^"'`$]+)\1,\s*import\.meta\.url\)/g)];
  return {
    now: imports.flatMap(({ isLate, files }) => (isLate ? [] : files)),
    later: imports.flatMap(({ isLate, files }) => (isLate ? files : [])),
    assets: addresses.map(([, , name = '']) => join(dirname(file), name)).filter((path) => existsSync(path)),
  };
}

function isStale() {
  if (!existsSync('dist/index.js')) return true;
  const built = statSync('dist/index.js').mtimeMs;
  const sources = ['src', 'public']
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)));
  return [...sources, 'package-lock.json', 'vite.config.ts'].some((file) => statSync(file).mtimeMs > built);
}

/** `dist/chunks/wasm-BkOx5Yzq.js` is "wasm". @param {string} file */
function nameOf(file) {
  return basename(file)
    .replace(/-[\w-]{8}(\.\w+)$/, '$1')
    .replace(/\.js$/, '');
}

/** @param {number} bytes */
function kB(bytes) {
  return (bytes / 1000).toFixed(1);
}
