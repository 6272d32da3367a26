/** The signs of the legend as scenes, each as large as it is. */
import { colourTitles, encode, type ColourToken, type LegendKind } from './encodings.js';
import { bandPath, crossedPath, frameOf, ringPath, type Sign } from './frame.js';
import type { LegendScale } from './legend.js';
import { kindTints, mix, shortcutLooks, type Looks } from './looks.js';
import { path, rect, text, type Scene, type Shape } from './scene.js';
import { piecesOf } from './slabs.js';

/** How the legend looks. */
export const legendLooks: Looks = {
  ...kindTints,
  ...shortcutLooks(1.5),
  '.swatch': { fill: 'tint' },
  '.slab': { fill: mix('ink-faint', 26), stroke: 'ink-faint', 'stroke-width': 0.75 },
  text: { 'font-size': '11px', fill: 'ink-soft', 'text-anchor': 'middle' },
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

const SWATCH = { u: 1, length: 8, before: 18, after: 14, axis: 9 };

/** A swatch of a colour alone. */
export const sceneOfColour = (colour: ColourToken): Scene =>
  sign(titleOfColour(colour), 10, 14, [path(`swatch kind-${colour}`, 'M1,0L9,2V12L1,14Z')]);

/** A band as operations of the kind are drawn. */
export function sceneOfKind({ title, colour, node }: LegendKind): Scene {
  const frame = frameOf('horizontal');
  const d =
    encode(node).glyph === 'crossed'
      ? crossedPath(frame, SWATCH)
      : bandPath(frame, SWATCH, piecesOf(node, SWATCH.before));
  return sign(title, 10, 18, [path(`swatch kind-${colour}`, d)]);
}

const meetings: Readonly<Record<Sign, string>> = {
  plus: 'shortcut and addition',
  bars: 'branch and concatenation',
  cross: 'branch and product',
  none: 'branch and choice of one',
};

/** An arch and the ring that it ends in, with what happens there. */
export const sceneOfMeeting = (meeting: Sign): Scene =>
  sign(meetings[meeting], 32, 18, [
    path('arch', 'M2,17V9A8,8,0,0,1,10,1H17A8,8,0,0,1,25,8'),
    path('ring', ringPath({ x: 25, y: 12.5, radius: 4.5, sign: meeting })),
  ]);
