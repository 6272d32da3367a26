/** An image → the numbers that the network was trained on: fitted to its input, resized, normalised. */
import type { Fit } from '../core/fit.js';
import { fittingOf, type Fitting, type Region } from '../core/fitting.js';
import type { Shape } from '../core/index.js';
import { EngineError } from './engine-error.js';
import type { SentImage } from './protocol.js';
import { resample } from './resample.js';
import type { Preprocessing, TensorImage } from './types.js';

/** More pixels a side than this are first made fewer by the browser; below, every pixel counts. */
const FINEST = 2048;
const SMALLEST = 4;
const LARGEST = 16_384;

/** `[height, width, 3]` as `inputShape` says, in rows of pixels. What a letterbox fills is 0: the mean of the training. */
export async function inputOf(
  image: SentImage,
  inputShape: Shape,
  preprocessing: Preprocessing,
  fit: Fit = 'crop',
): Promise<Float32Array> {
  const values =
    image.kind === 'tensor'
      ? tensorValues(image.tensor, inputShape)
      : await pictureValues(image, inputShape, preprocessing, fit);
  checkFinite(values, inputShape);
  return values;
}

async function pictureValues(
  image: Exclude<SentImage, { kind: 'tensor' }>,
  inputShape: Shape,
  preprocessing: Preprocessing,
  fit: Fit,
): Promise<Float32Array> {
  const [height, width, channels] = inputShape;
  if (channels !== 3 && channels !== 1)
    throw new EngineError('image-size', `image: expected a network for 3 channels or 1, got one for ${channels}`);
  const { pixels, region, place } = await fittedPixels(image, { width, height }, fit);
  const order = channels === 1 ? 'rgb' : preprocessing.order; // of a grey picture there is none
  const seen = normalise(resample(pixels, region, place.height, place.width), { ...preprocessing, order });
  const values = placed(seen, place, { width, height });
  return channels === 1 ? lightness(values) : values;
}

/** What is seen at its place in the input, with nothing around it. */
function placed(seen: Float32Array, place: Region, { width, height }: Size): Float32Array {
  if (place.width === width && place.height === height) return seen;
  const values = new Float32Array(height * width * 3);
  const line = place.width * 3;
  for (let row = 0; row < place.height; row++)
    values.set(seen.subarray(row * line, (row + 1) * line), ((place.top + row) * width + place.left) * 3);
  return values;
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

interface Size {
  readonly width: number;
  readonly height: number;
}

interface FittedPixels extends Fitting {
  readonly pixels: ImageData;
}

async function fittedPixels(
  image: Exclude<SentImage, { kind: 'tensor' }>,
  input: Size,
  fit: Fit,
): Promise<FittedPixels> {
  if (image.kind === 'pixels') {
    checkSize(image.pixels);
    return { pixels: image.pixels, ...fittingOf(fit, image.pixels, input) };
  }
  const bitmap = image.kind === 'blob' ? await decode(image.blob) : image.bitmap;
  try {
    checkSize(bitmap);
    const { region, place } = fittingOf(fit, bitmap, input);
    return { ...draw(bitmap, region), place };
  } finally {
    bitmap.close();
  }
}

/** Too little to see, or more than browsers draw: either way what came is hardly what was meant. */
function checkSize({ width, height }: Size): void {
  if (Math.min(width, height) >= SMALLEST && Math.max(width, height) <= LARGEST) return;
  const expected = `${SMALLEST} to ${LARGEST} pixels a side`;
  throw new EngineError('image-size', `image: expected ${expected}, got ${width}×${height}`);
}

/** Only what the network sees is drawn, and never more than `FINEST` pixels a side: 20,000 pixels need no gigabytes. */
function draw(bitmap: ImageBitmap, region: Region): Omit<FittedPixels, 'place'> {
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
    pixels: canvas.getImageData(0, 0, columns, rows),
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

function normalise(pixels: Uint8ClampedArray, { mean, std, order }: Preprocessing): Float32Array {
  const input = new Float32Array(pixels.length);
  for (let i = 0; i < input.length; i++) input[i] = (pixels[i]! / 255 - mean[i % 3]!) / std[i % 3]!;
  if (order === 'bgr') for (let i = 0; i < input.length; i += 3) [input[i], input[i + 2]] = [input[i + 2]!, input[i]!];
  return input;
}

/** Red, green and blue weighed as television does (ITU-R BT.601), and as Pillow and TensorFlow do. */
function lightness(values: Float32Array): Float32Array {
  const grey = new Float32Array(values.length / 3);
  for (let i = 0; i < grey.length; i++)
    grey[i] = 0.299 * values[3 * i]! + 0.587 * values[3 * i + 1]! + 0.114 * values[3 * i + 2]!;
  return grey;
}
