/**
 * What comes with the package: trained weights and drawings. They are modules, since a module is the one kind of file that
 * every bundler finds and moves without being told.
 */
import { excerptName, type Options } from '../core/index.js';
import { bytesOfBase64 } from '../runtime/text-bytes.js';
import type { Preprocessing, WeightsSource } from '../runtime/index.js';
import { lateChunk } from './chunks.js';
import { fetchable } from './addresses.js';
import { InputError } from './errors.js';
import { fetchFile } from './fetch-file.js';
import { titleOfImage, type ImageChoice } from './image-choice.js';
import { joinParts, type FileInParts } from './parts.js';

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

/** An image as it is run. */
export interface FetchedImage {
  readonly title: string;
  readonly blob: Blob;
}

/** The chosen image, fetched where it is not here; the first drawing where none is chosen. Rejects with `InputError`, `WaitingError` or `FetchError`. */
export async function fetchImage(choice: ImageChoice | undefined): Promise<FetchedImage> {
  if (!choice || choice.kind === 'sample') {
    const { title, image: blob } = await sampleOf(choice?.id);
    return { title, blob };
  }
  const title = titleOfImage(choice);
  if (choice.kind === 'blob') return { title, blob: choice.blob };
  const { href, init } = fetchable('image', choice.href, choice.isLinked);
  return { title, blob: await fetchFile('image', href, init) };
}

async function sampleOf(id: string | undefined): Promise<Sample> {
  const samples = await loadSamples();
  const sample = id === undefined ? samples[0] : samples.find((candidate) => candidate.id === id);
  if (sample) return sample;
  const known = samples.map((candidate) => candidate.id).join(', ');
  const sentence = `image: expected an address or one of ${known}, got "${excerptName(id ?? '')}"`;
  throw new InputError('image', 'image-unknown', sentence);
}
