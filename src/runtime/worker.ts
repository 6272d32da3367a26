/** An engine behind `postMessage`. */
import { EngineHost } from './engine.js';
import { sentErrorOf } from './sent-error.js';
import { transferablesIn } from './transferables.js';
import type { PageMessage, Request, WorkerMessage } from './protocol.js';

const host = new EngineHost();
const running = new Map<number, AbortController>();

const post = (message: WorkerMessage, transfer: Transferable[] = []): void => self.postMessage(message, { transfer });

async function answer(request: Request): Promise<void> {
  const { id } = request;
  const controller = new AbortController();
  running.set(id, controller);
  try {
    const onProgress = (progress: { loaded: number; total: number }): void => post({ id, progress });
    const result = await host.answer(request, { signal: controller.signal, onProgress });
    post({ id, result }, transferablesIn(result));
  } catch (error) {
    post({ id, error: sentErrorOf(error) });
  } finally {
    running.delete(id);
  }
}

self.onmessage = ({ data }: MessageEvent<PageMessage>): void => {
  if ('cancel' in data) running.get(data.cancel)?.abort();
  else void answer(data);
};

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

void holdLock().then((lock) => post({ ready: true, lock }));
