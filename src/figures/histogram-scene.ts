/** How often which values occur, as a scene 1 wide and 1 high. */
import type { Histogram } from './histogram.js';
import type { Looks } from './looks.js';
import { line, rect, type Scene } from './scene.js';

/** How a histogram looks. */
export const histogramLooks: Looks = {
  rect: { fill: 'ink-faint' },
  line: { stroke: 'ink-soft', 'stroke-dasharray': '2 2', 'vector-effect': 'non-scaling-stroke' },
};

export function sceneOfHistogram(
  { bars, min, max }: Histogram,
  title: string,
  formatValue: (value: number) => string,
): Scene {
  const zero = -min / (max - min);
  const rects = bars.map(({ x, width, height, from, to, count }) =>
    rect(
      '',
      { x: x + width * 0.06, y: 1 - height, width: width * 0.88, height },
      { title: `${formatValue(from)} to ${formatValue(to)}: ${count.toLocaleString('en')}` },
    ),
  );
  const axis = zero > 0.02 && zero < 0.98 ? [line('', { x1: zero, x2: zero, y1: 0, y2: 1 })] : [];
  return { title, viewBox: [0, 0, 1, 1], stretches: true, looks: histogramLooks, shapes: [...rects, ...axis] };
}
