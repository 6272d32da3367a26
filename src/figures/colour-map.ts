/** Values to colours: dark to bright for what is never negative, two hues around zero for what is. */
import { interpolateRgbBasis } from 'd3-interpolate';
import { interpolateViridis, schemeRdBu } from 'd3-scale-chromatic';
import type { Theme } from './tokens.js';

export type Ramp = 'sequential' | 'diverging';

/** Which value gets which end of a ramp. */
export interface ColourScale {
  readonly ramp: Ramp;
  readonly min: number;
  readonly max: number;
}

/** A map of numbers in rows of pixels of channels. */
export interface Maps {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly data: Float32Array;
}

const STEPS = 256;

/** Zero looks like the paper it lies on. */
const diverging: Record<Theme, (t: number) => string> = {
  light: interpolateRgbBasis([...schemeRdBu[11]!].reverse()),
  dark: interpolateRgbBasis([
    '#b9dcff',
    '#6aa9e6',
    '#2d659c',
    '#1d3752',
    '#20242b',
    '#54302a',
    '#a84a38',
    '#ec8767',
    '#ffd2bd',
  ]),
};

/** A scale for values from `min` to `max`: from zero up, or the same distance to both sides of zero. */
export function colourScale(min: number, max: number): ColourScale {
  if (min >= 0) return { ramp: 'sequential', min: 0, max: max > 0 ? max : 1 };
  const reach = Math.max(-min, max);
  return { ramp: 'diverging', min: -reach, max: reach };
}

/** A place on a ramp, from 0 to 1, as CSS writes colours: `#rrggbb` or `rgb(…)`. */
export const colourAt = (ramp: Ramp, theme: Theme, t: number): string =>
  ramp === 'sequential' ? interpolateViridis(t) : diverging[theme](t);

/** A ramp as pixels, in the byte order of `ImageData`. */
export function colourTable(ramp: Ramp, theme: Theme): Uint32Array {
  const bytes = new Uint8ClampedArray(STEPS * 4);
  for (let step = 0; step < STEPS; step++) {
    bytes.set([...channelsOf(colourAt(ramp, theme, step / (STEPS - 1))), 255], step * 4);
  }
  return new Uint32Array(bytes.buffer);
}

function channelsOf(colour: string): number[] {
  if (!colour.startsWith('#')) return colour.match(/\d+/g)!.map(Number);
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}

/** Paints one channel into `target`, a picture `stride` pixels wide, with its first pixel at `offset`. */
export function paintChannel(
  { height, width, channels, data }: Maps,
  channel: number,
  { min, max }: ColourScale,
  table: Uint32Array,
  target: Uint32Array,
  offset: number,
  stride: number,
): void {
  const factor = STEPS / (max - min);
  for (let row = 0; row < height; row++) {
    let source = row * width * channels + channel;
    let pixel = offset + row * stride;
    for (let column = 0; column < width; column++, source += channels) {
      const step = ((data[source]! - min) * factor) | 0;
      target[pixel++] = table[step < 0 ? 0 : step < STEPS ? step : STEPS - 1]!;
    }
  }
}
