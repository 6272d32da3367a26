// `npm run size [-- --why]`: what a reader downloads and an author installs, from the built package. Fails only where a
// budget is broken, and then says, as with --why, which files the page is made of.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { init, parse } from 'es-module-lexer';
import { bytesBySource } from './source-map.mjs';

const budget = 56_000; // bytes of JavaScript, brotli, before any runtime

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
const graph = row('<net-graph> alone', ['dist/elements/net-graph.js']);
const value = row('<net-value> alone', ['dist/elements/net-value.js']);
const family = row('core, one family', [fileNamed('core')]);
const rows = [
  page,
  graph,
  value,
  family,
  row('core, all families', ['dist/core.js']),
  ...(worker ? runtimeRows(worker) : []),
  ...readerRows('dist/formats.js'),
  ...weightRows('dist/runtime.js', ['torch', 'shards']),
  trainer ? row('worker that trains, before a backend', [trainer]) : undefined,
].filter((one) => one !== undefined);

console.log(`\n${''.padEnd(40)}${['min', 'gzip', 'brotli'].map((head) => head.padStart(10)).join('')}   kB, requests`);
for (const { title, sizes, requests } of rows)
  console.log(title.padEnd(40) + sizes.map((size) => kB(size).padStart(10)).join('') + String(requests).padStart(8));

checkEngineBytes('CODE_BYTES', 'worker + wasm');
checkEngineBytes('WASM_BYTES', 'tfjs-backend-wasm-simd');

const [packed, unpacked] = packageSizes();
const MB = 1_000_000;

/**
 * What was promised. `goal`: what is wanted and not reached yet, so it is printed and breaks nothing.
 * @type {readonly {what: string, is: number, budget: number, unit: number, goal?: number}[]}
 */
const budgets = [
  { what: 'page, kB brotli', is: brotli(page), budget: budget, unit: 1000, goal: 50_000 },
  { what: '<net-graph>, requests', is: requests(graph), budget: 6, unit: 1 },
  { what: '<net-graph>, kB brotli', is: brotli(graph), budget: 51_500, unit: 1000, goal: 40_000 },
  { what: '<net-value>, requests', is: requests(value), budget: 5, unit: 1 },
  { what: '<net-value>, kB brotli', is: brotli(value), budget: 27_000, unit: 1000, goal: 20_000 },
  { what: 'core with one family, kB brotli', is: brotli(family), budget: 12_000, unit: 1000 },
  { what: 'package, packed, MB', is: packed, budget: 7 * MB, unit: MB },
  { what: 'package, installed with its dependencies, MB', is: unpacked, budget: 40 * MB, unit: MB },
];
console.log(`\n${'promised'.padEnd(48)}${['is', 'at most', 'goal'].map((head) => head.padStart(10)).join('')}`);
for (const { what, is, budget, unit, goal = budget } of budgets) {
  const figures = [is, budget, goal].map((figure) => (figure / unit).toFixed(unit === 1 ? 0 : 1).padStart(10)).join('');
  const note = is > budget ? '   too much' : is > goal ? '   not reached yet' : '';
  console.log(what.padEnd(48) + figures + note);
}
const broken = budgets.filter(({ is, budget }) => is > budget);

if (broken.length || process.argv.includes('--why')) {
  const sources = [...bytesBySource('dist/index.js')].sort(([, a], [, b]) => b - a);
  console.log(`\n${'the page is made of'.padEnd(40)}${'min'.padStart(10)}   kB`);
  for (const [source, bytes] of sources.slice(0, 40)) console.log(source.padEnd(40) + kB(bytes).padStart(10));
}
if (broken.length) process.exit(1);
console.log(`\nThe page stays ${kB(budget - brotli(page))} kB under its budget of ${kB(budget)} kB brotli. Thank you.`);

/** Packed and unpacked, in bytes; what has no dependencies is installed as it is unpacked. */
function packageSizes() {
  const [{ size, unpackedSize }] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--ignore-scripts', '--json', '--loglevel=error'], { encoding: 'utf8' }),
  );
  return [size, unpackedSize];
}

/** @param {ReturnType<typeof row>} one */
function brotli(one) {
  return one?.sizes[2] ?? 0;
}

/** @param {ReturnType<typeof row>} one */
function requests(one) {
  return one?.requests ?? 0;
}

/** `dist/chunks/core-BkOx5Yzq.js` for "core". @param {string} name */
function fileNamed(name) {
  return join(
    'dist/chunks',
    readdirSync('dist/chunks').find((file) => new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(file)) ?? '',
  );
}

/**
 * A page adds up what it will load before it has loaded it: what it says of the engine has to be nearly true.
 * @param {string} name @param {string} title
 */
function checkEngineBytes(name, title) {
  const [actual = 0] = rows.find((one) => one.title === title)?.sizes ?? [];
  const text = readFileSync('src/runtime/engine-bytes.ts', 'utf8');
  const said = Number(new RegExp(`${name} = ([\\d_]+)`).exec(text)?.[1]?.replaceAll('_', ''));
  if (Math.abs(said / actual - 1) < 0.1) return;
  console.error(`\nsrc/runtime/engine-bytes.ts: expected ${name} near ${actual} (${title}), got ${said}`);
  process.exit(1);
}

/** The worker with each chunk that it loads later, one a backend, and the binaries that these bring. @param {string} entry */
function runtimeRows(entry) {
  const chunks = [...closure([entry])].flatMap((file) => links(file).later);
  const binaries = [...closure([entry], ['now', 'later'])].filter((file) => /backend-wasm[\w-]*\.js$/.test(file));
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

/** The same of files that hold weights alone, whose chunks are called by these names. @param {string} entry @param {string[]} names */
function weightRows(entry, names) {
  const common = closure([entry, 'dist/formats.js']);
  const chunks = [...closure([entry], ['now', 'later'])].filter((chunk) => names.includes(nameOf(chunk)));
  return chunks.sort().map((chunk) => row(`reads ${nameOf(chunk)}, its own part`, [chunk], common));
}

/** @param {string} title @param {string[]} entries @param {ReadonlySet<string>} without what is there already */
function row(title, entries, without = new Set()) {
  if (!entries.every((file) => existsSync(file))) return undefined;
  const texts = [...closure(entries)].filter((file) => !without.has(file)).map((file) => readFileSync(file));
  /** @param {(text: Buffer) => number} size */
  const sum = (size) => texts.reduce((total, text) => total + size(text), 0);
  return {
    title,
    requests: texts.length,
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
  const addresses = [...text.matchAll(/new URL\((["'`])([^"'`$]+)\1,\s*(?:``\+)?import\.meta\.url\)/g)];
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
