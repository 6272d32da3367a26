/** Keras' own files: `.keras` (a zip) and `.h5`, of Keras 2 and 3, as a model or as weights alone. */
import { LARGEST_FILE, LONGEST_TEXT } from '../../core/limits.js';
import { excerptName } from '../../core/excerpt.js';
import { parseStrictly } from '../../core/strict-json.js';
import { faultIn, FileError, wholeFileError, type Fault } from '../file-error.js';
import { openHdf5 } from '../hdf5/hdf5.js';
import { layersModel, NO_WEIGHTS } from '../json-model.js';
import { isRecord, type Json } from '../layers-model/json.js';
import type { GivenFile, ReadFormat } from '../readers.js';
import { packTensors } from '../weights/pack.js';
import type { PackedTensor, Plain } from '../weights/types.js';
import { isHdf5 } from '../weights/weight-files.js';
import { readZip, zippedBytes } from '../zip/zip.js';
import { listedVariables, storedVariables, type Variables } from './variables.js';

/** What a file has. */
interface Contents {
  /** As Keras writes a model's layers; absent where there are weights alone. */
  readonly config: Json | undefined;
  readonly variables: Variables;
}

export const isModel = async ({ blob, name }: GivenFile): Promise<boolean> =>
  !isHdf5(new Uint8Array(await blob.slice(0, 8).arrayBuffer())) ||
  openHdf5(await wholeOf(blob, name), faultIn('model-format', name)).texts('model_config') !== undefined;

export const read: ReadFormat = async ({ blob, name }, _, options) => {
  const fault = faultIn('model-format', name);
  const { config, variables } = await contentsOf(blob, name, fault);
  if (!config) throw fault('the root', 'a model_config, as model.save writes it', 'weights alone');
  const tensors = await tensorsOf(variables, fault);
  const weights = tensors.map(({ name: tensor, shape }) => ({ name: tensor, shape, dtype: 'float32' }));
  const json = { modelTopology: { model_config: config }, ...(weights.length && { weightsManifest: [{ weights }] }) };
  const stored = tensors.map(({ bytes, ...tensor }) => {
    const copy = (): ArrayBuffer => bytes.slice().buffer;
    return [tensor.name, { ...tensor, bytes: copy }] as const;
  });
  const model = layersModel(json, name, stored.length ? new Map(stored) : undefined, options);
  return { ...model, notes: [...(stored.length ? [] : [NO_WEIGHTS]), ...model.notes] };
};

/** The numbers of any of Keras' files, by the names that its layers have. Rejects with `FileError`. */
export async function readKerasWeights(file: Blob, title: string): Promise<Plain> {
  const fault = faultIn('weights-format', title);
  const { variables } = await contentsOf(file, title, fault);
  if (!variables.size) throw fault('the root', 'layers with their numbers, as Keras writes them', 'none');
  return { file: packTensors(await tensorsOf(variables, fault), title), notes: [] };
}

async function wholeOf(file: Blob, name: string): Promise<ArrayBuffer> {
  if (file.size <= LARGEST_FILE) return file.arrayBuffer();
  throw wholeFileError('model-format', name, `at most ${LARGEST_FILE} bytes`, `${file.size}`);
}

async function contentsOf(file: Blob, name: string, fault: Fault): Promise<Contents> {
  const head = new Uint8Array(await file.slice(0, 8).arrayBuffer());
  return isHdf5(head) ? hdf5Contents(await wholeOf(file, name), fault, name) : zipContents(file, fault, name);
}

function hdf5Contents(buffer: ArrayBuffer, fault: Fault, name: string): Contents {
  const root = openHdf5(buffer, fault);
  const [text] = root.texts('model_config') ?? [];
  const config = text === undefined ? undefined : parsed(text, 'model_config', fault, name);
  const weights = root.group('model_weights') ?? root;
  const listed = listedVariables(weights, fault);
  return { config, variables: listed.size ? listed : storedVariables(weights, config) };
}

async function zipContents(file: Blob, fault: Fault, name: string): Promise<Contents> {
  const zip = await readZip(file, fault);
  const written = zip.get('config.json');
  if (!written) throw fault('the zip', 'config.json, as Keras writes it', 'none');
  const text = new TextDecoder().decode(await zippedBytes(written, fault));
  const config = parsed(text, 'config.json', fault, name);
  const numbers = zip.get('model.weights.h5');
  if (!numbers) return { config, variables: new Map() };
  const buffer = await (await numbers.open()).arrayBuffer();
  const within: Fault = (place, ...what) => fault(`model.weights.h5, ${place}`, ...what);
  return { config, variables: storedVariables(openHdf5(buffer, within), config) };
}

function parsed(text: string, place: string, fault: Fault, file: string): Json {
  if (text.length > LONGEST_TEXT) throw fault(place, `at most ${LONGEST_TEXT} signs`, `${text.length}`);
  const json = parseStrictly(text, {
    broken: (problem) => new FileError('model-format', `${excerptName(file)}: ${place}: ${problem}`, { file }),
    duplicate: (key, path) => fault([place, ...path, key].join(' / '), 'it once', 'it twice'),
  });
  if (isRecord(json)) return json;
  throw fault(place, 'an object', 'something else');
}

const NUMBERS: ReadonlySet<string> = new Set([
  'F16',
  'F32',
  'F64',
  'I8',
  'I16',
  'I32',
  'I64',
  'U8',
  'U16',
  'U32',
  'U64',
]);

interface ReadTensor extends PackedTensor {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

async function tensorsOf(variables: Variables, fault: Fault): Promise<readonly ReadTensor[]> {
  const tensors: ReadTensor[] = [];
  let total = 0;
  for (const [name, { dtype, shape, values }] of variables) {
    if (!NUMBERS.has(dtype)) continue; // seeds and states are no weights
    const bytes = await values();
    total += bytes.length;
    if (total > LARGEST_FILE) throw fault(name, `at most ${LARGEST_FILE} bytes in all variables`, 'more');
    tensors.push({ name, dtype, shape, bytes });
  }
  return tensors;
}
