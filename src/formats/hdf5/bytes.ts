/** The bytes of an HDF5 file: numbers with their first byte first, addresses that lie in it, and how much may be read. */
import { MOST_READS } from '../../core/limits.js';
import type { Fault } from '../file-error.js';

/** Of what is not there. */
const UNDEFINED = 0xffffffffffffffffn;

export class Hdf5Bytes {
  private readonly view: DataView;
  private reads = 0;

  constructor(
    readonly buffer: ArrayBuffer,
    readonly fault: Fault,
  ) {
    this.view = new DataView(buffer);
  }

  /** Throws where the file has no such bytes, or too many have been asked for: parts may name each other in circles. */
  private check(at: number, size: number, place: string): void {
    if (++this.reads > MOST_READS) throw this.fault(place, `at most ${MOST_READS} reads`, 'more');
    if (Number.isSafeInteger(at) && at >= 0 && at + size <= this.buffer.byteLength) return;
    const received = `a file of ${this.buffer.byteLength}: it is cut off, or damaged`;
    throw this.fault(place, `bytes up to ${at + size}`, received);
  }

  number(at: number, size: 1 | 2 | 4 | 8, place: string): number {
    this.check(at, size, place);
    if (size === 1) return this.view.getUint8(at);
    if (size === 2) return this.view.getUint16(at, true);
    return size === 4 ? this.view.getUint32(at, true) : Number(this.view.getBigUint64(at, true));
  }

  /** Of any number of bytes up to 8. */
  whole(at: number, size: number, place: string): number {
    if (size > 8) throw this.fault(place, 'a number of at most 8 bytes', `${size}`);
    return this.slice(at, size, place).reduceRight((number, byte) => number * 256 + byte, 0);
  }

  /** `undefined` for what is not there. */
  address(at: number, place: string): number | undefined {
    this.check(at, 8, place);
    const address = this.view.getBigUint64(at, true);
    return address === UNDEFINED ? undefined : Number(address);
  }

  slice(at: number, size: number, place: string): Uint8Array<ArrayBuffer> {
    this.check(at, size, place);
    return new Uint8Array(this.buffer, at, size);
  }

  /** Throws where a part does not begin as one of its kind does. */
  expect(at: number, signature: string, place: string): void {
    const found = new TextDecoder('latin1').decode(this.slice(at, signature.length, place));
    if (found !== signature) throw this.fault(place, `${signature} at byte ${at}`, 'something else');
  }

  /** Up to a zero byte, or all of it. */
  text(at: number, size: number, place: string): string {
    const bytes = this.slice(at, size, place);
    const end = bytes.indexOf(0);
    return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
  }
}
