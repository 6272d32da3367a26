/** Colours mixed in Oklab, as CSS's `color-mix` does it, where there is no CSS. */

type Triple = readonly [number, number, number];

/** Ottosson, “A perceptual color space for image processing” (2020). */
const TO_CONES: readonly Triple[] = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const FROM_CONES: readonly Triple[] = [
  [4.0767416621, -3.3077115913, 0.2309699292],
  [-1.2684380046, 2.6097574011, -0.3413193965],
  [-0.0041960863, -0.7034186147, 1.707614701],
];

const times = (matrix: readonly Triple[], [x, y, z]: Triple): Triple =>
  matrix.map(([a, b, c]) => a * x + b * y + c * z) as unknown as Triple;

const linear = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const gamma = (value: number): number => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055);

/** Red, green and blue, 0 to 255, of `#1d5fa8` or `rgb(29, 95, 168)`. */
function parse(colour: string): Triple {
  const parts = colour.startsWith('#')
    ? (colour.slice(1).match(colour.length < 6 ? /./g : /../g) ?? []).map((part) =>
        parseInt(part.repeat(3 - part.length), 16),
      )
    : (colour.match(/[\d.]+/g) ?? []).map(Number);
  if (parts.length < 3 || parts.some(Number.isNaN))
    throw new RangeError(`colour: expected #rrggbb or rgb(…), got ${colour}`);
  return parts as unknown as Triple;
}

const format = (parts: Triple): string =>
  `#${parts
    .map((part) =>
      Math.round(Math.min(255, Math.max(0, part)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;

/** `rgb(29, 95, 168)` as `#1d5fa8`, which every drawing program reads. */
export const hexOf = (colour: string): string => format(parse(colour));

/** `share` per cent of a colour, the rest of the other. The axes of Oklab are linear in the cones' cube roots, so those are mixed. */
export function mixColours(colour: string, share: number, other: string): string {
  const [a, b] = [colour, other].map((one) =>
    times(TO_CONES, parse(one).map((part) => linear(part / 255)) as unknown as Triple).map(Math.cbrt),
  ) as unknown as readonly [Triple, Triple];
  const cones = a.map((value, at) => ((value * share + b[at]! * (100 - share)) / 100) ** 3) as unknown as Triple;
  return format(times(FROM_CONES, cones).map((part) => 255 * gamma(part)) as unknown as Triple);
}
