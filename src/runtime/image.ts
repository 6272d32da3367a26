/** An image → the numbers that the network was trained on: shorter side to the resolution, centre crop, normalised. */
import type { Shape } from '../core/index.js';
import { EngineError } from './engine-error.js';
import type { SentImage } from './protocol.js';
import { coverOf, resample, type Region } from './resample.js';
import type { Preprocessing, TensorImage } from './types.js';

/** More pixels a side than this are first made fewer by the browser; below, every pixel counts. */
const FINEST = 2048;
const SMALLEST = 4;
const LARGEST = 16_384;

/** `[height, width, 3]` as `inputShape` says, in rows of pixels. */
export async function inputOf(
  image: SentImage,
  inputShape: Shape,
  preprocessing: Preprocessing,
): Promise<Float32Array> {
  const values =
    image.kind === 'tensor'
      ? tensorValues(image.tensor, inputShape)
      : await pictureValues(image, inputShape, preprocessing);
  checkFinite(values, inputShape);
  return values;
}

async function pictureValues(
  image: Exclude<SentImage, { kind: 'tensor' }>,
  inputShape: Shape,
  preprocessing: Preprocessing,
): Promise<Float32Array> {
  const [height, width, channels] = inputShape;
  if (channels !== 3 && channels !== 1)
    throw new EngineError('image-size', `image: expected a network for 3 channels or 1, got one for ${channels}`);
  const pixels = await croppedPixels(image, inputShape);
  const values = normalise(resample(pixels.image, pixels.region, height, width), preprocessing);
  return channels === 1 ? lightness(values) : values;
}

/** A copy in float32: the caller may go on writing into the original. */
function tensorValues({ data, shape }: TensorImage, inputShape: Shape): Float32Array {
  const expected = inputShape.join('×');
  if (shape.join('×') !== expected)
    throw new EngineError('image-size', `image: expected ${expected}, got ${shape.join('×')}`);
  const size = inputShape.reduce((product, axis) => product * axis, 1);
  if (data.length !== size) throw new EngineError('image-size', `image: expected ${size} values, got ${data.length}`);
  return new Float32Array(data);
}

/** One value that is no number makes all that see it none, and a maximum after them hides which it was. */
function checkFinite(values: Float32Array, [, width, channels]: Shape): void {
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return;
  const pixel = Math.floor(wrong / channels);
  const place = `y ${Math.floor(pixel / width)}, x ${pixel % width}, channel ${wrong % channels}`;
  throw new EngineError('image-value', `image: expected finite numbers, got ${values[wrong]} at ${place}`);
}

interface Pixels {
  readonly image: ImageData;
  /** What of it the network sees. */
  readonly region: Region;
}

async function croppedPixels(image: Exclude<SentImage, { kind: 'tensor' }>, [height, width]: Shape): Promise<Pixels> {
  if (image.kind === 'pixels') {
    checkSize(image.pixels);
    return { image: image.pixels, region: coverOf(image.pixels, height, width) };
  }
  const bitmap = image.kind === 'blob' ? await decode(image.blob) : image.bitmap;
  try {
    checkSize(bitmap);
    return draw(bitmap, coverOf(bitmap, height, width));
  } finally {
    bitmap.close();
  }
}

/** Too little to see, or more than browsers draw: either way what came is hardly what was meant. */
function checkSize({ width, height }: { readonly width: number; readonly height: number }): void {
  if (Math.min(width, height) >= SMALLEST && Math.max(width, height) <= LARGEST) return;
  const expected = `${SMALLEST} to ${LARGEST} pixels a side`;
  throw new EngineError('image-size', `image: expected ${expected}, got ${width}×${height}`);
}

/** Only what the network sees is drawn, and never more than `FINEST` pixels a side: 20,000 pixels need no gigabytes. */
function draw(bitmap: ImageBitmap, region: Region): Pixels {
  const { left, top, width, height } = region;
  const [x, y] = [Math.floor(left), Math.floor(top)];
  const [w, h] = [Math.ceil(left + width) - x, Math.ceil(top + height) - y];
  const [columns, rows] = [Math.min(w, FINEST), Math.min(h, FINEST)];
  const canvas = new OffscreenCanvas(columns, rows).getContext('2d', { willReadFrequently: true });
  if (!canvas) throw new EngineError('image-undecodable', 'image: the browser has no canvas to draw it on');
  canvas.fillStyle = '#fff'; // behind transparent pixels
  canvas.fillRect(0, 0, columns, rows);
  canvas.imageSmoothingQuality = 'high';
  canvas.drawImage(bitmap, x, y, w, h, 0, 0, columns, rows);
  const [sx, sy] = [columns / w, rows / h];
  return {
    image: canvas.getImageData(0, 0, columns, rows),
    region: { left: (left - x) * sx, top: (top - y) * sy, width: width * sx, height: height * sy },
  };
}

/** Throws `EngineError` where the browser cannot. The caller closes the bitmap. */
export async function decode(blob: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(blob);
  } catch {
    throw new EngineError('image-undecodable', `could not be decoded as an image: ${await describe(blob)}`);
  }
}

/** The name, and what the file is rather than what its name promises. */
async function describe(blob: Blob): Promise<string> {
  const name = blob instanceof File && blob.name ? blob.name : 'a file without a name';
  const start = new Uint8Array(await blob.slice(0, 256).arrayBuffer());
  const isText = start.length > 0 && start.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13));
  const kind = isText ? 'text/plain' : blob.type || 'of unknown type';
  return `${name} (${kind}, ${blob.size} bytes)`;
}

function normalise(pixels: Uint8ClampedArray, { mean, std }: Preprocessing): Float32Array {
  const input = new Float32Array(pixels.length);
  for (let i = 0; i < input.length; i++) input[i] = (pixels[i]! / 255 - mean[i % 3]!) / std[i % 3]!;
  return input;
}

/** Red, green and blue weighed as television does (ITU-R BT.601), and as Pillow and TensorFlow do. */
function lightness(values: Float32Array): Float32Array {
  const grey = new Float32Array(values.length / 3);
  for (let i = 0; i < grey.length; i++)
    grey[i] = 0.299 * values[3 * i]! + 0.587 * values[3 * i + 1]! + 0.114 * values[3 * i + 2]!;
  return grey;
}
