/** The register of public addresses: `public/weights/public.json`. Nothing of it is fetched before a reader's click. */
import { locationOf } from '../../core/addresses.js';
import { excerptName, type Options } from '../../core/index.js';
import type { Preprocessing } from '../../runtime/index.js';
import { InputError } from '../errors.js';
import { lateChunk } from '../chunks.js';

/** One set of published weights. */
export interface PublicWeights {
  readonly id: string;
  readonly title: string;
  readonly network: { readonly id: string; readonly options: Options };
  readonly format: 'safetensors' | 'tfjs';
  readonly url: string;
  /** Of all numbers; to the byte where `exact`, else as rounded by its source. */
  readonly bytes: number;
  readonly exact: boolean;
  readonly sha256?: string | undefined;
  readonly classes: 'imagenet';
  readonly preprocessing: Preprocessing & {
    readonly resolution: number;
    /** How much of the shorter side the published accuracy was measured on. */
    readonly cropShare: number;
    readonly interpolation: string;
  };
  readonly accuracy: { readonly top1: number; readonly data: string; readonly source: string };
  readonly licence: string;
  /** Where a person reads about it. */
  readonly page: string;
}

export const hostOf = (url: string): string => locationOf(url).host;

const loadWeights = lateChunk('The list of published weights', () => import('/weights?shipped'));

export async function loadRegister(): Promise<readonly PublicWeights[]> {
  return ((await loadWeights()).default['public.json'] as { entries: readonly PublicWeights[] }).entries;
}

/** The entry of this id. Rejects with `InputError` with the ids there are. */
export async function publicOf(id: string): Promise<PublicWeights> {
  const register = await loadRegister();
  const entry = register.find((candidate) => candidate.id === id);
  if (entry) return entry;
  const known = register.map((candidate) => `public:${candidate.id}`).join(', ');
  const sentence = `weights: expected one of ${known}, got public:${excerptName(id)}`;
  throw new InputError('weights', 'weights-unknown', sentence);
}
