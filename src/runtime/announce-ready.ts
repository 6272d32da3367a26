/** What every worker says first, and by what the page learns that one has died. */

/**
 * A lock is given up when its holder dies, however it dies: that is how the page learns of it. The page asks for it as
 * soon as it hears its name, so it has to be held by then. Pages without locks, or not allowed them, learn less.
 */
async function holdLock(): Promise<string | null> {
  const name = `mobilenet-explorer/${crypto.randomUUID()}`;
  return new Promise((resolve) => {
    const hold = (): Promise<never> => (resolve(name), new Promise(() => {}));
    if ('locks' in navigator) navigator.locks.request(name, hold).catch(() => resolve(null));
    else resolve(null);
  });
}

export const announceReady = async (): Promise<void> => self.postMessage({ ready: true, lock: await holdLock() });
