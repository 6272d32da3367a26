// `npm test [-- --group core | test/core/expr.test.ts | --watch]`: the types, the tests that run in Node, those that need a
// browser, and one tally over all. A file or a group picks its runner; what stays to watch is the browser's, where it has any.
import { spawnSync } from 'node:child_process';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { runVitest } from './run-vitest.mjs';
import { browserTests, groupOf, nodeTests } from './test-files.mjs';

/** @typedef {import('./run-vitest.mjs').Tally} Tally */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { group: { type: 'string' }, watch: { type: 'boolean' }, 'update-snapshots': { type: 'boolean' } },
});
const named = positionals.map((path) => relative('', path).replaceAll('\\', '/'));
const isChosen = (/** @type {string} */ file) =>
  named.length ? named.includes(file) : !values.group || groupOf(file) === values.group;
const inNode = nodeTests.filter(isChosen);
const inBrowser = browserTests.filter(isChosen);
const lost = named.filter((file) => !inNode.includes(file) && !inBrowser.includes(file));
if (lost.length || !(inNode.length || inBrowser.length))
  end(`no such test: ${lost.join(', ') || `group ${values.group}`}`);

const types = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-b'], { stdio: 'inherit' });
if (types.status !== 0) process.exit(1);

/** @type {Tally[]} */
const tallies = [];
if (inNode.length) tallies.push(await runVitest(inNode, { watch: Boolean(values.watch) && !inBrowser.length }));
if (inBrowser.length) tallies.push(await runInBrowser(inBrowser));
const ok = tallies.reduce((sum, tally) => sum + tally.ok, 0);
const bad = tallies.reduce((sum, tally) => sum + tally.bad, 0);
console.log(`${ok} passed, ${bad} failed`);
process.exit(bad === 0 && ok > 0 ? 0 : 1);

/** @param {string} sentence @returns {never} */
function end(sentence) {
  console.error(sentence);
  process.exit(1);
}

/** @param {string[]} files @returns {Promise<Tally>} */
async function runInBrowser(files) {
  const { startTestRunner } = await import('@web/test-runner');
  const { findBrowser } = await import('./find-browser.mjs');
  await findBrowser().catch((error) => end(error instanceof Error ? error.message : error));
  const chosen = named.length ? files : values.group ? ['--group', values.group] : [];
  const flags = /** @type {const} */ (['watch', 'update-snapshots']).filter((name) => values[name]);
  process.argv.splice(2, Infinity, ...chosen, ...flags.map((name) => `--${name}`));
  const runner = await startTestRunner({ autoExitProcess: false });
  if (!runner) throw new Error('the test runner did not start');
  process.on('SIGINT', () => runner.stop());
  const passed = await new Promise((resolve) => runner.on('stopped', resolve));
  const { ok, bad } = tallyOf([...runner.sessions.all()]);
  return { ok, bad: passed ? bad : Math.max(bad, 1) };
}

/**
 * A file that did not load, or a page that broke outside its tests, is one failure more.
 * @param {import('@web/test-runner-core').TestSession[]} sessions
 * @returns {Tally}
 */
function tallyOf(sessions) {
  const tests = sessions.flatMap(({ testResults }) => (testResults ? testsOf(testResults) : []));
  const broken = sessions.filter(
    (session) => !session.passed && !(session.testResults && testsOf(session.testResults).some(isFailed)),
  );
  return { ok: tests.filter((test) => test.passed).length, bad: tests.filter(isFailed).length + broken.length };
}

/**
 * @param {import('@web/test-runner-core').TestSuiteResult} results
 * @returns {import('@web/test-runner-core').TestResult[]}
 */
function testsOf({ tests, suites }) {
  return [...tests, ...suites.flatMap(testsOf)];
}

/** @param {import('@web/test-runner-core').TestResult} test */
function isFailed({ passed, skipped }) {
  return !passed && !skipped;
}
