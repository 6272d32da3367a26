/** Our own code, loaded when it is first needed; a load that fails is retried by the next call. */

/** A chunk that could not be had. */
export class ChunkError extends Error {
  override readonly name = 'ChunkError';
  readonly code = 'chunk-lost';
}

/**
 * Gives a function that loads a chunk once. Where it cannot be had, it rejects with a `ChunkError` that begins with
 * `what`, and the next call tries again.
 */
export function lateChunk<T>(what: string, load: () => Promise<T>): () => Promise<T> {
  let pending: Promise<T> | undefined;
  return () =>
    (pending ??= load()
      .catch((error: unknown) => loadAgain<T>(error))
      .catch((error: Error) => {
        pending = undefined;
        throw new ChunkError(`${what} could not be loaded: ${withNames(error.message)}`, { cause: error });
      }));
}

/** Files by their names: where a page has them from says nothing to its reader. */
const withNames = (message: string): string =>
  message.replace(
    /https?:\S+/g,
    (address) =>
      address
        .replace(/[?#].*/, '')
        .split('/')
        .at(-1) || 'a file',
  );

/** Imports what could not be had once more. Browsers name the address only in what they say, at its end: no field of theirs has it. */
export async function loadAgain<T>(error: unknown): Promise<T> {
  const [address] = /https?:\S+$/.exec(error instanceof Error ? error.message : '') ?? [];
  if (!address) throw error;
  // As a template: any other expression makes Vite's server import its own client here, in workers too.
  return (await import(/* @vite-ignore */ `${addressAgain(address)}`)) as T;
}

/**
 * The same file under an address that has not been requested yet: a browser may remember that a module has failed (Chromium no
 * longer does), and a cache may keep the answer that came in its place.
 */
export const addressAgain = (address: string): string =>
  `${address}${address.includes('?') ? '&' : '?'}again=${Math.random().toString(36).slice(2)}`; // no dot: a server may take what follows it for the kind of file
