/** Many small views of a few drawings: enough to see a network learn, not to learn what things look like. */
import { EngineError } from '../runtime/engine-error.js';
import { decode } from '../runtime/image.js';
import { coverOf } from '../core/fitting.js';
import { resample } from '../runtime/resample.js';
import { streamOf, type Random } from './random.js';
import type { Drawing, TrainingData, ViewOptions } from './types.js';

/** Views are drawn finer, then made small as the engine makes its images small. */
const FINER = 4;
/** Radians to either side. */
const TURN = 0.17;
/** A turned square covers an upright one from this zoom on. */
const LEAST_ZOOM = Math.cos(TURN) + Math.sin(TURN);
const LARGEST_ZOOM = 1.6;
const BRIGHTNESS = 0.2;

/** Where a view lies in its drawing; sizes in parts of the view's side. */
interface Placement {
  readonly zoom: number;
  readonly turn: number;
  readonly right: number;
  readonly down: number;
  readonly isMirrored: boolean;
  readonly brightness: number;
}

/** Throws `EngineError` where there are no drawings, one is of no known class, or one cannot be decoded. */
export async function cutViews(drawings: readonly Drawing[], options: ViewOptions): Promise<TrainingData> {
  const { seed, count, side, classes } = options;
  check(drawings, options);
  const next = streamOf(seed, 'views');
  const canvas = new OffscreenCanvas(side * FINER, side * FINER).getContext('2d', { willReadFrequently: true });
  if (!canvas) throw new EngineError('image-undecodable', 'views: the browser has no canvas to draw them on');
  const bitmaps = await Promise.all(drawings.map(({ image }) => (image instanceof Blob ? decode(image) : image)));
  const images = new Uint8Array(count * side * side * 3);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const { class: name } = drawings[i % drawings.length]!;
    labels[i] = classes.indexOf(name);
    images.set(viewOf(canvas, bitmaps[i % bitmaps.length]!, side, randomPlacement(next)), i * side * side * 3);
  }
  for (const [i, { image }] of drawings.entries()) if (image instanceof Blob) bitmaps[i]!.close();
  return { images, labels, side, classes, source: `${count} views of ${drawings.length} drawings` };
}

function check(drawings: readonly Drawing[], { count, side, classes }: ViewOptions): void {
  const unknown = drawings.find((drawing) => !classes.includes(drawing.class));
  if (!drawings.length) throw refusal('drawings: expected at least one, got none');
  if (unknown) throw refusal(`class: expected one of ${classes.join(', ')}; got ${unknown.class}`);
  if (classes.length > 256) throw refusal(`classes: expected at most 256, got ${classes.length}`);
  if (!Number.isInteger(count) || count < 1)
    throw refusal(`count: expected a whole number of at least 1, got ${count}`);
  if (!Number.isInteger(side) || side < 1 || side > 512)
    throw refusal(`side: expected a whole number from 1 to 512, got ${side}`);
}

const refusal = (message: string): EngineError => new EngineError('training-data', message);

function randomPlacement(next: Random): Placement {
  const around = (reach: number): number => (2 * next() - 1) * reach;
  const zoom = LEAST_ZOOM + next() * (LARGEST_ZOOM - LEAST_ZOOM);
  const turn = around(TURN);
  const slack = (zoom - Math.cos(turn) - Math.abs(Math.sin(turn))) / 2; // so far it may move and still cover the view
  return {
    zoom,
    turn,
    right: around(slack),
    down: around(slack),
    isMirrored: next() < 0.5,
    brightness: 1 + around(BRIGHTNESS),
  };
}

function viewOf(
  canvas: OffscreenCanvasRenderingContext2D,
  bitmap: ImageBitmap,
  side: number,
  { zoom, turn, right, down, isMirrored, brightness }: Placement,
): Uint8ClampedArray {
  const size = side * FINER;
  const scale = (size * zoom) / Math.min(bitmap.width, bitmap.height);
  canvas.resetTransform();
  canvas.fillStyle = '#fff'; // behind transparent pixels
  canvas.fillRect(0, 0, size, size);
  canvas.imageSmoothingQuality = 'high';
  canvas.translate(size / 2, size / 2);
  canvas.rotate(turn);
  canvas.translate(right * size, down * size);
  canvas.scale(isMirrored ? -scale : scale, scale);
  canvas.drawImage(bitmap, -bitmap.width / 2, -bitmap.height / 2);
  const fine = canvas.getImageData(0, 0, size, size);
  return resample(fine, coverOf(fine, side, side), side, side).map((value) => value * brightness);
}
