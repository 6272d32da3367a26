import checkpointsUrl from '/weights/index.json?url';
import samplesUrl from '/samples/index.json?url';
import { excerptName, type Options } from '../core/index.js';
import type { Preprocessing } from '../runtime/index.js';
import { fetchable } from './addresses.js';
import { InputError } from './errors.js';
import { fetchFile, fetchJson } from './fetch-file.js';
import { isNamedSample } from './named-image.js';
import type { ImageChoice } from './state.js';

/** One set of trained weights that comes with the package; an entry of `weights/index.json`. */
export interface Checkpoint {
  readonly id: string;
  readonly title: string;
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
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

/** One drawing that comes with the package; an entry of `samples/index.json`. */
export interface Sample {
  readonly id: string;
  readonly title: string;
  readonly file: string;
}

/** Fetches once, and again only after a failure. */
export function loadOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let pending: Promise<T> | undefined;
  return () => (pending ??= load().catch((error: unknown) => ((pending = undefined), Promise.reject(error as Error))));
}

const base = (url: string): string => new URL(url, import.meta.url).href;

export const loadCheckpoints = loadOnce(
  async () => (await fetchJson('weights', base(checkpointsUrl))) as readonly Checkpoint[],
);
export const loadSamples = loadOnce(async () => (await fetchJson('image', base(samplesUrl))) as readonly Sample[]);

export const checkpointUrl = ({ file }: Checkpoint): string => new URL(file, base(checkpointsUrl)).href;
export const sampleUrl = ({ file }: Sample): string => new URL(file, base(samplesUrl)).href;

/** What is known of a drawing with a checkpoint before anything has run. */
export const arrivalUrl = (checkpoint: Checkpoint, sample: Sample): string =>
  new URL(`../arrival/${checkpoint.id}-${sample.id}.json`, base(samplesUrl)).href;

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
  image: sampleUrl(sample),
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
