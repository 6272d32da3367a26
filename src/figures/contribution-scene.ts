/** How much one product adds or takes away, as a bar from the middle. */
import type { Looks } from './looks.js';
import { line, rect, type Scene } from './scene.js';

const WIDTH = 72;
const HEIGHT = 10;

/** Positive and negative in the hues of the maps. */
export const contributionLooks: Looks = {
  '.adds': { fill: 'kind-add' },
  '.takes': { fill: 'kind-pointwise' },
  '.zero': { stroke: 'ink-faint' },
};

/** `value` against the largest magnitude of those that it stands among. */
export function sceneOfContribution(value: number, most: number): Scene {
  const middle = WIDTH / 2;
  const width = most ? (Math.abs(value) / most) * (middle - 1) : 0;
  return {
    title: '',
    viewBox: [0, 0, WIDTH, HEIGHT],
    looks: contributionLooks,
    shapes: [
      rect(value < 0 ? 'takes' : 'adds', { x: value < 0 ? middle - width : middle, y: 1, width, height: HEIGHT - 2 }),
      line('zero', { x1: middle, x2: middle, y1: 0, y2: HEIGHT }),
    ],
  };
}
