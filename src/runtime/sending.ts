/** What the page hands in, made ready to cross to a worker, more than once if need be. */
import { excerpt, type Network, type NetworkNode } from '../core/index.js';
import { A_SEED, isSeed } from '../core/seed.js';
import { EngineError } from './engine-error.js';
import type { SentImage, SentWeights } from './protocol.js';
import type { ImageSource, WeightsSource } from './types.js';

/** Formulas stay behind: the engine counts nothing. */
export const sendNetwork = (network: Network): Network => ({
  ...network,
  nodes: network.nodes.map(({ symbols: _, ...node }) => node as NetworkNode),
  groups: network.groups.map(({ bindings: _, ...group }) => group),
});

/** Buffers become blobs: those cross by reference, and are still there when a worker has to be replaced. */
export function sendWeights(weights: WeightsSource): SentWeights {
  if ('seed' in weights) return { seed: checkedSeed(weights.seed) };
  if ('url' in weights) return { url: absolute(weights.url), init: weights.init };
  const { data } = weights;
  if (data instanceof ArrayBuffer) return { files: [blobOf(data)] };
  return { files: data instanceof Blob ? [data] : data };
}

function checkedSeed(seed: number): number {
  if (isSeed(seed)) return seed;
  throw new EngineError('weights-seed', `weights: expected as seed ${A_SEED}, got ${excerpt(seed)}`);
}

const absolute = (url: string | URL): string => new URL(url, document.baseURI).href;

const blobs = new WeakMap<ArrayBuffer, Blob>();

function blobOf(buffer: ArrayBuffer): Blob {
  const blob = blobs.get(buffer) ?? new Blob([buffer]);
  blobs.set(buffer, blob);
  return blob;
}

const numbers = new WeakMap<object, number>();
let nextNumber = 1;

function numberOf(object: object): number {
  const number = numbers.get(object) ?? nextNumber++;
  numbers.set(object, number);
  return number;
}

/** Equal for the same weights: the same seed, address, buffer or files. */
export function weightsKey(weights: WeightsSource): string {
  if ('seed' in weights) return `seed:${weights.seed}`;
  if ('url' in weights) return `url:${absolute(weights.url)}`;
  const { data } = weights;
  const parts = data instanceof ArrayBuffer || data instanceof Blob ? [data] : data;
  return `data:${parts.map(numberOf).join()}`;
}

export async function sendImage(image: ImageSource): Promise<{ sent: SentImage; transfer: readonly Transferable[] }> {
  if (image instanceof Blob) return { sent: { kind: 'blob', blob: image }, transfer: [] };
  if (image instanceof ImageData) return { sent: { kind: 'pixels', pixels: image }, transfer: [] };
  if ('shape' in image) return { sent: { kind: 'tensor', tensor: image }, transfer: [] };
  const bitmap = await copyOf(image);
  return { sent: { kind: 'bitmap', bitmap }, transfer: [bitmap] };
}

/** Decoded off the main thread, and ours to give away. */
async function copyOf(image: ImageBitmap | HTMLImageElement): Promise<ImageBitmap> {
  const name =
    image instanceof HTMLImageElement
      ? image.currentSrc.slice(0, 200) || 'an <img> without a source'
      : 'an ImageBitmap';
  const bitmap = await decode(image).catch(() => {
    throw new EngineError('image-undecodable', `could not be decoded as an image: ${name}`);
  });
  if (isReadable(bitmap)) return bitmap;
  bitmap.close();
  throw new EngineError(
    'image-undecodable',
    `expected an image of this page's origin, or one served with CORS and crossorigin; got ${name}`,
  );
}

async function decode(image: ImageBitmap | HTMLImageElement): Promise<ImageBitmap> {
  if (image instanceof HTMLImageElement) await untilLoaded(image);
  return createImageBitmap(image);
}

/** Not `decode()`: that waits for a frame, and a page in the background draws none. */
async function untilLoaded(image: HTMLImageElement): Promise<void> {
  if (image.complete) return;
  await new Promise((resolve, reject) => {
    image.addEventListener('load', resolve, { once: true });
    image.addEventListener('error', reject, { once: true });
  });
}

/** Pixels of another origin can be shown but not read, and a bitmap of them does not cross to a worker. */
function isReadable(bitmap: ImageBitmap): boolean {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d');
  canvas?.drawImage(bitmap, 0, 0);
  try {
    canvas?.getImageData(0, 0, 1, 1);
    return true;
  } catch {
    return false;
  }
}
