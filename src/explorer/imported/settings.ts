/** How a model from a file is run: its weights, how pixels are scaled, what its classes are called; and what to say of it. */
import { excerptName } from '../../core/index.js';
import { nameOf } from '../../formats/weights/weight-files.js';
import type { LayersModel } from '../../formats/index.js';
import type { Preprocessing, WeightsSource } from '../../runtime/index.js';
import type { OpenedModel } from '../opened.js';
import { classesIn } from '../weights/classes.js';
import type { ModelText } from './model-source.js';

/** `(v / 255 - mean) / std` */
const scaling = (mean: number, std: number): Preprocessing => ({ mean: [mean, mean, mean], std: [std, std, std] });

/** −1 to 1. */
export const SIGNED = scaling(0.5, 0.5);
/** 0 to 255, as pixels are. */
export const RAW = scaling(0, 1 / 255);

type Settings = Pick<OpenedModel, 'weights' | 'weightsTitle' | 'preprocessing' | 'readsImage' | 'classes'> & {
  readonly notes: readonly string[];
};

export function settingsOf(text: ModelText, model: LayersModel): Settings {
  const weights = weightsOf(text, model);
  const classes = classesOf(text, model);
  return {
    weights: weights.source,
    weightsTitle: text.title,
    preprocessing: model.scalesPixels ? RAW : SIGNED,
    readsImage: model.readsImage,
    classes: classes.names,
    notes: [
      ...weights.notes,
      ...(text.note === undefined ? [] : [text.note]),
      ...(model.readsImage ? [pixelNote(text, model)] : []),
      ...classes.notes,
      ...(model.isOpen ? [] : [NO_OPTIONS]),
    ],
  };
}

/** Where a reader who knows better says so. */
export const ASK = 'If it was trained with others, choose them at “Image values”.';

export const NO_WEIGHTS = 'The file has no weights: it runs with random ones, and predicts nothing.';
export const NO_OPTIONS = 'A network from a file is as it is there: it has no options.';

interface Weights {
  readonly source?: WeightsSource;
  readonly notes: readonly string[];
}

function weightsOf({ json, files, place }: ModelText, { hasWeights }: LayersModel): Weights {
  if (!hasWeights) return { notes: [NO_WEIGHTS] };
  if (place) return { source: { url: place.href, init: place.init }, notes: [] };
  const shards = shardsIn(json);
  const isGiven = (shard: string): boolean => files!.some((file) => nameOf(file) === shard);
  if (shards.some(isGiven)) return { source: { data: files! }, notes: [] };
  const first = shards[0] === undefined ? 'none is named' : excerptName(shards[0]);
  const which = shards.length > 1 ? `${first} and ${shards.length - 1} more` : first;
  return {
    notes: [`The files with its numbers (${which}) were not given: it runs with random weights, and predicts nothing.`],
  };
}

/** The names of the files that hold the numbers. */
function shardsIn(json: unknown): readonly string[] {
  const { weightsManifest } = json as { weightsManifest?: readonly ({ readonly paths?: unknown } | null)[] };
  const paths = (weightsManifest ?? []).flatMap((group): unknown[] => (Array.isArray(group?.paths) ? group.paths : []));
  return paths.filter((path) => typeof path === 'string').map((path) => path.split('/').at(-1)!);
}

function pixelNote({ metadata }: ModelText, { scalesPixels, network }: LayersModel): string {
  const grey = network.inputShape[2] === 1 ? ' of its lightness' : '';
  if (scalesPixels) return `It scales pixels itself: it is given values${grey} from 0 to 255.`;
  return metadata
    ? `It is given values${grey} from −1 to 1, as Teachable Machine does.`
    : `The file does not say how pixels were scaled in training; it is given values${grey} from −1 to 1, as Keras’ MobileNets are. ${ASK}`;
}

function classesOf(
  { metadata, labels: list }: ModelText,
  { network }: LayersModel,
): { names?: OpenedModel['classes']; notes: string[] } {
  const from = metadata?.labels.length ? metadata : list;
  if (!from) return { notes: [] };
  const { labels, source } = from;
  const outputs = classesIn(network);
  if (labels.length === outputs) return { names: { names: labels, source }, notes: [] };
  return {
    notes: [`${source} names ${labels.length} classes, but ${outputs} values come out: the names are left aside.`],
  };
}
