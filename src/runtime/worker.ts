/** An engine behind `postMessage`. */
import { announceReady } from './announce-ready.js';
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

void announceReady();
