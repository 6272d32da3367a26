/** Fetches files. Whatever goes wrong on the way is a sentence: what was not had, from which host, and what came. */
import { locationOf } from '../core/addresses.js';
import { excerptName } from '../core/index.js';
import { LONGEST_TEXT } from '../core/limits.js';
import { FetchError } from './fetch-error.js';
import { parseJson, tooLong } from './json-file.js';

/** `what` begins the sentence. Rejects with `FetchError`. */
export async function fetchFile(what: string, url: string, init?: RequestInit): Promise<Blob> {
  return whole(what, url, (await answer(what, url, init)).blob());
}

/** Gives up as soon as there is more than is read, whatever the server promised. Rejects as `fetchFile` does. */
export async function fetchText(what: string, url: string, init?: RequestInit): Promise<string> {
  const { body } = await answer(what, url, init);
  return body ? whole(what, url, boundedText(body.getReader(), url)) : '';
}

/** Rejects with `FetchError`, or with a sentence where it is no JSON. */
export async function fetchJson(what: string, url: string, init?: RequestInit): Promise<unknown> {
  return parseJson(await fetchText(what, url, init), `${what}: ${pathOf(url)}`);
}

async function answer(what: string, url: string, init: RequestInit | undefined): Promise<Response> {
  const response = await fetch(url, init).catch(() => {
    throw lost(what, url, 'no answer');
  });
  if (response.ok) return response;
  throw lost(what, url, `${response.status} ${excerptName(response.statusText)}`.trimEnd(), response.status);
}

async function whole<T>(what: string, url: string, reading: Promise<T>): Promise<T> {
  return reading.catch((error: unknown) => {
    throw error instanceof RangeError ? error : lost(what, url, 'only a part: the connection broke');
  });
}

async function boundedText(reader: ReadableStreamDefaultReader<Uint8Array>, where: string): Promise<string> {
  const decoder = new TextDecoder();
  let [text, size] = ['', 0];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > LONGEST_TEXT) {
      void reader.cancel();
      throw tooLong(where, 'more');
    }
    text += decoder.decode(value, { stream: true });
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
