/** Starting a worker, from whatever origin its script is, and learning of its end. */
import { addressAgain } from './late-chunk.js';
import { orAborted } from './turns.js';
import { addressOfPieces, type Wishes, type WorkerScript } from './worker-script.js';

/** How long the script may take to load and report; a worker that a policy forbids may say nothing at all. */
const TIME_LIMIT = 30_000;

/** One that has not reported after this long may have died, which nothing tells: another one starts beside it. */
const PATIENCE = 5_000;

export interface StartedWorker {
  readonly worker: Worker;
  /** The lock that the worker holds while it lives; null where the page has no locks. */
  readonly lock: string | null;
}

/**
 * Starts the worker with this script, as `?worker&url` gives it, whose first words are those of `announceReady`. Where it
 * does not come, a second one is started, and the first to report is taken. Rejects where none can start: a policy, a
 * script that does not load.
 */
export async function startWorker(script: WorkerScript, wishes: Wishes): Promise<StartedWorker> {
  const race = new AbortController();
  const first = startOne(() => makeWorker(script, wishes), race.signal);
  const again = typeof script === 'string' ? addressAgain(script) : script;
  const second = untilLate(first, race.signal).then(() => startOne(() => makeWorker(again, wishes), race.signal));
  try {
    return await Promise.any([first, second]);
  } finally {
    race.abort();
  }
}

/** Ends once a start has failed or takes longer than usual. */
function untilLate(start: Promise<unknown>, race: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE);
    race.addEventListener('abort', () => clearTimeout(timer));
    start.catch(() => resolve());
  });
}

/** Gives up when another one has won the race. */
async function startOne(make: () => Promise<Worker>, race: AbortSignal): Promise<StartedWorker> {
  const worker = await make();
  try {
    return { worker, lock: await orAborted(untilReady(worker), race) };
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

async function makeWorker(script: WorkerScript, wishes: Wishes): Promise<Worker> {
  return typeof script === 'string' ? workerAt(script) : workerOf(await addressOfPieces(script, wishes), 'classic');
}

/** Names what pages that require Trusted Types have to allow: `trusted-types mobilenet-explorer lit-html`. */
const POLICY = 'mobilenet-explorer';

interface TypePolicies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

let trust: ((url: string) => string) | undefined;

/** Our own addresses are trusted. A page that does not allow the policy, or has it already, is asked no more than others. */
function trusted(url: string): string {
  if (!trust) {
    const { trustedTypes } = globalThis as { readonly trustedTypes?: TypePolicies };
    try {
      const policy = trustedTypes?.createPolicy(POLICY, { createScriptURL: (own) => own });
      trust = (own) => policy?.createScriptURL(own) ?? own;
    } catch {
      trust = (own) => own;
    }
  }
  return trust(url);
}

const newWorker = (url: string, type: WorkerType): Worker => new Worker(trusted(url), { type });

/** A worker's script must be of the page's origin. One from elsewhere is imported by a blob, which is. */
function workerAt(address: string): Worker {
  const url = new URL(address, import.meta.url);
  if (url.origin === location.origin) return newWorker(url.href, 'module');
  const script = new Blob([`import ${JSON.stringify(url.href)};`], { type: 'text/javascript' });
  return workerOf(URL.createObjectURL(script), 'module');
}

function workerOf(blob: string, type: WorkerType): Worker {
  const worker = newWorker(blob, type);
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

/** Calls back when the worker breaks or dies, until the signal is aborted. */
export function watchWorker({ worker, lock }: StartedWorker, signal: AbortSignal, onEnd: (why: string) => void): void {
  worker.addEventListener('error', ({ message }) => onEnd(message || 'it stopped'), { signal });
  worker.addEventListener('messageerror', () => onEnd('an answer could not be read'), { signal });
  // Granted once the worker has died and let go of it.
  if (lock) navigator.locks.request(lock, { signal }, () => onEnd('it was ended')).catch(() => {});
}
