/**
 * An order in which everything comes after what it reads: on along a chain while there is one, else the first of what is
 * ready, so that the layers of a block stay together. What waits for itself is left out.
 */
export function orderOf(reads: readonly (readonly number[])[]): readonly number[] {
  const readers = reads.map((): number[] => []);
  reads.forEach((read, at) => read.forEach((from) => readers[from]!.push(at)));
  const waiting = reads.map((read) => read.length);
  const ready = new Waiting();
  for (let at = reads.length - 1; at >= 0; at--) if (!waiting[at]) ready.add(at);
  const order: number[] = [];
  for (let next = ready.take(); next !== undefined;) {
    order.push(next);
    const freed = readers[next]!.filter((reader) => --waiting[reader]! === 0);
    const along = freed.length ? Math.min(...freed) : undefined;
    for (const reader of freed) if (reader !== along) ready.add(reader);
    next = along ?? ready.take();
  }
  return order;
}

/** Gives the smallest first. */
class Waiting {
  /** The smallest last. */
  private readonly sorted: number[] = [];

  add(value: number): void {
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sorted[middle]! > value) low = middle + 1;
      else high = middle;
    }
    this.sorted.splice(low, 0, value);
  }

  take(): number | undefined {
    return this.sorted.pop();
  }
}
