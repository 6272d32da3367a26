/** The signs that say what grounds behind columns mean. */
import { kindTints, type Looks } from './looks.js';
import { rect, text, type Scene } from './scene.js';
import { SHADES, washLooks } from './shades.js';

const SHADE = 16;
const HEIGHT = 14;

export const overlayLegendLooks: Looks = {
  ...kindTints,
  ...washLooks,
  text: { 'font-size': '11px', fill: 'ink-soft' },
};

/** The scale of shades, with what its ends stand for. */
export const sceneOfShades = (title: string, [least, most]: readonly [string, string]): Scene => ({
  title,
  viewBox: [0, 0, SHADES * SHADE, HEIGHT + 13],
  looks: overlayLegendLooks,
  shapes: [
    ...Array.from({ length: SHADES }, (_, at) =>
      rect(`wash shade-${at}`, { x: at * SHADE, width: SHADE, height: HEIGHT }),
    ),
    text('', { y: HEIGHT + 11 }, least),
    text('', { x: SHADES * SHADE, y: HEIGHT + 11, 'text-anchor': 'end' }, most),
  ],
});

/** The colour of a word. `role`: as the ground has it. */
export const sceneOfWord = (title: string, role: string): Scene => ({
  title,
  viewBox: [0, 0, SHADE, HEIGHT],
  looks: overlayLegendLooks,
  shapes: [rect(`wash ${role}`, { width: SHADE, height: HEIGHT, rx: 2 })],
});
