/** What each stage of a network costs, as a scene: a bar with a piece a stage. */
import { formatCount, formatShare } from '../words/format.js';
import { mix, type Looks } from './looks.js';
import { rect, type Scene } from './scene.js';
import { shrinkingTitle, type Shrinking, type StagePiece } from './stage-bars.js';

/** How bars of stages look: the further the image has shrunk, the more colour. */
export const stageLooks: Looks = {
  '.piece': { stroke: 'paper', 'stroke-width': 1, 'vector-effect': 'non-scaling-stroke' },
  '.shrunk-0': { fill: mix('kind-pointwise', 24) },
  '.shrunk-1': { fill: mix('kind-pointwise', 36) },
  '.shrunk-2': { fill: mix('kind-pointwise', 50) },
  '.shrunk-3': { fill: mix('kind-pointwise', 66) },
  '.shrunk-4': { fill: mix('kind-pointwise', 84) },
  '.shrunk-5': { fill: mix('kind-pointwise', 62, 'kind-conv') },
  '.shrunk-vector': { fill: 'kind-dense' },
};

/** One network's bar, and what all of it costs. */
export interface StageBar {
  readonly title: string;
  readonly total: number;
  readonly pieces: readonly StagePiece[];
}

const describe = ({ title, value }: StagePiece, total: number, unit: string): string =>
  `${title}: ${formatCount(value)} ${unit}, ${formatShare(value, total)}`;

export function sceneOfStages({ title, total, pieces }: StageBar, unit: string): Scene {
  const most = pieces.reduce((best, piece) => (piece.value > best.value ? piece : best), pieces[0]!);
  return {
    title: `${title}: ${formatCount(total)} ${unit}; most in ${describe(most, total, unit)}`,
    viewBox: [0, 0, 100, 10],
    stretches: true,
    looks: stageLooks,
    shapes: pieces.map((piece) => {
      const box = { x: piece.start, width: piece.length, height: 10 };
      return rect(`piece shrunk-${piece.shrinking}`, box, { title: describe(piece, total, unit) });
    }),
  };
}

/** What a colour of the bars stands for. */
export const sceneOfShrinking = (shrinking: Shrinking): Scene => ({
  title: shrinkingTitle(shrinking),
  viewBox: [0, 0, 12, 12],
  looks: stageLooks,
  shapes: [rect(`piece shrunk-${shrinking}`, { width: 12, height: 12 })],
});
