// `npm run lint:package`: whether the built package is put together as Node, bundlers and TypeScript expect.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packInto } from './pack.mjs';

const folder = mkdtempSync(join(tmpdir(), 'mobilenet-explorer-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
const tarball = packInto(folder);

// `attw` does not look behind the star of `./elements/*.js`.
const elements = readdirSync('dist/elements')
  .filter((name) => name.endsWith('.js'))
  .map((name) => `elements/${name}`);

const outcomes = [
  run('node_modules/publint/src/cli.js', 'run', tarball, '--strict'),
  run(
    'node_modules/@arethetypeswrong/cli/dist/index.js',
    tarball,
    '--profile',
    'esm-only',
    '--format',
    'ascii',
    '--include-entrypoints',
    ...elements,
  ),
];
process.exit(outcomes.every((status) => status === 0) ? 0 : 1);

/** Prints what a tool says only where it finds something. @param {string} tool @param {string[]} args */
function run(tool, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, ...args], { encoding: 'utf8' });
  console.log(status === 0 ? `${tool.split('/')[1]}: nothing to mend` : `${stdout}${stderr}`);
  return status;
}
