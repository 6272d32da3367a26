import checkpointsUrl from '/weights/index.json?url';
import samplesUrl from '/samples/index.json?url';
import { excerptName, type Options } from '../core/index.js';
import type { Preprocessing } from '../runtime/index.js';
import { fetchable } from './addresses.js';
import { InputError } from './errors.js';
import { fetchFile, fetchJson } from './fetch-file.js';
import { titleOfImage, type ImageChoice } from './image-choice.js';

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

/** An image as it is run. */
export interface FetchedImage {
  readonly title: string;
  readonly blob: Blob;
}

/** The chosen image, fetched where it is not here; the first drawing where none is chosen. Rejects with `InputError`, `WaitingError` or `FetchError`. */
export async function fetchImage(choice: ImageChoice | undefined): Promise<FetchedImage> {
  if (!choice || choice.kind === 'sample') return fetchSample(await sampleOf(choice?.id));
  const title = titleOfImage(choice);
  if (choice.kind === 'blob') return { title, blob: choice.blob };
  const { href, init } = fetchable('image', choice.href, choice.isLinked);
  return { title, blob: await fetchFile('image', href, init) };
}

export const fetchSample = async (sample: Sample): Promise<FetchedImage> => ({
  title: sample.title,
  blob: await fetchFile('image', sampleUrl(sample)),
});

async function sampleOf(id: string | undefined): Promise<Sample> {
  const samples = await loadSamples();
  const sample = id === undefined ? samples[0] : samples.find((candidate) => candidate.id === id);
  if (sample) return sample;
  const known = samples.map((candidate) => candidate.id).join(', ');
  const sentence = `image: expected an address or one of ${known}, got "${excerptName(id ?? '')}"`;
  throw new InputError('image', 'image-unknown', sentence);
}
