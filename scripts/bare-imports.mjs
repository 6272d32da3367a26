// The packages that the source imports by name, as written: 'lit', '@tensorflow/tfjs-backend-wasm/dist/base', …
// Vite bundles exactly these before it serves the first page. A package that it first meets while a page is open makes
// it bundle again and reload that page: a broken test, or a reader's lost image.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importsIn } from './imports.mjs';

/** Our own files, assets, Node's modules, what the test runners bring themselves, and the package as its users name it. */
const others = /^[./]|\?|:|^@web\/test-runner-commands$|^vitest$|^mobilenet-explorer/;

/** @param {string[]} folders */
export function bareImports(...folders) {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.startsWith('consumers')) // these are for Node, with the built package
      .map((name) => join(folder, name)),
  );
  const names = files
    .flatMap((file) => importsIn(readFileSync(file, 'utf8')))
    .filter(({ name, when }) => when !== 'never' && !others.test(name))
    .map(({ name }) => name);
  return [...new Set(names)].sort();
}
