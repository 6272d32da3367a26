/**
 * Bilinear resizing with antialiasing, as PIL and torchvision do it: a triangle that grows with the reduction, rows and
 * columns one after the other, each rounded to whole numbers. Canvas scaling differs from browser to browser; this does not.
 */
import type { Region } from '../core/fitting.js';

/** The region as `height`×`width` pixels of three channels. */
export function resample(
  { data, width: imageWidth, height: imageHeight }: ImageData,
  region: Region,
  height: number,
  width: number,
): Uint8ClampedArray {
  const columns = weigh(region.left, region.width, width, imageWidth);
  const rows = weigh(region.top, region.height, height, imageHeight);
  const first = rows[0]!.first;
  const last = rows.reduce((end, { first: start, weights }) => Math.max(end, start + weights.length), 0);
  const narrow = new Uint8ClampedArray((last - first) * width * 3);
  for (let y = first; y < last; y++) {
    for (let x = 0; x < width; x++) {
      const { first: from, weights } = columns[x]!;
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let i = 0; i < weights.length; i++) sum += weights[i]! * data[(y * imageWidth + from + i) * 4 + c]!;
        narrow[((y - first) * width + x) * 3 + c] = rounded(sum);
      }
    }
  }
  return combineRows(narrow, first, rows, width);
}

function combineRows(
  narrow: Uint8ClampedArray,
  first: number,
  rows: readonly Share[],
  width: number,
): Uint8ClampedArray {
  const line = width * 3;
  const small = new Uint8ClampedArray(rows.length * line);
  for (const [y, { first: from, weights }] of rows.entries()) {
    for (let x = 0; x < line; x++) {
      let sum = 0;
      for (let i = 0; i < weights.length; i++) sum += weights[i]! * narrow[(from - first + i) * line + x]!;
      small[y * line + x] = rounded(sum);
    }
  }
  return small;
}

/** PIL's fixed point: weights are whole numbers of this many to one, and so are the sums. */
const ONE = 2 ** 22;

const rounded = (sum: number): number => Math.floor((sum + ONE / 2) / ONE);

/** Which source pixels one target pixel takes, and how much of each, in parts of `ONE`. */
interface Share {
  readonly first: number;
  readonly weights: readonly number[];
}

function weigh(start: number, length: number, count: number, limit: number): readonly Share[] {
  const scale = length / count;
  const reach = Math.max(scale, 1);
  return Array.from({ length: count }, (_, i) => {
    const centre = start + (i + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - reach + 0.5));
    const end = Math.min(limit, Math.trunc(centre + reach + 0.5));
    const raw = Array.from({ length: Math.max(1, end - first) }, (__, j) =>
      Math.max(0, 1 - Math.abs((first + j + 0.5 - centre) / reach)),
    );
    const sum = raw.reduce((a, b) => a + b, 0) || 1;
    return { first: Math.min(first, limit - 1), weights: raw.map((weight) => Math.floor((weight / sum) * ONE + 0.5)) };
  });
}
