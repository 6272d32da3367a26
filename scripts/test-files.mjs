// Which runner runs which tests: those that need no page run in Node by Vitest, the others in a browser by Web Test Runner.
import { readdirSync } from 'node:fs';

/** The rooms without a page. */
const nodeRooms = ['core', 'formats', 'words', 'figures', 'command'];

/** What marks a test of another room that needs no page. */
const nodeSuffix = '.node.test.ts';

const testFiles = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .map((name) => `test/${name.replaceAll('\\', '/')}`)
  .filter((name) => name.endsWith('.test.ts') && !name.startsWith('test/consumers/')) // these need the built package
  .sort();

export const nodeTests = testFiles.filter(runsInNode);
export const browserTests = testFiles.filter((file) => !runsInNode(file));

/** A test's group is its folder, and `rooms` where it lies beside the folders. @param {string} file */
export function groupOf(file) {
  return /^test\/([^/]+)\//.exec(file)?.[1] ?? 'rooms';
}

/** @param {string} file */
function runsInNode(file) {
  return ['rooms', ...nodeRooms].includes(groupOf(file)) || file.endsWith(nodeSuffix);
}
