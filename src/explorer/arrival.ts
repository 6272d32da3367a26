/** Finds what the package knows of a drawing before anything has run. */
import { decodeArrival, type Arrival as Stored, type ArrivalFile } from './arrival-file.js';
import { lateChunk } from './chunks.js';
import type { Fit } from '../core/index.js';
import type { ImageChoice } from './image-choice.js';
import { loadCheckpoints, loadSamples, type Checkpoint, type Sample } from './shipped.js';
import type { UsedWeights } from './weights/about.js';
import type { WeightsChoice } from './weights/choice.js';
import { isExactly } from './weights/fit.js';
import type { WeightsTarget } from './weights/plan.js';

export type { Summary } from './arrival-file.js';

/** What is chosen, as far as it decides what an engine would say. */
interface ArrivalTarget extends WeightsTarget {
  readonly complete: boolean;
  readonly image: ImageChoice | undefined;
  readonly fit: Fit;
  readonly weights: WeightsChoice;
}

export interface Arrival extends Omit<Stored, 'loaded'> {
  readonly weights: UsedWeights;
}

/**
 * What an engine would say of the drawing that is chosen, with the weights that would be loaded, within rounding; `undefined`
 * for anything else: another image, options or image values than these weights were trained with, or files that cannot be
 * had, since an engine then has its own sentence.
 */
export async function arrivalFor(state: ArrivalTarget): Promise<Arrival | undefined> {
  const [checkpoint, sample] = await Promise.all([checkpointIn(state), sampleIn(state)]).catch(() => []);
  if (!checkpoint || !sample) return undefined;
  const file = await load(checkpoint, sample).catch(() => undefined);
  if (file?.sha256 !== checkpoint.sha256) return undefined;
  const { loaded, ...rest } = decodeArrival(file);
  return { ...rest, weights: { ...loaded, title: checkpoint.title, checkpoint } };
}

async function checkpointIn({ complete, model, weights, network, families }: ArrivalTarget) {
  const isFitting = weights.kind === 'fitting';
  const isSaid = weights.imageValues !== undefined || weights.classNames !== undefined;
  if (!complete || model || isSaid || (!isFitting && weights.kind !== 'checkpoint')) return undefined;
  const shipped = await loadCheckpoints();
  const candidates = isFitting ? shipped : shipped.filter(({ id }) => id === weights.id);
  return candidates.find((entry) => isExactly(entry, network, families));
}

/** A photo is none, whatever it is called. */
async function sampleIn({ image, fit }: ArrivalTarget): Promise<Sample | undefined> {
  if (fit !== 'crop') return undefined;
  if (image && image.kind !== 'sample') return undefined;
  const samples = await loadSamples();
  return image ? samples.find(({ id }) => id === image.id) : samples[0];
}

const loadFolder = lateChunk('What is known of the drawings', () => import('/arrival?each'));

async function load(checkpoint: Checkpoint, sample: Sample): Promise<ArrivalFile | undefined> {
  const file = (await loadFolder()).default[`${checkpoint.id}-${sample.id}.json`];
  return file && ((await lateChunk(sample.title, file)()).default as ArrivalFile);
}
