/** Bytes of a stream, as many at a time as one asks for. */
export class ByteReader {
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private buffer = new Uint8Array(0);
  /** How many bytes have been read or skipped. */
  position = 0;

  constructor(stream: ReadableStream<Uint8Array>) {
    this.reader = stream.getReader();
  }

  /** The next so many, or as many as are left. */
  async upTo(count: number): Promise<Uint8Array> {
    await this.hold(count);
    const bytes = this.buffer.slice(0, count);
    this.buffer = this.buffer.subarray(count);
    this.position += bytes.length;
    return bytes;
  }

  /** The same, and they stay. */
  async peek(count: number): Promise<Uint8Array> {
    await this.hold(count);
    return this.buffer.subarray(0, count);
  }

  async skip(count: number): Promise<void> {
    let left = count;
    while (left > 0) {
      await this.hold(1);
      if (!this.buffer.length) throw new RangeError(`it ends ${left} bytes too early`);
      const step = Math.min(left, this.buffer.length);
      this.buffer = this.buffer.subarray(step);
      this.position += step;
      left -= step;
    }
  }

  /** Ends the stream; what else it had is not read. */
  async cancel(): Promise<void> {
    await this.reader.cancel().catch(() => {}); // a stream that has failed has ended
  }

  private async hold(count: number): Promise<void> {
    const parts = [this.buffer];
    let length = this.buffer.length;
    while (length < count) {
      const { value, done } = await this.reader.read();
      if (done) break;
      parts.push(value as Uint8Array<ArrayBuffer>);
      length += value.length;
    }
    if (parts.length > 1) this.buffer = joined(parts, length);
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
