// usage: node why.mjs MODE ; build modules/script into /tmp/by/dist-MODE with sourcemaps, report
import { build } from '/work/wt/bytes/node_modules/vite/dist/node/index.js';
import { brotliCompressSync } from 'node:zlib';
import { writeFileSync } from 'node:fs';
const mode = process.argv[2] ?? 'modules';
const want = process.argv.slice(3);
let bundle;
const { engineFiles } = await import('/work/wt/bytes/scripts/engine-files.mjs');
const quiet = { logLevel: 'error' };
const chunksOf = (r) => [r].flat()[0].output.filter((f) => f.type === 'chunk');
const { readFileSync, existsSync } = await import('node:fs');
// engine: stand-in from cached
let engine = [];
const cache = '/tmp/by/engine.json';
if (existsSync(cache)) engine = JSON.parse(readFileSync(cache, 'utf8'));
else {
  engine = chunksOf(await build({ mode: 'engine', ...quiet, build: { outDir: '/tmp/by/dist-engine', write: false } })).map(({type,fileName,name,code,imports,dynamicImports,isEntry,facadeModuleId,moduleIds,exports})=>({type,fileName,name,code,imports,dynamicImports,isEntry,facadeModuleId,moduleIds,exports}));
  writeFileSync(cache, JSON.stringify(engine));
}
const out = await build({ mode, ...quiet, plugins: [engineFiles(engine, undefined)], build: { write: false, sourcemap: true, license: false, rolldownOptions: { output: { minify: { compress: true, mangle: true, codegen: true, mangleProps: { include: new RegExp('^(' + JSON.parse(readFileSync('/tmp/by/priv.json','utf8')).join('|') + ')$') } } } } } });
const chunks = chunksOf(out).map((c)=>({fileName:c.fileName,code:c.code.replace(/\n?\/\/# sourceMappingURL.*\n?$/,'\n'),map:c.map,imports:c.imports,dynamicImports:c.dynamicImports,exports:c.exports})); const maps = new Map([out].flat()[0].output.filter(f=>f.fileName.endsWith('.map')).map(f=>[f.fileName.replace(/\.map$/,''),f.source]));
const br = (t) => brotliCompressSync(Buffer.from(t)).length;
const by = new Map(chunks.map((c) => [c.fileName, c]));
const closure = (start) => { const s = new Set([start]); for (const f of s) for (const i of by.get(f)?.imports ?? []) s.add(i); return [...s].filter((f) => by.has(f)); };
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
function numbers(segment) { const found = []; let [value, shift] = [0, 0]; for (const d of segment) { const b = digits.indexOf(d); value += (b & 31) << shift; shift += 5; if (b & 32) continue; found.push(value & 1 ? -(value >> 1) : value >> 1); [value, shift] = [0, 0]; } return found; }
const nameOf = (p = '') => (/node_modules\/((?:@[^/]+\/)?[^/]+\/.*)/.exec(p) ?? /(src\/.*)/.exec(p) ?? [])[1]?.replace(/^src\//,'') ?? '(glue) ' + p;
function texts(chunk) {
  const raw = chunk.map ?? maps.get(chunk.fileName); const map = typeof raw === 'string' ? JSON.parse(raw) : raw;
  if (!map) return new Map([['(all)', chunk.code]]); const lines = chunk.code.split('\n'); const parts = new Map(); let source = 0;
  for (const [n, line] of map.mappings.split(';').entries()) {
    let col = 0; const starts = line ? line.split(',').map((s) => { const [a = 0, b = 0] = numbers(s); return { at: (col += a), name: nameOf(map.sources[(source += b)]) }; }) : [];
    if (starts[0]?.at > 0) parts.set('(head)', (parts.get('(head)') ?? '') + lines[n].slice(0, starts[0].at));
    starts.forEach(({ at, name }, i) => parts.set(name, (parts.get(name) ?? '') + (lines[n] ?? '').slice(at, starts[i + 1]?.at ?? lines[n].length)));
  }
  return parts;
}
function report(title, start, full) {
  const files = closure(start);
  console.log(`\n== ${title}: ${(files.reduce((t, f) => t + br(by.get(f).code), 0) / 1000).toFixed(2)} kB brotli, ${files.length} requests`);
  for (const f of files) console.log('  ', f, (by.get(f).code.length / 1000).toFixed(1), (br(by.get(f).code) / 1000).toFixed(2));
  if (!full) return;
  for (const f of files) {
    const parts = texts(by.get(f)); const whole = [...parts.values()].join(''); const total = br(whole);
    const rows = [...parts].map(([name, t]) => ({ name, min: t.length, marg: total - br([...parts].filter(([n]) => n !== name).map(([, x]) => x).join('')) })).sort((a, b) => b.marg - a.marg);
    console.log(`-- ${f}  total ${total}`);
    for (const r of rows) console.log(String(r.marg).padStart(7), String(r.min).padStart(7), r.name);
  }
}
const find = (re) => chunks.find((c) => re.test(c.fileName))?.fileName;
if (mode === 'modules') {
  report('net-graph', 'elements/net-graph.js', want.includes('graph'));
  report('net-value', 'elements/net-value.js', want.includes('value'));
  report('core', find(/chunks\/core-/), want.includes('core'));
  report('elements', 'elements.js', want.includes('page'));
} else report('page', 'index.js', want.includes('page'));
writeFileSync('/tmp/by/chunks-' + mode + '.json', JSON.stringify(chunks.map((c) => ({ f: c.fileName, code: c.code, imports: c.imports, dyn: c.dynamicImports, exports: c.exports }))));
