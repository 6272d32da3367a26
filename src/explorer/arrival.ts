/** Finds what the package knows of a drawing before anything has run. */
import { decodeArrival, type Arrival as Stored, type ArrivalFile } from './arrival-file.js';
import { fetchJson } from './fetch-file.js';
import type { UsedWeights } from './inspection.js';
import { arrivalUrl, loadCheckpoints, loadSamples, type Checkpoint, type Sample } from './shipped.js';
import type { ExplorerState } from './state.js';
import { isExactly } from './weights/fit.js';
import { normalisations } from './weights/normalisation.js';

export type { Summary } from './arrival-file.js';

export interface Arrival extends Omit<Stored, 'loaded'> {
  readonly weights: UsedWeights;
}

/**
 * What an engine would say of the drawing that is chosen, with the weights that would be loaded, within rounding; `undefined`
 * for anything else: another image, options or image values than these weights were trained with, or files that cannot be
 * had, since an engine then has its own sentence.
 */
export async function arrivalFor(state: ExplorerState): Promise<Arrival | undefined> {
  const [checkpoint, sample] = await Promise.all([checkpointIn(state), sampleIn(state)]).catch(() => []);
  if (!checkpoint || !sample) return undefined;
  const file = await load(checkpoint, sample).catch(() => undefined);
  if (file?.sha256 !== checkpoint.sha256) return undefined;
  const { loaded, ...rest } = decodeArrival(file);
  return { ...rest, weights: { ...loaded, title: checkpoint.title, checkpoint } };
}

async function checkpointIn({ complete, model, weights, network, families }: ExplorerState) {
  if (!complete || model) return undefined;
  if (weights !== undefined && normalisations.chosenFor(weights)) return undefined;
  const shipped = await loadCheckpoints();
  const named = weights === undefined ? shipped : shipped.filter(({ id }) => id === weights);
  return named.find((entry) => isExactly(entry, network, families));
}

/** A photo is none, whatever it is called. */
async function sampleIn({ image, fit }: ExplorerState): Promise<Sample | undefined> {
  if (fit !== 'crop') return undefined;
  const samples = await loadSamples();
  return image ? samples.find(({ id }) => id === image.sample) : samples[0];
}

const load = async (checkpoint: Checkpoint, sample: Sample): Promise<ArrivalFile> =>
  (await fetchJson('image', arrivalUrl(checkpoint, sample))) as ArrivalFile;
