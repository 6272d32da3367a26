/** The signs of the legend as scenes, each as large as it is. */
import { colourTitles, type ColourToken } from './encodings.js';
import type { LegendScale } from './legend.js';
import { kindTints, mix, shortcutLooks, type Looks } from './looks.js';
import { circle, path, rect, text, type Scene, type Shape } from './scene.js';

/** How the legend looks. */
export const legendLooks: Looks = {
  ...kindTints,
  ...shortcutLooks(1.5),
  '.swatch': { fill: 'tint' },
  '.slab': { fill: mix('ink-faint', 26), stroke: 'ink-faint', 'stroke-width': 0.75 },
  text: { 'font-size': '9.5px', fill: 'ink-soft', 'text-anchor': 'middle' },
};

const sign = (title: string, width: number, height: number, shapes: readonly Shape[]): Scene => ({
  title,
  viewBox: [0, 0, width, height],
  looks: legendLooks,
  shapes,
});

/** Slabs with what their height or their thickness stands for. */
export const sceneOfScale = (title: string, { width, height, slabs }: LegendScale): Scene =>
  sign(
    title,
    width,
    height + 12,
    slabs.flatMap(({ text: words, ...box }) => [
      rect('slab', { ...box, rx: 1 }),
      text('', { x: box.x + box.width / 2, y: height + 10 }, words),
    ]),
  );

/** What a colour stands for; `tensor` for slabs of no operation. */
export const titleOfColour = (colour: ColourToken): string => (colour === 'tensor' ? 'tensor' : colourTitles[colour]);

/** A band in a colour, as operations are drawn. */
export const sceneOfColour = (colour: ColourToken): Scene =>
  sign(titleOfColour(colour), 10, 14, [path(`swatch kind-${colour}`, 'M1,0L9,2V12L1,14Z')]);

/** An arch and the ring that it ends in. */
export const sceneOfShortcut = (): Scene =>
  sign('shortcut and addition', 30, 16, [
    path('arch', 'M2,15V9A8,8,0,0,1,10,1H17A8,8,0,0,1,25,9'),
    circle('ring', { cx: 25, cy: 12, r: 3.5 }),
  ]);
