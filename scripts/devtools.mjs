// Lets tests do and see in their page what only the browser can: `accessibility-tree` gives what a screen reader is told,
// `touch` moves fingers over the screen, each along the points of its way.

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {{x: number, y: number}} Point */

/** @returns {import('@web/test-runner').TestRunnerPlugin} */
export function devtools() {
  return {
    name: 'devtools',
    async executeCommand({ command, payload, session: { id, browser } }) {
      if (command !== 'accessibility-tree' && command !== 'touch') return undefined;
      const launcher = /** @type {{getPage(id: string): Page}} */ (/** @type {unknown} */ (browser));
      const page = await launcher.getPage(id);
      return command === 'touch'
        ? await touch(page, /** @type {Point[][]} */ (payload))
        : await page.accessibility.snapshot({ interestingOnly: false });
    },
  };
}

/** @param {Page} page @param {Point[][]} fingers */
async function touch(page, fingers) {
  const session = await page.createCDPSession();
  const steps = Math.max(...fingers.map((way) => way.length));
  const at = (/** @type {number} */ step) =>
    fingers.map((way, id) => ({ id, .../** @type {Point} */ (way[step] ?? way.at(-1)) }));
  const send = (/** @type {'touchStart' | 'touchMove' | 'touchEnd'} */ type, /** @type {any[]} */ touchPoints) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints });
  await send('touchStart', at(0));
  for (let step = 1; step < steps; step++) await send('touchMove', at(step));
  await send('touchEnd', []);
  await session.detach();
  return true;
}
