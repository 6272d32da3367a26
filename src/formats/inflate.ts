/** Deflated bytes → what they were, by the platform, which needs no code of ours and no permission of a page's policy. */

/** Bytes that one byte can stand for: a claim of more is none that could come true. */
export const MOST_DEFLATED = 1032;

/** Throws `RangeError` as soon as more bytes come than were promised, or where fewer do; `TypeError` for damaged ones. */
export async function inflate(
  deflated: Uint8Array,
  size: number,
  format: 'deflate-raw' | 'deflate',
): Promise<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new DecompressionStream(format);
  const writer = writable.getWriter();
  // What goes wrong with writing is told by reading.
  void writer
    .write(deflated)
    .then(() => writer.close())
    .catch(() => {});
  const reader = readable.getReader();
  const whole = new Uint8Array(size);
  for (let end = 0; ;) {
    const { done, value } = await reader.read();
    if (done && end === size) return whole;
    if (done) throw new RangeError(`${end}`);
    if (end + value!.length > size) {
      void reader.cancel();
      throw new RangeError('more');
    }
    whole.set(value!, end);
    end += value!.length;
  }
}
