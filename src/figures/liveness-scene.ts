/** Bytes alive while a network runs, as a scene. */
import { formatBytes } from '../words/format.js';
import type { Liveness } from './liveness.js';
import type { Looks } from './looks.js';
import { circle, path, rect, type Scene } from './scene.js';

/** How curves of memory look. */
export const livenessLooks: Looks = {
  '.every': { tint: 'accent' },
  '.fused': { tint: 'kind-depthwise' },
  'path, circle': { fill: 'none', stroke: 'tint', 'stroke-width': 1.5 },
  path: { 'vector-effect': 'non-scaling-stroke' },
  'path.fused': { 'stroke-dasharray': '5 2' },
  circle: { fill: 'paper' },
  '.here': { fill: 'accent', 'fill-opacity': 0.13 },
};

/** The curves, and behind them the layers from `first` to before `end`, where there are some to point out. */
export function sceneOfLiveness(
  { width, height, curves, xOf }: Liveness,
  here?: { readonly first: number; readonly end: number },
): Scene {
  const words = curves.map(({ title, peak }) => `${title} at most ${formatBytes(peak.alive)}, at ${peak.id}`);
  const box = here && { x: xOf(here.first), y: 0, width: xOf(here.end) - xOf(here.first), height };
  return {
    title: `Bytes alive over the order of execution: ${words.join('; ')}.`,
    viewBox: [0, 0, width, height],
    looks: livenessLooks,
    shapes: [
      ...(box ? [rect('here', box)] : []),
      ...curves.flatMap(({ id, line, peakAt }) => [path(id, line), circle(id, { cx: peakAt.x, cy: peakAt.y, r: 3.5 })]),
    ],
  };
}
