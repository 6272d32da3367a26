/** Large files of the package: modules of at most some hundred kB, so that loading them has steps and a step can be repeated. */
import { bytesOfBase64 } from '../runtime/text-bytes.js';
import { lateChunk } from '../runtime/late-chunk.js';
import type { Progress, ReadFile } from '../runtime/index.js';

type Report = (progress: Progress) => void;

export interface FileInParts {
  readonly bytes: number;
  readonly parts: readonly (() => Promise<{ readonly default: string }>)[];
}

/** Joins the parts to a file once. Rejects with `EngineError` (`chunk-lost`); the next call asks for what is missing only. */
export function joinParts(name: string, load: () => Promise<FileInParts>): ReadFile {
  let reading: Promise<File> | undefined;
  return (onProgress) =>
    (reading ??= read(name, load, onProgress).catch((error: unknown) => {
      reading = undefined;
      throw error;
    }));
}

async function read(name: string, load: () => Promise<FileInParts>, onProgress: Report): Promise<File> {
  const { bytes: total, parts } = await load();
  let loaded = 0;
  const pieces = parts.map(async (part) => {
    const piece = inPairs(bytesOfBase64((await lateChunk(name, part)()).default));
    onProgress({ loaded: (loaded += piece.byteLength), total });
    return piece;
  });
  return new File(await Promise.all(pieces), name);
}

/** Puts the first and the second bytes of all pairs, which lie apart since they compress better so, together again. */
function inPairs(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const firsts = Math.ceil(bytes.length / 2);
  return bytes.map((_, at) => bytes[at % 2 ? firsts + (at - 1) / 2 : at / 2]!);
}
