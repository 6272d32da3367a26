// Lets tests do and see in their page what only the browser can: `accessibility-tree` gives what a screen reader is told,
// `touch` moves fingers over the screen, each along the points of its way, `drop-files` lets go of files and folders of the
// project above a point, `forced-colours` has the system's colours in place of
// the page's (Web Test Runner's own `emulateMedia` leaves that out in silence).

import { resolve } from 'node:path';

/** @typedef {import('puppeteer-core').Page} Page */
/** @typedef {{x: number, y: number}} Point */

const COMMANDS = ['accessibility-tree', 'touch', 'forced-colours', 'drop-files'];

/** @returns {import('@web/test-runner').TestRunnerPlugin} */
export function devtools() {
  return {
    name: 'devtools',
    async executeCommand({ command, payload, session: { id, browser } }) {
      if (!COMMANDS.includes(command)) return undefined;
      const launcher = /** @type {{getPage(id: string): Page}} */ (/** @type {unknown} */ (browser));
      const page = await launcher.getPage(id);
      if (command === 'touch') return touch(page, /** @type {Point[][]} */ (payload));
      if (command === 'drop-files') return dropFiles(page, /** @type {Point & {paths: string[]}} */ (payload));
      if (command === 'forced-colours') return forceColours(page, Boolean(payload));
      return page.accessibility.snapshot({ interestingOnly: false });
    },
  };
}

/** The sessions in which pages have forced colours: as long as they last. @type {WeakMap<Page, import('puppeteer-core').CDPSession>} */
const forcing = new WeakMap();

/** @param {Page} page @param {boolean} isForced */
async function forceColours(page, isForced) {
  await forcing.get(page)?.detach();
  forcing.delete(page);
  if (!isForced) return true;
  const session = await page.createCDPSession();
  forcing.set(page, session);
  await session.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
  return true;
}

/** @param {Page} page @param {Point & {paths: string[]}} drop */
async function dropFiles(page, { x, y, paths }) {
  const session = await page.createCDPSession();
  const data = { items: [], files: paths.map((path) => resolve(path)), dragOperationsMask: 1 };
  for (const type of /** @type {const} */ (['dragEnter', 'dragOver', 'drop']))
    await session.send('Input.dispatchDragEvent', { type, x, y, data });
  await session.detach();
  return true;
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
