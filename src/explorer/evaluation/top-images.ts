/** Which images a layer's channels answer most strongly. */
import type { FolderFile } from './folder.js';

/** How many images are kept of each channel. */
export const MOST_IMAGES = 9;

/** By what of a channel's map images are ranked. */
export const RANKINGS = ['max', 'mean'] as const;
export type Ranking = (typeof RANKINGS)[number];

interface RankedImage {
  readonly file: FolderFile;
  readonly value: number;
}

/** Of each channel the images with the largest values, first the largest; of equal ones those that came first. */
export class TopImages {
  private readonly lists: RankedImage[][];

  constructor(readonly channels: number) {
    this.lists = Array.from({ length: channels }, () => []);
  }

  /** `values`: one a channel. */
  add(file: FolderFile, values: ArrayLike<number>): void {
    for (const [channel, list] of this.lists.entries()) {
      const value = values[channel]!;
      if (list.length === MOST_IMAGES && value <= list.at(-1)!.value) continue;
      const at = list.findIndex((image) => image.value < value);
      list.splice(at < 0 ? list.length : at, 0, { file, value });
      if (list.length > MOST_IMAGES) list.pop();
    }
  }

  of(channel: number): readonly RankedImage[] {
    return this.lists[channel] ?? [];
  }
}
