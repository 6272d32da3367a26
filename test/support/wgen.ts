/** wgen-1: weights and images by formula, the same in every language. test/golden/README.md explains it. */
import type { TensorImage } from '../../src/runtime/types.js';

export const fnv = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
};

export function hash32(seed: number, index: number): number {
  let x = (seed + Math.imul(index + 1, 0x9e3779b9)) | 0;
  x ^= x >>> 16;
  x = Math.imul(x, 0x85ebca6b);
  x ^= x >>> 13;
  x = Math.imul(x, 0xc2b2ae35);
  x ^= x >>> 16;
  return x >>> 0;
}

export interface FormulaTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly lo: number;
  readonly hi: number;
}

export function formulaValues(key: string, { name, shape, lo, hi }: FormulaTensor): Float32Array {
  const seed = fnv(`${key}/${name}`);
  const size = shape.reduce((product, axis) => product * axis, 1);
  return Float32Array.from({ length: size }, (_, i) => lo + (hi - lo) * ((hash32(seed, i) >>> 8) / 16777216));
}

export interface FormulaImage {
  readonly image_key: string;
  readonly height: number;
  readonly width: number;
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** The picture itself, before normalising. */
export function formulaPixels(image: FormulaImage): ImageData {
  return new ImageData(formulaBytes(image), image.width, image.height);
}

/** Its pixels, red, green, blue and opacity; also where there is no DOM. */
function formulaBytes({ image_key: key, height: h, width: w }: FormulaImage): Uint8ClampedArray<ArrayBuffer> {
  const bytes = new Uint8ClampedArray(w * h * 4);
  const noise = fnv(key);
  const [cx, cy, r] = [(3 * w) >> 3, (5 * h) >> 3, Math.min(w, h) >> 2];
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const inside = (x - cx) ** 2 + (y - cy) ** 2 < r * r;
      const rgb = [
        (5 * x + 3 * y + ((x * y) >> 4)) & 255,
        inside ? 255 : (255 - 4 * x + 2 * y) & 255,
        (((x >> 3) ^ (y >> 3)) & 1) * 96 + (hash32(noise, y * w + x) >>> 25),
      ];
      bytes.set([...rgb, 255], (y * w + x) * 4);
    }
  }
  return bytes;
}

export function formulaInput(image: FormulaImage): TensorImage {
  const data = formulaBytes(image);
  const { height, width, mean, std } = image;
  const values = new Float32Array(height * width * 3);
  for (let i = 0; i < values.length; i++) {
    const [pixel, c] = [Math.floor(i / 3), i % 3];
    values[i] = (data[pixel * 4 + c]! / 255 - mean[c]!) / std[c]!;
  }
  return { data: values, shape: [height, width, 3] };
}
