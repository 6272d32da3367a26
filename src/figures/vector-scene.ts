/** One value a channel, as bars from zero. */
import type { Looks } from './looks.js';
import { line, path, type Scene } from './scene.js';

const WIDTH = 1000;
const HEIGHT = 100;

/** How a vector looks. */
export const vectorLooks: Looks = {
  path: { fill: 'ink-faint' },
  '.chosen': { fill: 'accent' },
  '.zero': { stroke: 'ink-faint', 'vector-effect': 'non-scaling-stroke' },
};

/** The value at `selected` stands out. Bars are one path; a thousand elements would be slow. */
export function sceneOfVector(values: Float32Array, selected: number, title: string): Scene {
  const low = values.reduce((a, b) => Math.min(a, b), 0);
  const high = values.reduce((a, b) => Math.max(a, b), 0);
  const y = (value: number): number => HEIGHT * (1 - (value - low) / (high - low || 1));
  const step = WIDTH / values.length;
  const width = step * (values.length < 200 ? 0.8 : 1);
  const bar = (index: number): string =>
    `M${(index * step + (step - width) / 2).toFixed(2)} ${y(0).toFixed(2)}V${y(values[index]!).toFixed(2)}h${width.toFixed(2)}V${y(0).toFixed(2)}z`;
  return {
    title,
    viewBox: [0, 0, WIDTH, HEIGHT],
    stretches: true,
    looks: vectorLooks,
    shapes: [
      path('', Array.from(values, (_, index) => bar(index)).join('')),
      path('chosen', bar(selected)),
      line('zero', { x2: WIDTH, y1: y(0), y2: y(0) }),
    ],
  };
}
