/** Fetches an entry of the register, holds it against what is known of it, and keeps it. Only ever after a click. */
import type { Progress } from '../../runtime/index.js';
import { DISCREET } from '../addresses.js';
import { loadRuntime } from '../chunks.js';
import { InputError } from '../errors.js';
import { cachedFile, cacheFiles, isCached, removeFiles, type CachedFile } from './file-cache.js';
import type { PublicWeights } from './public.js';

export interface Fetching {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

export interface Fetched {
  readonly files: readonly File[];
  /** Whether they are still there after a reload. */
  readonly isKept: boolean;
}

/** Sizes are quoted with three figures. */
const ROUNDING = 0.01;

/** Kept by us, once. */
const INIT: RequestInit = { ...DISCREET, cache: 'no-store' };

const wrong = (message: string): InputError => new InputError('weights', 'weights-fetch', message);

/** Rejects with a sentence that names the address, what was expected and what came; or with the signal's reason. */
export async function fetchPublic(entry: PublicWeights, { signal, onProgress }: Fetching): Promise<Fetched> {
  const { downloadFile } = await loadRuntime();
  let before = 0;
  const get = async (url: string): Promise<CachedFile> => {
    const report = ({ loaded }: Progress): void => onProgress({ loaded: before + loaded, total: entry.bytes });
    const file = await downloadFile(url, { signal, onProgress: report, init: INIT });
    before += file.size;
    return { url, file };
  };
  const main = await get(entry.url);
  if (entry.format === 'tfjs') before = 0; // the size of the register is that of the numbers
  const shards: CachedFile[] = [];
  for (const url of await shardsOf(entry, main.file)) shards.push(await get(url));
  const files = [...shards, main]; // the one that the others are found by comes last, so that it means: all are there
  await check(entry, shards.length ? shards : [main]);
  signal.throwIfAborted();
  return { files: files.map(named), isKept: await cacheFiles(files) };
}

/** The files of an entry that was fetched before; `undefined` where one is missing. */
export async function keptPublic(entry: PublicWeights): Promise<readonly File[] | undefined> {
  const main = await cachedFile(entry.url);
  if (!main) return undefined;
  const files = [named({ url: entry.url, file: main })];
  for (const url of await shardsOf(entry, main)) {
    const file = await cachedFile(url);
    if (!file) return undefined;
    files.push(named({ url, file }));
  }
  return files;
}

export const isKeptPublic = ({ url }: PublicWeights): Promise<boolean> => isCached(url);

export async function forgetPublic(entry: PublicWeights): Promise<void> {
  const main = await cachedFile(entry.url);
  await removeFiles([entry.url, ...(main ? await shardsOf(entry, main) : [])]);
}

const named = ({ url, file }: CachedFile): File => new File([file], new URL(url).pathname.split('/').at(-1)!);

async function shardsOf({ format, url }: PublicWeights, main: Blob): Promise<string[]> {
  if (format !== 'tfjs') return [];
  const runtime = await loadRuntime();
  return runtime.shardsOf(main, url);
}

async function check({ url, bytes, exact, sha256 }: PublicWeights, files: readonly CachedFile[]): Promise<void> {
  const size = files.reduce((sum, { file }) => sum + file.size, 0);
  if (exact ? size !== bytes : Math.abs(size / bytes - 1) > ROUNDING)
    throw wrong(`${url}: expected ${exact ? '' : 'about '}${bytes} bytes, got ${size}`);
  // Browsers have no hashes on insecure pages.
  if (!sha256 || !globalThis.crypto?.subtle) return;
  const digest = await crypto.subtle.digest('SHA-256', await files[0]!.file.arrayBuffer());
  const hash = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hash !== sha256)
    throw wrong(`${url}: expected the SHA-256 ${sha256}, got ${hash}: another file, or a damaged one`);
}
