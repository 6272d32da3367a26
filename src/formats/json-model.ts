/** A `model.json` → a network: layers of Keras, or a graph of TensorFlow's operations. */
import { LONGEST_TEXT } from '../core/limits.js';
import { excerptName } from '../core/excerpt.js';
import { lateChunk } from '../core/late-chunk.js';
import { parseStrictly } from '../core/strict-json.js';
import { FileError, modelError, wholeFileError } from './file-error.js';
import { isRecord, ModelTextError } from './layers-model/json.js';
import { readLayersModel } from './layers-model/read.js';
import type { Model, ReadOptions } from './model.js';
import type { GivenFile, ReadFormat } from './readers.js';
import type { StoredTensor } from './weights/stored-tensor.js';
import { listTfjsModel, readTfjsModel } from './weights/tfjs-model.js';
import { assignWeights } from './weights/weights.js';

const loadGraphModel = lateChunk('The part that reads graph models', () => import('./graph-model/read.js'));

export const read: ReadFormat = async (main, files, options) => {
  const bytes = await main.bytes();
  if (bytes.length > LONGEST_TEXT)
    throw wholeFileError('model-format', main.name, `at most ${LONGEST_TEXT} bytes`, `${bytes.length}`);
  const text = new TextDecoder().decode(bytes);
  const json = parsed(text, main.name);
  const stored = hasManifest(json) ? await storedTensors(text, main.name, files) : undefined;
  const model = isGraph(json)
    ? (await loadGraphModel()).readGraphModel(json, main.name, stored?.tensors, options)
    : layersModel(json, main.name, stored?.tensors, options);
  return { ...model, notes: [...(stored?.notes ?? [NO_WEIGHTS]), ...model.notes] };
};

export const NO_WEIGHTS = 'The file has no weights: it runs with random ones, and predicts nothing.';

function parsed(text: string, file: string): unknown {
  if (!isJson(text)) throw modelError(file, 'JSON', 'JSON', 'a text that is none');
  return parseStrictly(text, {
    broken: (problem) => new FileError('model-format', `${excerptName(file)}: ${problem}`, { file }),
    duplicate: (key, path) => modelError(file, [...path, key].join(' / '), 'it once', 'it twice'),
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export const isGraph = (json: unknown): boolean =>
  isRecord(json) &&
  (json['format'] === 'graph-model' ||
    (isRecord(json['modelTopology']) && Array.isArray(json['modelTopology']['node'])));

/** Of an architecture alone there is none. */
const hasManifest = (json: unknown): boolean =>
  isRecord(json) && Array.isArray(json['weightsManifest']) && json['weightsManifest'].length > 0;

interface Stored {
  /** Absent where a shard was not given. */
  readonly tensors: ReadonlyMap<string, StoredTensor> | undefined;
  readonly notes: readonly string[];
}

async function storedTensors(text: string, file: string, files: readonly GivenFile[]): Promise<Stored> {
  const { paths } = listTfjsModel(text, file);
  const fileOf = (path: string): GivenFile | undefined => files.find(({ name }) => name === path.split('/').at(-1));
  const missing = paths.filter((path) => !fileOf(path));
  if (missing.length) {
    const more = missing.length > 1 ? ` and ${missing.length - 1} more` : '';
    const note = `The files with its numbers (${excerptName(missing[0]!)}${more}) were not given: it runs with random weights, and predicts nothing.`;
    return { tensors: undefined, notes: [note] };
  }
  const shard = async (path: string): Promise<ArrayBuffer> => (await fileOf(path)!.bytes()).buffer as ArrayBuffer;
  return { tensors: await readTfjsModel(text, shard, file), notes: [] };
}

/** Layers, and their numbers where there are any. The text's own errors are of its reader's kind. */
export function layersModel(
  json: unknown,
  file: string,
  tensors: ReadonlyMap<string, StoredTensor> | undefined,
  options: ReadOptions,
): Model {
  try {
    const model = readLayersModel(json, options);
    return tensors && !model.misfit ? withWeights(model, tensors) : model;
  } catch (error) {
    if (error instanceof ModelTextError) throw new FileError('model-format', error.message, { file });
    if (error instanceof RangeError) throw modelError(file, 'layers', 'layers that fit together', error.message);
    throw error;
  }
}

/** Numbers that do not fit leave a network that can be drawn. */
function withWeights(model: Model, tensors: ReadonlyMap<string, StoredTensor>): Model {
  try {
    return { ...model, weights: assignWeights(model.network, tensors.values()) };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return { ...model, notes: [...model.notes, `Its weights were left aside: ${error.message}.`] };
  }
}
