/** The same numbers for the same seed, on every machine: what random tests draw from. */
export class Seeded {
  constructor(private state: number) {}

  /** From 0 up to, not including, 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let x = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`, both included. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  oneOf<T>(values: readonly T[]): T {
    return values[this.integer(0, values.length - 1)]!;
  }

  /** `true` this share of the time. */
  chance(share: number): boolean {
    return this.next() < share;
  }
}
