/** Colours mixed in Oklab, as CSS's `color-mix` does it, where there is no CSS. */

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** Ottosson, “A perceptual color space for image processing” (2020). */
const TO_CONES: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const FROM_CONES: Matrix = [
  [4.0767416621, -3.3077115913, 0.2309699292],
  [-1.2684380046, 2.6097574011, -0.3413193965],
  [-0.0041960863, -0.7034186147, 1.707614701],
];

const map = <From, To>([a, b, c]: readonly [From, From, From], change: (value: From) => To): readonly [To, To, To] => [
  change(a),
  change(b),
  change(c),
];

const times = (matrix: Matrix, [x, y, z]: Triple): Triple => map(matrix, ([a, b, c]) => a * x + b * y + c * z);

const linear = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const gamma = (value: number): number => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055);

/** Red, green and blue, 0 to 255, of `#1d5fa8` or `rgb(29, 95, 168)`. */
function parse(colour: string): Triple {
  const parts = colour.startsWith('#')
    ? (colour.slice(1).match(colour.length < 6 ? /./g : /../g) ?? []).map((part) =>
        parseInt(part.repeat(3 - part.length), 16),
      )
    : (colour.match(/[\d.]+/g) ?? []).map(Number);
  const [red = NaN, green = NaN, blue = NaN] = parts;
  if (Number.isNaN(red + green + blue)) throw new RangeError(`colour: expected #rrggbb or rgb(…), got ${colour}`);
  return [red, green, blue];
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
  const rootsOf = (of: string): Triple => {
    const light = map(parse(of), (part) => linear(part / 255));
    return map(times(TO_CONES, light), Math.cbrt);
  };
  const [[a0, a1, a2], [b0, b1, b2]] = [rootsOf(colour), rootsOf(other)];
  const mixed = map(
    [
      [a0, b0],
      [a1, b1],
      [a2, b2],
    ] as const,
    ([a, b]) => ((a * share + b * (100 - share)) / 100) ** 3,
  );
  return format(map(times(FROM_CONES, mixed), (part) => 255 * gamma(part)));
}
