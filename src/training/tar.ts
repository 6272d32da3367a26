/** The files of a tar archive, one after the other: headers of 512 bytes, contents filled up to multiples of that. */
import type { ByteReader } from './byte-reader.js';

const BLOCK = 512;

interface Entry {
  readonly name: string;
  readonly size: number;
}

/**
 * Gives each entry with the reader at its first byte; whoever asks may read its content, or some, or nothing. Throws `RangeError` where the archive ends too early or a size is none.
 */
export async function* entriesOf(reader: ByteReader): AsyncGenerator<Entry> {
  for (;;) {
    const header = await reader.upTo(BLOCK);
    if (header.length < BLOCK || header[0] === 0) return; // an archive ends in blocks of zeros
    const size = octal(header.subarray(124, 136));
    const before = reader.position;
    yield { name: text(header.subarray(0, 100)), size };
    const filled = Math.ceil(size / BLOCK) * BLOCK;
    await reader.skip(filled - (reader.position - before));
  }
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes).replace(/\0.*$/s, '');

function octal(bytes: Uint8Array): number {
  const digits = text(bytes).trim();
  if (!/^[0-7]{1,12}$/.test(digits)) throw new RangeError(`it has a file of size "${digits}"`);
  return Number.parseInt(digits, 8);
}
