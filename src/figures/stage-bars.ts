import type { Network, Part } from '../core/index.js';
import { outlineOf, type Entry } from './outline.js';
import { sum } from './totals.js';

/** How far the image has shrunk at the end of a stage: halvings of its side, or one vector of channels. */
export type Shrinking = 0 | 1 | 2 | 3 | 4 | 5 | 'vector';

/** What one stage, or a layer beside the stages, costs. */
export interface StagePiece {
  readonly path: string;
  readonly title: string;
  readonly value: number;
  readonly shrinking: Shrinking;
  /** Per cent of the full width. */
  readonly start: number;
  readonly length: number;
}

export const SHRINKINGS: readonly Shrinking[] = [0, 1, 2, 3, 4, 5, 'vector'];
const MOST_HALVINGS = 5;

/** `÷ 8`: what a shrinking is called. */
export const shrinkingTitle = (shrinking: Shrinking): string =>
  shrinking === 'vector' ? '1×1' : shrinking ? `1/${2 ** shrinking}` : 'full size';

function shrinkingAt({ nodes, inputShape }: Network, { end }: Entry): Shrinking {
  const [height, width] = nodes[end - 1]!.outputShape;
  if (height * width === 1) return 'vector';
  const halvings = Math.round(Math.log2(Math.sqrt((inputShape[0] * inputShape[1]) / (height * width))));
  return Math.min(MOST_HALVINGS, Math.max(0, halvings)) as Shrinking;
}

/** A network's cost by stage, one piece after the other; `full` is what the whole width stands for. */
export function layoutStages(network: Network, count: (part: Part) => number, full?: number): readonly StagePiece[] {
  const entries = outlineOf(network, { detail: 'stages', toggled: new Set() });
  const values = entries.map(({ path }) => count({ network, path }));
  const whole = full ?? (sum(values) || 1);
  let before = 0;
  return entries.flatMap((entry, index): readonly StagePiece[] => {
    const value = values[index]!;
    if (!value) return [];
    const start = (100 * before) / whole;
    before += value;
    const length = (100 * value) / whole;
    const title = entry.group?.title ?? entry.path;
    return [{ path: entry.path, title, value, shrinking: shrinkingAt(network, entry), start, length }];
  });
}
