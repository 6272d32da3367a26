/** The name that somebody may have meant who wrote another one. */

const MOST_SLIPS = 2;

/** Letters to add, drop, change or exchange with the next one until `a` is `b`. */
function slipsBetween(a: string, b: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const isExchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const exchanged = isExchanged ? before[j - 2]! + 1 : Infinity;
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isSame ? 0 : 1), exchanged);
    }
    [before, last] = [last, row];
  }
  return last[b.length]!;
}

/**
 * The one of these names that another is nearly, with a slip in so many letters: that of fewest slips, of several the first;
 * `undefined` for one that is none of them by far.
 */
export function nearestName(name: string, names: readonly string[], lettersPerSlip = 2): string | undefined {
  let [nearest, fewest]: [string | undefined, number] = [undefined, MOST_SLIPS + 1];
  for (const ours of names) {
    if (Math.abs(name.length - ours.length) >= fewest) continue;
    const slips = slipsBetween(name, ours);
    // Of a name of two or three letters one must be right more than wrong: `key` is no `by`.
    if (slips < fewest && slips <= Math.floor(ours.length / lettersPerSlip)) [nearest, fewest] = [ours, slips];
  }
  return nearest;
}
