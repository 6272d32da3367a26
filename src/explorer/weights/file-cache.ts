/**
 * What has been fetched, kept by the browser's Cache API under its address; it survives a reload. Where there is none
 * (insecure pages, `file:`) or it is full, files last as long as the page.
 */
const CACHE = 'mobilenet-explorer-weights';

const inPage = new Map<string, Blob>();

export interface CachedFile {
  readonly url: string;
  readonly file: Blob;
}

/** Browsers differ in how they refuse: no `caches`, one that throws, one whose promise rejects. */
async function open(): Promise<Cache | undefined> {
  try {
    return await caches.open(CACHE);
  } catch {
    return undefined;
  }
}

/** Caches files; gives whether they will still be there after a reload. */
export async function cacheFiles(files: readonly CachedFile[]): Promise<boolean> {
  const cache = await open();
  try {
    if (!cache) throw new Error('no cache');
    for (const { url, file } of files) await cache.put(url, new Response(file));
    return true;
  } catch {
    for (const { url, file } of files) inPage.set(url, file);
    await Promise.all(files.map(({ url }) => cache?.delete(url))).catch(() => undefined);
    return false;
  }
}

/** A file of the cache, whole; `undefined` where there is none. Sends no request. */
export async function cachedFile(url: string): Promise<Blob | undefined> {
  const inMemory = inPage.get(url);
  if (inMemory) return inMemory;
  const response = await (await open())?.match(url).catch(() => undefined);
  return response?.blob();
}

export async function isCached(url: string): Promise<boolean> {
  if (inPage.has(url)) return true;
  return (await (await open())?.match(url).catch(() => undefined)) !== undefined;
}

export async function removeFiles(urls: readonly string[]): Promise<void> {
  const cache = await open();
  for (const url of urls) {
    inPage.delete(url);
    await cache?.delete(url).catch(() => undefined);
  }
}
