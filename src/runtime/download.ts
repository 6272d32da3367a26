/** Fetches one file, with progress; whatever goes wrong on the way is said with the address. */
import { excerptName, messageOf } from '../core/index.js';
import { LARGEST_FILE } from '../core/limits.js';
import { fetchOrBlame, refusalBy } from '../core/policy-watch.js';
import { EngineError } from './engine-error.js';
import type { Progress } from './types.js';

export interface Downloading {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly init?: RequestInit | undefined;
}

/** Rejects with `EngineError` (`fetch-failed`), or with the signal's reason. */
export async function download(url: string, { signal, onProgress, init }: Downloading = {}): Promise<Blob> {
  const response = await fetchOrBlame(
    url,
    () => fetch(url, { ...init, ...(signal && { signal }) }),
    (directive, error) =>
      reasonOf(error, signal) ??
      (directive ? failed(url, `got ${refusalBy(directive)}`) : failed(url, 'got no answer', error)),
  );
  if (!response.ok) throw failed(url, `got ${response.status} ${excerptName(response.statusText)}`.trimEnd());
  const total = Number(response.headers.get('content-length') ?? 0);
  if (total > LARGEST_FILE) throw tooLarge(url, total);
  if (!response.body) return response.blob();
  return collect(response.body, url, total, { signal, onProgress });
}

async function collect(
  body: ReadableStream<Uint8Array>,
  url: string,
  total: number,
  { signal, onProgress }: Downloading,
): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let loaded = 0;
  for (const reader = body.getReader(); ;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw reasonOf(error, signal) ?? failed(url, `the connection broke after ${loaded} bytes`, error);
    });
    if (done) return new Blob(parts);
    parts.push(value as Uint8Array<ArrayBuffer>);
    loaded += value.byteLength;
    if (loaded > LARGEST_FILE) {
      void reader.cancel();
      throw tooLarge(url, loaded);
    }
    onProgress?.({ loaded, total });
  }
}

const reasonOf = (error: unknown, signal: AbortSignal | undefined): unknown => (signal?.aborted ? error : undefined);

const failed = (url: string, what: string, error?: unknown): EngineError =>
  new EngineError(
    'fetch-failed',
    `${excerptName(url)}: expected weights, ${what}${error === undefined ? '' : ` (${messageOf(error)})`}`,
  );

const tooLarge = (url: string, size: number): EngineError =>
  new EngineError('weights-format', `${excerptName(url)}: expected at most ${LARGEST_FILE} bytes, got ${size}`);
