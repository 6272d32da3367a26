/** Images → the batches of training, in a new order each epoch, cut and mirrored at random; and the held-out ones as they are. */
import type { Preprocessing } from '../runtime/types.js';
import { shuffled, streamOf, type Random } from './random.js';
import type { TrainingData } from './types.js';

/** `(count, side, side, 3)` normalised values and `(count, classes)` ones and zeros. */
export interface Batch {
  readonly count: number;
  readonly images: Float32Array;
  readonly labels: Float32Array;
}

/** Which images are held out: drawn once for a seed. */
export function split(count: number, tested: number, seed: number) {
  const order = shuffled(count, streamOf(seed, 'split'));
  return { test: order.subarray(0, tested), train: order.subarray(tested) };
}

/** How far the cut may be from the centre: an eighth of the side, as our checkpoints were trained (4 of 32). */
const marginOf = (side: number): number => Math.floor(side / 8);

/** How one image is looked at. */
interface View {
  readonly down: number;
  readonly right: number;
  readonly isMirrored: boolean;
}

const asItIs: View = { down: 0, right: 0, isMirrored: false };

/** Batches without end, epoch after epoch; images at an epoch's end that fill no batch are left out of it. */
export function* trainingBatches(
  data: TrainingData,
  indices: Uint32Array,
  { batch, seed, preprocessing }: { batch: number; seed: number; preprocessing: Preprocessing },
): Generator<Batch, never> {
  const [ordering, looking] = [streamOf(seed, 'order'), streamOf(seed, 'augmentation')];
  const size = Math.min(batch, indices.length);
  for (;;) {
    const order = shuffled(indices.length, ordering).map((place) => indices[place]!);
    for (let first = 0; first + size <= order.length; first += size)
      yield batchOf(data, order.subarray(first, first + size), preprocessing, () => randomView(data.side, looking));
  }
}

/** Every image once, as it is. */
export function* testBatches(
  data: TrainingData,
  indices: Uint32Array,
  { batch, preprocessing }: { batch: number; preprocessing: Preprocessing },
): Generator<Batch> {
  for (let first = 0; first < indices.length; first += batch)
    yield batchOf(data, indices.subarray(first, first + batch), preprocessing, () => asItIs);
}

function randomView(side: number, next: Random): View {
  const margin = marginOf(side);
  const shift = (): number => Math.floor(next() * (2 * margin + 1)) - margin;
  return { down: shift(), right: shift(), isMirrored: next() < 0.5 };
}

function batchOf(data: TrainingData, indices: Uint32Array, preprocessing: Preprocessing, look: () => View): Batch {
  const { side, classes } = data;
  const images = new Float32Array(indices.length * side * side * 3);
  const labels = new Float32Array(indices.length * classes.length);
  for (const [place, index] of indices.entries()) {
    copyView(data, index, look(), preprocessing, images.subarray(place * side * side * 3));
    labels[place * classes.length + data.labels[index]!] = 1;
  }
  return { count: indices.length, images, labels };
}

/** The image seen through a window that may reach over its edge, where it is continued as in a mirror. */
function copyView(
  { images, side }: TrainingData,
  index: number,
  { down, right, isMirrored }: View,
  { mean, std }: Preprocessing,
  to: Float32Array,
): void {
  const first = index * side * side;
  let at = 0;
  for (let y = 0; y < side; y++) {
    const row = first + reflect(y + down, side) * side;
    for (let x = 0; x < side; x++) {
      const pixel = 3 * (row + reflect((isMirrored ? side - 1 - x : x) + right, side));
      for (let c = 0; c < 3; c++, at++) to[at] = (images[pixel + c]! / 255 - mean[c]!) / std[c]!;
    }
  }
}

/** The pixel at the edge is the mirror: it is not repeated. */
const reflect = (i: number, size: number): number => {
  const inside = Math.abs(i);
  return inside < size ? inside : 2 * size - 2 - inside;
};
