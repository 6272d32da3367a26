// After the manifest: makes it compact, and writes of it what compilers and editors read.
import { readFileSync, writeFileSync } from 'node:fs';
import { writeDeclarations } from './declarations.mjs';
import { writeEditorData } from './editor-data.mjs';

const MANIFEST = 'dist/custom-elements.json';

export function writeTypes() {
  const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8'));
  const about = JSON.parse(readFileSync('package.json', 'utf8'));
  writeFileSync(MANIFEST, `${JSON.stringify(manifest)}\n`);
  writeDeclarations(manifest, about.exports);
  writeEditorData(manifest, about);
}
