import type { Progress } from '../runtime/index.js';

export type Part = 'engine' | 'weights';

/** Adds up what loads: code, binaries and weights are one thing to wait for. */
export class Loading {
  private readonly parts = new Map<Part, Progress>();

  /** Before the first byte; NaN where nobody knows how many there are. */
  expect(part: Part, total: number): void {
    this.parts.set(part, { loaded: 0, total });
  }

  /** What was expected stands where a server does not say how much it sends. */
  advance(part: Part, { loaded, total }: Progress): void {
    this.parts.set(part, { loaded, total: total || (this.parts.get(part)?.total ?? NaN) });
  }

  clear(): void {
    this.parts.clear();
  }

  /** The total is 0 where one of the parts does not know its own. */
  get progress(): Progress {
    const parts = [...this.parts.values()];
    const sum = (key: keyof Progress): number => parts.reduce((bytes, part) => bytes + part[key], 0);
    return { loaded: sum('loaded'), total: sum('total') || 0 };
  }
}
