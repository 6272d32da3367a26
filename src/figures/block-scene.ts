/** One block as a scene: tensors and operations from left to right, the shortcut around them. */
import type { BlockFigure } from './block-slabs.js';
import { kindTints, mix, shortcutLooks, type Looks } from './looks.js';
import { circle, path, rect, text, type Scene, type Shape } from './scene.js';

/** How blocks side by side look. */
export const blockLooks: Looks = {
  ...kindTints,
  ...shortcutLooks(2),
  '.band, .swatch': { fill: 'tint' },
  '.slab': { fill: mix('ink-faint', 26), stroke: 'ink-faint' },
  text: { 'font-size': '11.5px', fill: 'ink', 'text-anchor': 'middle' },
  '.kernel': { 'font-size': '10.5px', fill: 'ink-soft' },
};

function drawJoin({ arch, projection, ring }: BlockFigure): readonly Shape[] {
  return [
    ...(arch ? [path('arch', arch)] : []),
    ...(projection ? [rect('band kind-pointwise', projection)] : []),
    ...(ring
      ? [
          circle('ring', { cx: ring.x, cy: ring.y, r: ring.radius }),
          path('arch', `M${ring.x - 4},${ring.y}h8M${ring.x},${ring.y - 4}v8`),
        ]
      : []),
  ];
}

export function sceneOfBlock(figure: BlockFigure, title: string): Scene {
  const { width, height, slabs, bands, sizes, channelsAt, kernelsAt } = figure;
  return {
    title,
    viewBox: [0, 0, width, height],
    looks: blockLooks,
    shapes: [
      ...slabs.flatMap(({ text: words, ...box }) => [
        rect('slab', { ...box, rx: 1 }),
        text('', { x: box.x + box.width / 2, y: channelsAt }, words),
      ]),
      ...bands.flatMap(({ path: d, colour, label }) => [
        path(`band kind-${colour}`, d),
        text('kernel', { x: label.x, y: kernelsAt }, label.text),
      ]),
      ...sizes.map(({ x, text: words }) => text('kernel', { x, y: kernelsAt }, words)),
      ...drawJoin(figure),
    ],
  };
}
