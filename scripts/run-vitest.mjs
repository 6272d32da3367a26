// Runs tests in Node, and counts.

/** @typedef {{ok: number, bad: number}} Tally */

/**
 * @param {string[]} files all that the configuration includes, where there are none
 * @param {import('vitest/node').CliOptions} [options]
 * @returns {Promise<Tally>}
 */
export async function runVitest(files, options = {}) {
  const { startVitest } = await import('vitest/node');
  const vitest = await startVitest('test', files, { watch: false, ...options });
  if (options.watch) await new Promise((resolve) => vitest.onClose(() => resolve(undefined)));
  const modules = vitest.state.getTestModules();
  const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
  // A file that did not load, or an error that no test has caught, is one failure more.
  const broken = modules.filter((module) => !module.ok() && ![...module.children.allTests('failed')].length);
  await vitest.close();
  return {
    ok: states.filter((state) => state === 'passed').length,
    bad: states.filter((state) => state === 'failed').length + broken.length + vitest.state.getUnhandledErrors().length,
  };
}
