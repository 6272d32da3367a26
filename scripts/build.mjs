// `npm run build`: the npm package in dist/, the site in dist-site/.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { writeElementTables } from './manifest/element-tables.mjs';
import { writeTypes } from './manifest/write.mjs';

/** @param {string[]} command the file of a locally installed tool, then its arguments */
function node(...command) {
  const { status } = spawnSync(process.execPath, command, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(1); // it has said why
}

node('node_modules/typescript/bin/tsc', '-b', 'src');
await build({ mode: 'lib' });
await build({ mode: 'lib-parts' });
dropForeignMaps();
node('node_modules/@custom-elements-manifest/analyzer/cem.js', 'analyze', '--quiet');
await writeElementTables();
writeTypes();

await build();

/** tfjs alone would add 10 MB of source maps to the package: those that hold it are left out. */
function dropForeignMaps() {
  const maps = readdirSync('dist', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js.map'));
  for (const map of maps.map((name) => join('dist', name))) {
    if (!readFileSync(map, 'utf8').includes('node_modules/@tensorflow/')) continue;
    rmSync(map);
    const script = map.replace(/\.map$/, '');
    writeFileSync(script, readFileSync(script, 'utf8').replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n'));
  }
}
