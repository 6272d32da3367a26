/** Messages of a protobuf, each field checked to lie within its message before anything of it is read. */
import { PbfReader } from 'pbf';

/** What a field of a message is, to be asked once for its value. */
export class Field {
  constructor(
    readonly number: number,
    private readonly pbf: PbfReader,
  ) {}

  bytes(): Uint8Array {
    if (this.pbf.type !== BYTES) throw new WireError('a length', `wire type ${this.pbf.type}`);
    const length = this.pbf.readVarint();
    const from = this.pbf.pos;
    if (length > this.pbf.length - from)
      throw new WireError(`a field of ${length} bytes`, `${this.pbf.length - from}: ${CUT_OFF}`);
    this.pbf.pos = from + length;
    return this.pbf.buf.subarray(from, from + length);
  }

  text(): string {
    return new TextDecoder().decode(this.bytes());
  }

  whole(): number {
    if (this.pbf.type !== VARINT) throw new WireError('a whole number', `wire type ${this.pbf.type}`);
    return this.pbf.readVarint(true);
  }

  float(): number {
    if (this.pbf.type !== FIXED32) throw new WireError('a number of 4 bytes', `wire type ${this.pbf.type}`);
    return this.pbf.readFloat();
  }

  /** One or, packed, several. */
  wholes(): readonly number[] {
    if (this.pbf.type !== BYTES) return [this.whole()];
    const packed = new PbfReader(this.bytes());
    const values: number[] = [];
    while (packed.pos < packed.length) values.push(packed.readVarint(true));
    return values;
  }

  floats(): ArrayLike<number> {
    if (this.pbf.type !== BYTES) return [this.float()];
    const bytes = this.bytes();
    return new Float32Array(bytes.slice(0, bytes.length & ~3).buffer);
  }

  doubles(): ArrayLike<number> {
    if (this.pbf.type !== BYTES) return [this.pbf.readDouble()];
    const bytes = this.bytes();
    return new Float64Array(bytes.slice(0, bytes.length & ~7).buffer);
  }
}

/** What is mostly the reason where bytes are missing. */
const CUT_OFF = 'the file is cut off, or damaged';

const [VARINT, BYTES, FIXED32] = [0, 2, 5];

/** What is wrong with a field; who reads the file says where. */
export class WireError extends Error {
  override readonly name = 'WireError';
  constructor(
    readonly expected: string,
    readonly received: string,
  ) {
    super(`expected ${expected}, got ${received}`);
  }
}

/** Throws `WireError` where the bytes are no message. */
export function visitFields(bytes: Uint8Array, visit: (field: Field) => void): void {
  const pbf = new PbfReader(bytes);
  try {
    for (let number = pbf.nextField(); number; number = pbf.nextField()) visit(new Field(number, pbf));
  } catch (error) {
    if (error instanceof RangeError || (error instanceof Error && error.constructor === Error))
      throw new WireError('fields of a protobuf', 'bytes that are none');
    throw error;
  }
  if (pbf.pos > pbf.length) throw new WireError('a field that ends within its message', `its end: ${CUT_OFF}`);
}
