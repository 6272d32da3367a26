import { sum } from './totals.js';

/** The room that one leaf takes along the flow. */
export interface Room {
  /** What does not scale: operations and the gaps between. */
  readonly fixed: number;
  /** The sum of the square roots of its channel counts. */
  readonly roots: number;
  /** Never less than this, for its labels and for a finger. */
  readonly least: number;
}

export interface Spread {
  /** Pixels for the square root of one channel. */
  readonly root: number;
  /** Length of each leaf. */
  readonly lengths: readonly number[];
}

/** A figure that would need thinner slabs is wider than its window instead. */
export const THINNEST_ROOT = 0.5;

const lengthsAt = (rooms: readonly Room[], root: number): readonly number[] =>
  rooms.map(({ fixed, roots, least }) => Math.max(least, fixed + roots * root));

/**
 * Finds how thick a channel may be. `ideal` does not depend on the network's channels, so that a narrower network looks
 * thinner; only one that does not fit is drawn on a smaller scale. What is left over becomes air.
 */
export function spread(rooms: readonly Room[], available: number, ideal: number, mostSlack = 26): Spread {
  const fits = (root: number): boolean => sum(lengthsAt(rooms, root)) <= available;
  let root = ideal;
  if (!fits(ideal)) {
    let [low, high] = [THINNEST_ROOT, ideal];
    for (let step = 0; step < 20; step++) {
      const middle = (low + high) / 2;
      if (fits(middle)) low = middle;
      else high = middle;
    }
    root = low;
  }
  const lengths = lengthsAt(rooms, root);
  const slack = Math.min(mostSlack, Math.max(0, available - sum(lengths)) / Math.max(1, rooms.length));
  return { root, lengths: lengths.map((length) => length + slack) };
}
