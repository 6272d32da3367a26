/**
 * What comes with the package: trained weights and drawings. They are modules, since a module is the one kind of file that
 * every bundler finds and moves without being told.
 */
import { excerptName, type Options } from '../core/index.js';
import { bytesOfBase64 } from '../runtime/base64.js';
import type { Preprocessing, WeightsSource } from '../runtime/index.js';
import { lateChunk } from './chunks.js';
import { fetchable } from './addresses.js';
import { InputError } from './errors.js';
import { fetchFile } from './fetch-file.js';
import { isNamedSample } from './named-image.js';
import { joinParts, type FileInParts } from './parts.js';
import type { ImageChoice } from './state.js';

/** One set of trained weights that comes with the package; an entry of `weights/index.json`. */
export interface Checkpoint {
  readonly id: string;
  readonly title: string;
  readonly file: string;
  readonly bytes: number;
  readonly network: { readonly id: string; readonly options: Options };
  readonly classes: readonly string[];
  readonly preprocessing: Preprocessing & {
    readonly resolution: number;
    readonly crop: string;
    readonly interpolation: string;
  };
  readonly accuracy: {
    readonly top1: number;
    readonly images: number;
    readonly data: string;
    readonly runtime: string;
  };
  /** Better weights are wanted; the page says so. */
  readonly interim?: boolean;
}

/** One drawing that comes with the package. */
export interface Sample {
  readonly id: string;
  readonly title: string;
  readonly image: Blob;
}

/** An entry of `samples/index.json`. */
interface ListedSample {
  readonly id: string;
  readonly title: string;
  readonly file: string;
}

/** Fetches once, and again only after a failure. */
export function loadOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let pending: Promise<T> | undefined;
  return () => (pending ??= load().catch((error: unknown) => ((pending = undefined), Promise.reject(error as Error))));
}

const loadWeights = lateChunk('The list of trained weights', () => import('/weights?shipped'));
const loadDrawings = lateChunk('The drawings', () => import('/samples?shipped'));

export const loadCheckpoints = async (): Promise<readonly Checkpoint[]> =>
  (await loadWeights()).default['index.json'] as readonly Checkpoint[];

/** Each file once a page. */
const sources = new Map<string, WeightsSource>();

/** The trained weights themselves; nothing is loaded before they are read. */
export function checkpointSource({ file }: Checkpoint): WeightsSource {
  const load = async (): Promise<FileInParts> => (await loadWeights()).default[file] as FileInParts;
  const source = sources.get(file) ?? { read: joinParts(file, load), key: file };
  sources.set(file, source);
  return source;
}

export const loadSamples = loadOnce(async (): Promise<readonly Sample[]> => {
  const { 'index.json': index, ...pictures } = (await loadDrawings()).default;
  return (index as readonly ListedSample[]).map(({ id, title, file }) => {
    const image = new Blob([bytesOfBase64(pictures[file] as string)], { type: 'image/webp' });
    return { id, title, image };
  });
});

const addresses = new WeakMap<Sample, string>();

/** Where an `<img>` finds a drawing: an address of this page, for as long as the page is open. */
export function sampleUrl(sample: Sample): string {
  const address = addresses.get(sample) ?? URL.createObjectURL(sample.image);
  addresses.set(sample, address);
  return address;
}

/** An image with its address: what names a sample of ours becomes that sample. Rejects with `InputError` for a sample that is not there. */
export async function resolveImage(choice: ImageChoice): Promise<ImageChoice> {
  if (!isNamedSample(choice)) return choice;
  const samples = await loadSamples();
  const sample = samples.find(({ id }) => id === choice.image);
  if (sample) return choiceOfSample(sample);
  const known = samples.map(({ id }) => id).join(', ');
  throw new InputError(
    'image',
    'image-unknown',
    `image: expected an address or one of ${known}, got "${excerptName(choice.title)}"`,
  );
}

export const choiceOfSample = (sample: Sample): ImageChoice => ({
  image: sample.image,
  title: sample.title,
  sample: sample.id,
});

/** What a reader sees who looks before giving an image. */
export async function firstSample(): Promise<ImageChoice> {
  const [sample] = await loadSamples();
  if (sample) return choiceOfSample(sample);
  throw new InputError('image', 'image-unknown', 'no sample image is shipped');
}

/** The image itself, fetched where it is an address. */
export async function blobOf({ image, isLinked = false }: ImageChoice): Promise<Blob> {
  if (typeof image !== 'string') return image;
  const { href, init } = fetchable('image', image, isLinked);
  return fetchFile('image', href, init);
}
