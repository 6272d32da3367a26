/** Fetches files. Whatever goes wrong on the way is a sentence: what was not had, from which host, and what came. */
import { locationOf } from '../core/addresses.js';
import { excerptName } from '../core/index.js';
import { LONGEST_TEXT } from '../core/limits.js';
import { fetchOrBlame, refusalBy } from '../core/policy-watch.js';
import { FetchError, InputError, sourceOf, type Resource } from './errors.js';
import { parseJson, tooLong } from './json-file.js';
import type { ErrorSource } from './problem.js';

/** Rejects with `FetchError`. */
export async function fetchFile(resource: Resource, url: string, init?: RequestInit): Promise<Blob> {
  return readWhole(resource, url, (await request(resource, url, init)).blob());
}

/** Gives up as soon as there is more than is read, whatever the server promised. Rejects as `fetchFile` does. */
export async function fetchText(resource: Resource, url: string, init?: RequestInit): Promise<string> {
  const { body } = await request(resource, url, init);
  return body ? readWhole(resource, url, boundedText(body.getReader(), url, sourceOf(resource))) : '';
}

/** Rejects with `FetchError`, or with `InputError` where it is no JSON. */
export async function fetchJson(resource: Resource, url: string, init?: RequestInit): Promise<unknown> {
  return parseJson(await fetchText(resource, url, init), `${resource}: ${pathOf(url)}`, sourceOf(resource));
}

async function request(resource: Resource, url: string, init: RequestInit | undefined): Promise<Response> {
  const noAnswer = isForeign(url) ? 'no answer that this page may read (CORS)' : 'no answer';
  const response = await fetchOrBlame(
    url,
    () => fetch(url, init),
    (directive) => lossOf(resource, url, directive === undefined ? noAnswer : refusalBy(directive)),
  );
  if (response.ok) return response;
  throw lossOf(resource, url, `${response.status} ${excerptName(response.statusText)}`.trimEnd(), response.status);
}

/** A browser does not tell a page whether another host is silent, or does not let the page read its answer. */
const isForeign = (url: string): boolean => new URL(url).origin !== globalThis.location?.origin;

async function readWhole<T>(resource: Resource, url: string, reading: Promise<T>): Promise<T> {
  return reading.catch((error: unknown) => {
    throw error instanceof InputError ? error : lossOf(resource, url, 'only a part: the connection broke');
  });
}

async function boundedText(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  where: string,
  source: ErrorSource,
): Promise<string> {
  const decoder = new TextDecoder();
  let [text, size] = ['', 0];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > LONGEST_TEXT) {
      void reader.cancel();
      throw tooLong(source, where, 'more');
    }
    text += decoder.decode(value, { stream: true });
  }
}

function lossOf(resource: Resource, url: string, received: string, status?: number): FetchError {
  const { host } = locationOf(url);
  return new FetchError(resource, `${pathOf(url)}${host && ` from ${host}`}`, received, status);
}

const LONGEST_PATH = 80;

function pathOf(url: string): string {
  const path = new URL(url).pathname;
  return path.length > LONGEST_PATH ? `…${path.slice(-LONGEST_PATH)}` : path;
}
