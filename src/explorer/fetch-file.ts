/** Fetches files. Whatever goes wrong on the way is a sentence: what was not had, from which host, and what came. */
import { locationOf } from '../core/addresses.js';

/** A file that was not had; it may be there another time. */
export class FetchError extends Error {
  /** Absent where no host answered. */
  readonly status: number | undefined;
  constructor(message: string, status?: number) {
    super(message);
    this.status = status;
  }
}

/** Whether an error is of a file that was not had, here or in the engine. */
export const isLoss = (error: unknown): boolean =>
  error instanceof FetchError || (error as { code?: string }).code === 'fetch-failed';

/** `what` begins the sentence. Rejects with `FetchError`. */
export async function fetchFile(what: string, url: string, init?: RequestInit): Promise<Blob> {
  const response = await fetch(url, init).catch(() => {
    throw lost(what, url, 'no answer');
  });
  if (!response.ok) throw lost(what, url, `${response.status} ${response.statusText}`.trimEnd(), response.status);
  return response.blob().catch(() => {
    throw lost(what, url, 'only a part: the connection broke');
  });
}

/** Rejects with `FetchError`, or with a sentence where it is no JSON. */
export async function fetchJson(what: string, url: string, init?: RequestInit): Promise<unknown> {
  const text = await (await fetchFile(what, url, init)).text();
  return parseJson(text, `${what}: ${pathOf(url)}`);
}

/** Throws a sentence that begins with the name of the file. */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${file}: expected JSON, got ${JSON.stringify(text.slice(0, 40))}`);
  }
}

function lost(what: string, url: string, got: string, status?: number): FetchError {
  const { host } = locationOf(url);
  return new FetchError(`${what}: expected ${pathOf(url)}${host && ` from ${host}`}, got ${got}`, status);
}

const LONGEST_PATH = 80;

function pathOf(url: string): string {
  const path = new URL(url).pathname;
  return path.length > LONGEST_PATH ? `…${path.slice(-LONGEST_PATH)}` : path;
}
