/** Tables of a flatbuffer, each place checked to lie within the file before anything is read there. */
import { ByteBuffer } from 'flatbuffers';
import { MOST_READS } from '../../core/limits.js';

/** What is wrong with a place; who reads the file says which file. */
export class TableError extends Error {
  override readonly name = 'TableError';
  constructor(
    readonly place: string,
    readonly expected: string,
  ) {
    super(`${place}: expected ${expected}`);
  }
}

/** How much has been read of a file; ends what reads the same again and again. */
export class Budget {
  constructor(private left: number) {}

  spend(amount: number, place: string): void {
    this.left -= amount;
    if (this.left < 0) throw new TableError(place, 'fewer tables and lists');
  }
}

export class Table {
  private constructor(
    private readonly buffer: ByteBuffer,
    private readonly at: number,
    private readonly place: string,
    private readonly budget: Budget,
  ) {}

  static root(bytes: Uint8Array, place: string): Table {
    const buffer = new ByteBuffer(bytes);
    return Table.at(buffer, follow(buffer, 0, place), place, new Budget(MOST_READS));
  }

  private static at(buffer: ByteBuffer, at: number, place: string, budget: Budget): Table {
    budget.spend(1, place);
    check(buffer, at, 4, place);
    const table = at - buffer.readInt32(at);
    check(buffer, table, 4, place);
    check(buffer, table, buffer.readUint16(table), place);
    return new Table(buffer, at, place, budget);
  }

  byte(field: number, absent = 0): number {
    const at = this.find(field, 1);
    return at === undefined ? absent : this.buffer.readInt8(at);
  }

  flag(field: number): boolean {
    return this.byte(field) !== 0;
  }

  whole(field: number, absent = 0): number {
    const at = this.find(field, 4);
    return at === undefined ? absent : this.buffer.readInt32(at);
  }

  float(field: number, absent = 0): number {
    const at = this.find(field, 4);
    return at === undefined ? absent : this.buffer.readFloat32(at);
  }

  text(field: number): string {
    return new TextDecoder().decode(this.bytes(field) ?? new Uint8Array());
  }

  table(field: number): Table | undefined {
    const at = this.find(field, 4);
    const place = `${this.place}, field ${field}`;
    return at === undefined ? undefined : Table.at(this.buffer, follow(this.buffer, at, place), place, this.budget);
  }

  tables(field: number, name: string): readonly Table[] {
    const list = this.list(field, 4);
    return Array.from({ length: list.length }, (_, index) => {
      const place = `${name} ${index}`;
      return Table.at(this.buffer, follow(this.buffer, list.start + 4 * index, place), place, this.budget);
    });
  }

  /** Absent where the file has none. */
  bytes(field: number): Uint8Array | undefined {
    if (this.find(field, 4) === undefined) return undefined;
    const { start, length } = this.list(field, 1, false);
    return this.buffer.bytes().subarray(start, start + length);
  }

  wholes(field: number): readonly number[] {
    return this.numbers(field, 4, (at) => this.buffer.readInt32(at));
  }

  longs(field: number): readonly number[] {
    return this.numbers(field, 8, (at) => Number(this.buffer.readInt64(at)));
  }

  floats(field: number): readonly number[] {
    return this.numbers(field, 4, (at) => this.buffer.readFloat32(at));
  }

  private numbers(field: number, size: number, read: (at: number) => number): readonly number[] {
    const { start, length } = this.list(field, size);
    return Array.from({ length }, (_, index) => read(start + size * index));
  }

  private list(field: number, size: number, isCounted = true): { readonly start: number; readonly length: number } {
    const at = this.find(field, 4);
    if (at === undefined) return { start: 0, length: 0 };
    const start = follow(this.buffer, at, this.place);
    check(this.buffer, start, 4, this.place);
    const length = this.buffer.readUint32(start);
    if (isCounted) this.budget.spend(length, this.place);
    check(this.buffer, start + 4, length * size, this.place);
    return { start: start + 4, length };
  }

  /** Where a field lies, if the table has it. */
  private find(field: number, size: number): number | undefined {
    const table = this.at - this.buffer.readInt32(this.at);
    const entry = 4 + 2 * field;
    const offset = entry < this.buffer.readUint16(table) ? this.buffer.readUint16(table + entry) : 0;
    if (!offset) return undefined;
    check(this.buffer, this.at + offset, size, this.place);
    return this.at + offset;
  }
}

function follow(buffer: ByteBuffer, at: number, place: string): number {
  check(buffer, at, 4, place);
  return at + buffer.readUint32(at);
}

function check(buffer: ByteBuffer, at: number, size: number, place: string): void {
  if (at < 0 || size < 0 || at + size > buffer.capacity()) throw new TableError(place, 'data within the file');
}
