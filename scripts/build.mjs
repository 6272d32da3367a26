// `npm run build`: the npm package in dist/, the site in dist-site/.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { writeElementTables } from './element-tables.mjs';

/** @param {string[]} command the file of a locally installed tool, then its arguments */
function node(...command) {
  const { status } = spawnSync(process.execPath, command, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(1); // it has said why
}

node('node_modules/typescript/bin/tsc', '-b', 'src');
await build({ mode: 'lib' });
await build({ mode: 'lib-parts' });
declarations();
dropForeignMaps();
node('node_modules/@custom-elements-manifest/analyzer/cem.js', 'analyze', '--quiet');
await writeElementTables();

await build();

/** Each room's declarations, which `tsc -b` has left in its cache: also those of files that are gone. */
function declarations() {
  const cache = join('node_modules', '.cache', 'types');
  for (const name of readdirSync('src')
    .filter((name) => name !== 'tsconfig.json')
    .map((name) => name.replace(/\.ts$/, '.d.ts'))) {
    cpSync(join(cache, name), join('dist/types', name), {
      recursive: true,
      filter: (path) =>
        statSync(path).isDirectory() ||
        (path.endsWith('.d.ts') && existsSync(path.replace(cache, 'src').replace(/\.d\.ts$/, '.ts'))),
    });
  }
}

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
