import { describe, expect, it } from 'vitest';
import { SHADES, washLooks } from '../../src/figures/shades.js';
import { colourOf, type Theme, type Token } from '../../src/figures/tokens.js';

type Rgb = readonly [number, number, number];

const linear = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const rgbOf = (hex: string): Rgb => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255) as never as Rgb;
const times = (matrix: readonly Rgb[], [r, g, b]: Rgb): Rgb =>
  matrix.map((row) => row[0] * r + row[1] * g + row[2] * b) as never as Rgb;

/** What full deficiencies leave of linear RGB (Machado, Oliveira and Fernandes 2009, severity 1.0). */
const VISIONS: Readonly<Record<string, readonly Rgb[]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Oklab (Ottosson 2020). */
function oklab(colour: Rgb): Rgb {
  const lms = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    colour,
  ).map((value) => Math.cbrt(Math.max(0, value))) as never as Rgb;
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    lms,
  );
}

const distance = (a: Rgb, b: Rgb, vision: readonly Rgb[]): number => {
  const [one, other] = [a, b].map((colour) => oklab(times(vision, colour.map(linear) as never as Rgb))) as [Rgb, Rgb];
  return 100 * Math.hypot(...one.map((value, at) => value - other[at]!));
};

/** A colour seen through a share of another. */
const over = (top: Rgb, ground: Rgb, share: number): Rgb =>
  top.map((value, at) => share * value + (1 - share) * ground[at]!) as never as Rgb;

describe('the grounds of one’s own figures', () => {
  for (const theme of ['light', 'dark'] as const satisfies readonly Theme[]) {
    const token = (name: Token): Rgb => rgbOf(colourOf(name, theme));
    const wash = token(washLooks['.wash']!.fill as Token);
    const shades = Array.from({ length: SHADES }, (_, at) =>
      over(wash, token('paper'), washLooks[`.shade-${at}`]!['fill-opacity'] as number),
    );

    for (const [name, vision] of Object.entries(VISIONS)) {
      it(`are told from what is chosen, ${theme}, ${name}`, () => {
        for (const chosen of ['accent', 'accent-soft'] as const)
          for (const shade of shades.slice(1)) expect(distance(shade, token(chosen), vision)).to.be.above(3.5);
      });

      it(`differ from step to step, always further from the paper, ${theme}, ${name}`, () => {
        const far = shades.map((shade) => distance(shade, token('paper'), vision));
        for (const [at, shade] of shades.entries())
          if (at) {
            expect(distance(shade, shades[at - 1]!, vision)).to.be.above(1.5);
            expect(far[at]).to.be.above(far[at - 1]!);
          }
      });
    }
  }
});
