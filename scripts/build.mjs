// `npm run build`: the npm package in dist/, the site in dist-site/.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'vite';
import { engineFiles } from './engine-files.mjs';
import { writeElementTables } from './manifest/element-tables.mjs';
import { writeTypes } from './manifest/write.mjs';

/** @param {string[]} command the file of a locally installed tool, then its arguments */
function node(...command) {
  const { status } = spawnSync(process.execPath, command, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(1); // it has said why
}

node('node_modules/typescript/bin/tsc', '-b', 'src');
rmSync('dist', { recursive: true, force: true });
const engine = chunksOf(await build({ mode: 'engine' }));
const pieces = chunksOf(await build({ mode: 'pieces' }));
await build({ mode: 'script', plugins: [engineFiles(engine, undefined)] });
await build({ mode: 'modules', plugins: [engineFiles(engine, pieces)] });
joinLicenses('engine', 'modules');
node('node_modules/@custom-elements-manifest/analyzer/cem.js', 'analyze', '--quiet');
await writeElementTables();
writeTypes();

await build();

/** One file of what is in the chunks; the script has no package that the modules have not. @param {string[]} modes */
function joinLicenses(...modes) {
  const texts = modes.map((mode) => readFileSync(`dist/licenses-${mode}.md`, 'utf8'));
  writeFileSync('dist/third-party-licenses.md', texts.join('\n'));
  for (const mode of [...modes, 'script']) rmSync(`dist/licenses-${mode}.md`);
}

/** @param {Awaited<ReturnType<typeof build>>} result */
function chunksOf(result) {
  const [built] = /** @type {import('vite').Rolldown.RolldownOutput[]} */ ([result].flat());
  return (built?.output ?? []).flatMap((file) => (file.type === 'chunk' ? [file] : []));
}
