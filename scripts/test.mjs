// `npm test [-- --group core | test/core/expr.test.ts | --watch]`: types first, then the browser tests, then the tally.
import { spawnSync } from 'node:child_process';
import { startTestRunner } from '@web/test-runner';
import { findBrowser } from './find-browser.mjs';

const types = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-b'], { stdio: 'inherit' });
if (types.status !== 0) process.exit(1);

try {
  await findBrowser();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

const runner = await startTestRunner({ autoExitProcess: false });
if (!runner) throw new Error('the test runner did not start');
process.on('SIGINT', () => runner.stop());
runner.on('stopped', (passed) => {
  const { ok, bad } = tally([...runner.sessions.all()]);
  console.log(`${ok} passed, ${bad} failed`);
  process.exit(passed && bad === 0 && ok > 0 ? 0 : 1);
});

/**
 * A file that did not load, or a page that broke outside its tests, is one failure more.
 * @param {import('@web/test-runner-core').TestSession[]} sessions
 */
function tally(sessions) {
  const tests = sessions.flatMap(({ testResults }) => (testResults ? suite(testResults) : []));
  const broken = sessions.filter(
    (session) => !session.passed && !(session.testResults && suite(session.testResults).some(failed)),
  );
  return { ok: tests.filter((test) => test.passed).length, bad: tests.filter(failed).length + broken.length };
}

/**
 * @param {import('@web/test-runner-core').TestSuiteResult} results
 * @returns {import('@web/test-runner-core').TestResult[]}
 */
function suite({ tests, suites }) {
  return [...tests, ...suites.flatMap(suite)];
}

/** @param {import('@web/test-runner-core').TestResult} test */
function failed({ passed, skipped }) {
  return !passed && !skipped;
}
