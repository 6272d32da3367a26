// Lets tests see and break the connections of their page, its frames and its workers, where the browser makes them:
// `requests-begin`; `requests-made` gives every address asked since, whether or not anybody answered; `requests-block`
// takes patterns of addresses (`*/a.json`) that have no connection from now on, until the next such command.

/** @typedef {import('puppeteer-core').CDPSession} Session */
/** @typedef {{made: string[], sessions: Set<Session>}} Watch */

/** @returns {import('@web/test-runner').TestRunnerPlugin} */
export function watchRequests() {
  /** @type {Map<string, Watch>} */
  const watches = new Map();
  return {
    name: 'watch-requests',
    async executeCommand({ command, payload, session: { id, browser } }) {
      const watch = watches.get(id) ?? { made: [], sessions: new Set() };
      watches.set(id, watch);
      if (command === 'requests-begin') {
        const launcher = /** @type {{getPage(id: string): import('puppeteer-core').Page}} */ (
          /** @type {unknown} */ (browser)
        );
        await follow(await launcher.getPage(id).createCDPSession(), watch);
        return true;
      }
      if (command === 'requests-made') return watch.made;
      if (command !== 'requests-block') return undefined;
      const urls = /** @type {string[]} */ (payload);
      await Promise.allSettled([...watch.sessions].map((session) => session.send('Network.setBlockedURLs', { urls })));
      return true;
    },
  };
}

/** @param {Session} session @param {Watch} watch */
async function follow(session, watch) {
  watch.sessions.add(session);
  session.on('Network.requestWillBeSent', ({ request }) => watch.made.push(request.url));
  session.on('Target.attachedToTarget', ({ sessionId }) => {
    const child = session.connection()?.session(sessionId);
    if (child) void follow(child, watch);
  });
  // A worker waits until it is watched; it may have ended before.
  await Promise.allSettled([
    session.send('Network.enable'),
    session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
    session.send('Runtime.runIfWaitingForDebugger'),
  ]);
}
