// Writes dist/types: the rooms' declarations, as far as an entry reaches them, and the elements' from the manifest. Those
// of the compiler extend Lit's classes and name every private part; a page needs neither.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { declaredIn, elementDeclaration, TYPES } from './element-declarations.mjs';
import { importsIn } from '../imports.mjs';
import { templateTypes } from './template-types.mjs';

/** @typedef {import('./public.mjs').Manifest} Manifest */

/** Where `tsc -b` has left the declarations of all rooms. */
const CACHE = join('node_modules', '.cache', 'types');

/** @param {Manifest} manifest @param {Record<string, unknown>} exports of package.json */
export function writeDeclarations(manifest, exports) {
  rmSync(TYPES, { recursive: true, force: true });
  for (const { path, declarations } of manifest.modules)
    for (const declaration of declarations)
      if (declaration.superclass?.name !== 'Event')
        write(declaredIn(path), elementDeclaration(declaration, declaredIn(path)));
  write(join(TYPES, 'templates.d.ts'), templateTypes(manifest));
  for (const name of readdirSync('typings')) cpSync(join('typings', name), join(TYPES, name));
  const entries = JSON.stringify(exports).match(/dist\/types\/[\w/.-]+\.d\.ts/g) ?? [];
  for (const file of [...entries, ...filesIn(TYPES)]) take(normalize(file));
}

/** Takes a file from the compiler's cache, unless it has been written, and all that it names. @param {string} file @param {Set<string>} taken */
function take(file, taken = new Set()) {
  if (taken.has(file)) return;
  taken.add(file);
  const source = file.replace(TYPES, CACHE);
  if (!existsSync(file)) write(file, readFileSync(source, 'utf8'));
  for (const { name } of importsIn(readFileSync(file, 'utf8')))
    if (name.startsWith('.')) take(join(dirname(file), name.replace(/\.js$/, '.d.ts')), taken);
}

/** @param {string} folder */
const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.d.ts'))
    .map((name) => join(folder, name));

/** @param {string} file @param {string} text */
function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
