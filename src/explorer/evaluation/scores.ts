/** What a network made of many images, added up: no image is kept. */
import type { FolderFile } from './folder.js';

/** How many of the most probable classes count as right in the second place. */
export const SECOND_TOP = 5;

export interface Outcome {
  readonly file: FolderFile;
  /** Index of its class; `undefined` where its folder is of none. */
  readonly truth: number | undefined;
  /** The most probable classes, at most `SECOND_TOP`, with how probable the first is. */
  readonly top: readonly number[];
  readonly probability: number;
}

/** A file that was left out, and why. */
export interface SkippedFile {
  readonly path: string;
  readonly why: string;
}

export interface ConfusionCell {
  /** Index of the class that the images are of, and of the one that they were taken for. */
  readonly truth: number;
  readonly predicted: number;
  readonly count: number;
}

const keyOf = (truth: number, predicted: number): string => `${truth}:${predicted}`;

/** Adds up outcomes as they come. */
export class Scores {
  readonly outcomes: Outcome[] = [];
  /** Images of a known class, and how many of them were right. */
  judged = 0;
  right = 0;
  rightInSecond = 0;
  private readonly cells = new Map<string, Outcome[]>();

  add(outcome: Outcome): void {
    const { truth, top } = outcome;
    this.outcomes.push(outcome);
    if (truth === undefined) return;
    this.judged++;
    if (top[0] === truth) this.right++;
    if (top.includes(truth)) this.rightInSecond++;
    const key = keyOf(truth, top[0]!);
    const cell = this.cells.get(key);
    if (cell) cell.push(outcome);
    else this.cells.set(key, [outcome]);
  }

  /** The images of one class that were taken for another or the same, most confident first. */
  behind(truth: number, predicted: number): readonly Outcome[] {
    const found = this.cells.get(keyOf(truth, predicted)) ?? [];
    return [...found].sort((a, b) => b.probability - a.probability);
  }

  count(truth: number, predicted: number): number {
    return this.cells.get(keyOf(truth, predicted))?.length ?? 0;
  }

  /** The cells that have images, by class and then by what it was taken for. */
  get confusion(): readonly ConfusionCell[] {
    return [...this.cells.values()]
      .map((outcomes) => {
        const [{ truth, top }] = outcomes as [Outcome];
        return { truth: truth!, predicted: top[0]!, count: outcomes.length };
      })
      .sort((a, b) => a.truth - b.truth || a.predicted - b.predicted);
  }
}

/** Normal quantile of a two-sided interval of 95 %. */
const Z = 1.959964;

/**
 * Between which shares the true one lies with 95 % confidence, were the images drawn by chance: Wilson's interval (E. B. Wilson,
 * “Probable inference, the law of succession, and statistical inference”, 1927).
 */
export function intervalOf(right: number, count: number): readonly [low: number, high: number] {
  const share = right / count;
  const weight = Z ** 2 / count;
  const centre = (share + weight / 2) / (1 + weight);
  const half = (Z / (1 + weight)) * Math.sqrt((share * (1 - share)) / count + weight / (4 * count));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
