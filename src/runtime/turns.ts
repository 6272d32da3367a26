/** What keeps calls in the order in which they were made. */

/** Acts one after the other, in the order in which they were asked for; one that fails holds up none. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  take<T>(act: () => T | Promise<T>): Promise<T> {
    const turn = this.last.then(act);
    this.last = turn.catch(() => {});
    return turn;
  }
}

/** Waits for work, but no longer than the signal allows; then rejects with the signal's reason. */
export async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const listening = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const report = (): void => reject(signal.reason);
    signal.addEventListener('abort', report, { signal: listening.signal });
    if (signal.aborted) report();
  });
  try {
    return await Promise.race([aborted, work]);
  } finally {
    listening.abort();
  }
}
