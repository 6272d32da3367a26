import workerUrl from './worker.ts?worker&url';

/** How long the script may take to load and report; a worker that a policy forbids may say nothing at all. */
const TIME_LIMIT = 30_000;

export interface StartedWorker {
  readonly worker: Worker;
  /** The lock that the worker holds while it lives; null where the page has no locks. */
  readonly lock: string | null;
}

/** Starts the engine's worker. Rejects where none can start: a policy, a script that does not load. */
export async function startWorker(): Promise<StartedWorker> {
  const worker = makeWorker();
  try {
    return { worker, lock: await untilReady(worker) };
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

/** A worker's script must be of the page's origin. One from elsewhere is imported by a blob, which is. */
function makeWorker(): Worker {
  const url = new URL(workerUrl, import.meta.url);
  if (url.origin === location.origin) return new Worker(url, { type: 'module' });
  const blob = URL.createObjectURL(new Blob([`import ${JSON.stringify(url.href)};`], { type: 'text/javascript' }));
  const worker = new Worker(blob, { type: 'module' });
  setTimeout(() => URL.revokeObjectURL(blob), TIME_LIMIT);
  return worker;
}

async function untilReady(worker: Worker): Promise<string | null> {
  const listening = new AbortController();
  const timer = setTimeout(() => worker.dispatchEvent(new Event('error')), TIME_LIMIT);
  try {
    return await new Promise((resolve, reject) => {
      const { signal } = listening;
      worker.addEventListener('message', ({ data }) => resolve(data.lock), { once: true, signal });
      worker.addEventListener('error', () => reject(new Error('the worker did not start')), { once: true, signal });
    });
  } finally {
    clearTimeout(timer);
    listening.abort();
  }
}
