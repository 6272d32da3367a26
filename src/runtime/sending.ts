/** What the page sends, prepared for `postMessage`, also repeatedly. */
import { excerpt, type Network, type NetworkNode } from '../core/index.js';
import { A_SEED, isSeed } from '../core/seed.js';
import { plainFiles } from '../formats/weights/plain-files.js';
import { EngineError, fileErrorAsEngines } from './engine-error.js';
import type { SentImage, SentWeights } from './protocol.js';
import type { ImageSource, Progress, ReadFile, WeightsSource } from './types.js';

/** Formulas stay behind: the engine counts nothing. */
export const sendNetwork = (network: Network): Network => ({
  ...network,
  nodes: network.nodes.map(({ symbols: _, ...node }) => node as NetworkNode),
  groups: network.groups.map(({ bindings: _, ...group }) => group),
});

type ReportProgress = (progress: Progress) => void;

/** Gives the weights to send, as often as need be: as they were when this was called, whatever the caller does meanwhile. */
export function keepWeights(weights: WeightsSource, onProgress: ReportProgress = () => {}): () => Promise<SentWeights> {
  if ('read' in weights) return async () => ({ files: [await weights.read(onProgress)] });
  const sent = structuredClone(sentWeights(weights));
  if (!('files' in sent)) return async () => sent;
  const plain = plainFiles(sent.files).catch(fileErrorAsEngines);
  plain.catch(() => {}); // it is reported where it is sent
  return async () => ({ files: (await plain).files });
}

/** Buffers become blobs: those cross by reference, and are still there when a worker has to be replaced. */
function sentWeights(weights: Exclude<WeightsSource, { readonly read: ReadFile }>): SentWeights {
  if ('seed' in weights) return { seed: checkedSeed(weights.seed) };
  if ('url' in weights) return { url: absolute(weights.url), init: weights.init };
  const { data } = weights;
  if (data instanceof ArrayBuffer) return { files: [new Blob([data])] };
  return { files: data instanceof Blob ? [data] : data };
}

function checkedSeed(seed: number): number {
  if (isSeed(seed)) return seed;
  throw new EngineError('weights-seed', `weights: expected as seed ${A_SEED}, got ${excerpt(seed)}`);
}

const absolute = (url: string | URL): string => new URL(url, document.baseURI).href;

const numbers = new WeakMap<object, number>();
let nextNumber = 1;

function numberOf(object: object): number {
  const number = numbers.get(object) ?? nextNumber++;
  numbers.set(object, number);
  return number;
}

/** Of what a buffer holds at this moment, in 64 bits: its owner may write into it. */
function hashOf(buffer: ArrayBuffer): string {
  const { byteLength } = buffer;
  let [a, b] = [byteLength, 0x9e3779b9];
  const add = (value: number): void => {
    a = Math.imul(a ^ value, 0x85ebca6b);
    b = Math.imul(b ^ value, 0xc2b2ae35);
    [a, b] = [a ^ (b >>> 15), b ^ (a >>> 13)];
  };
  for (const word of new Uint32Array(buffer, 0, byteLength >> 2)) add(word);
  for (const byte of new Uint8Array(buffer, byteLength & ~3)) add(byte);
  return [byteLength, a >>> 0, b >>> 0].join('-');
}

/** Equal for the same weights: the same seed, address, key, files, or buffers of the same bytes. */
export function weightsKey(weights: WeightsSource): string {
  if ('seed' in weights) return `seed:${weights.seed}`;
  if ('url' in weights) return `url:${absolute(weights.url)}`;
  if ('read' in weights) return `read:${weights.key}`;
  const { data } = weights;
  if (data instanceof ArrayBuffer) return `bytes:${hashOf(data)}`;
  const parts = data instanceof Blob ? [data] : data;
  return `data:${parts.map(numberOf).join()}`;
}

/** An image as it is now, to be sent as often as need be: its owner may write into it, show another in it or close it. */
export class KeptImage {
  private readonly copy: Promise<SentImage>;

  constructor(image: ImageSource) {
    this.copy = copied(image);
    this.copy.catch(() => {}); // it is reported where it is sent
  }

  async send(): Promise<{ readonly sent: SentImage; readonly transfer: readonly Transferable[] }> {
    const sent = await this.copy;
    if (sent.kind !== 'bitmap') return { sent, transfer: [] };
    const bitmap = await createImageBitmap(sent.bitmap); // to give away
    return { sent: { kind: 'bitmap', bitmap }, transfer: [bitmap] };
  }

  /** It will not be sent again. */
  release(): void {
    this.copy.then(
      (sent) => sent.kind === 'bitmap' && sent.bitmap.close(),
      () => {},
    );
  }
}

async function copied(image: ImageSource): Promise<SentImage> {
  if (image instanceof Blob) return { kind: 'blob', blob: image };
  if (image instanceof ImageData) return { kind: 'pixels', pixels: structuredClone(image) };
  if ('shape' in image) return { kind: 'tensor', tensor: { data: image.data.slice(), shape: [...image.shape] } };
  return { kind: 'bitmap', bitmap: await copyOf(image) };
}

/** Decoded off the main thread. */
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
  if (image instanceof HTMLImageElement && !image.complete) await untilLoaded(image);
  return createImageBitmap(image); // at once where it is complete: later it may show another
}

/** Not `decode()`: that waits for a frame, and a page in the background draws none. */
async function untilLoaded(image: HTMLImageElement): Promise<void> {
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
