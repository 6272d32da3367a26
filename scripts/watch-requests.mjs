// Tells tests what their page asks for: every request that the browser makes for it, of the page, its frames and its
// workers, whether or not anybody answers. `requests-begin`, then `requests-made`, which gives their addresses.

/** @typedef {import('puppeteer-core').CDPSession} Session */

/** @returns {import('@web/test-runner').TestRunnerPlugin} */
export function watchRequests() {
  /** @type {Map<string, string[]>} */
  const bySession = new Map();
  return {
    name: 'watch-requests',
    async executeCommand({ command, session }) {
      if (command === 'requests-begin') {
        /** @type {string[]} */
        const made = [];
        bySession.set(session.id, made);
        const { getPage } = /** @type {{getPage(id: string): import('puppeteer-core').Page}} */ (
          /** @type {unknown} */ (session.browser)
        );
        const page = getPage.call(session.browser, session.id);
        await follow(await page.createCDPSession(), made);
        return true;
      }
      return command === 'requests-made' ? bySession.get(session.id) : undefined;
    },
  };
}

/** @param {Session} session @param {string[]} made */
async function follow(session, made) {
  session.on('Network.requestWillBeSent', ({ request }) => made.push(request.url));
  session.on('Target.attachedToTarget', ({ sessionId }) => {
    const child = session.connection()?.session(sessionId);
    if (child) void follow(child, made);
  });
  // A worker waits until it is watched; it may have ended before.
  await Promise.allSettled([
    session.send('Network.enable'),
    session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
    session.send('Runtime.runIfWaitingForDebugger'),
  ]);
}
