/** Opens a model, from an address or from files, as a network of its own. */
import { formatOf } from '../formats/index.js';
import { nameOf } from '../formats/weights/weight-files.js';
import { graphFiles } from './imported/graph-files.js';
import { filesOfLive } from './imported/live-model.js';
import { modelFileAt } from './imported/model-file.js';
import { modelFrom, type ModelAddress, type ModelSource } from './imported/model-source.js';
import { readFiles, registerFile } from './imported/register-file.js';
import { registerModel } from './imported/register.js';
import { InputError } from './errors.js';
import { idAt } from './opened.js';
import { problemOf, type Problem } from './problem.js';
import type { Snapshot } from './snapshot.js';
import type { ExplorerState } from './state.js';
import { FITTING } from './weights/fitting.js';

export type { ModelSource } from './imported/model-source.js';

type Texts = ReadonlyMap<string, string>;
/** Takes what is wrong with one option. */
type Refuse = (error: Error) => void;

/**
 * Opens the model and shows it, with its own weights where there are any. Rejects with a sentence that names the file, what
 * was expected and what came; the state is then as it was. A reader who chooses something else meanwhile is left alone.
 */
export async function openLayersModel(state: ExplorerState, source: ModelSource): Promise<void> {
  await open(state, source, new Map());
}

/** Whether the files hold a model of a format that is nothing but a model: weights of one of our networks are none. */
export async function isModelFile(files: readonly File[]): Promise<boolean> {
  const format = await formatOf(files);
  return format !== undefined && format !== 'tfjs';
}

/** The same for a reader's files of any format that `formats` reads. Rejects with `FileError`, and where `signal` is aborted. */
export async function openModelFiles(
  state: ExplorerState,
  files: readonly File[],
  signal?: AbortSignal,
): Promise<void> {
  checkLock(state);
  const network = await addModelFiles(state, files, signal);
  if (network === undefined) return;
  state.setWeights(FITTING);
  state.choose({ network, options: {} });
}

/** Makes a model of a reader's files one of the state's families, and shows what it did before. Gives its id; nothing where something else was asked for meanwhile. */
export async function addModelFiles(
  state: ExplorerState,
  files: readonly File[],
  signal?: AbortSignal,
): Promise<string | undefined> {
  if (!(await isModelFile(files))) return idOf(state, { files });
  const read = await state.ask((own) =>
    readFiles(files, titleOf(files), undefined, AbortSignal.any(signal ? [own, signal] : [own])),
  );
  signal?.throwIfAborted();
  return read && registerFile(state, read);
}

/** The model that `model` names among attributes, with the options that the others say. */
export function openNamedModel(state: ExplorerState, texts: Texts): Promise<Problem | undefined> {
  return open(state, { url: texts.get('model')! }, texts);
}

/** The same for a link: where it names another host, a reader has to agree first. Rejects as `fetchable` throws. */
export async function openLinkedModel(state: ExplorerState, texts: Texts, refuse?: Refuse): Promise<void> {
  await open(state, { url: texts.get('model')!, isLinked: true }, texts, refuse);
}

/** What was chosen before a state showed a live model, and the id of that. */
interface Before extends Pick<Snapshot, 'choice' | 'weights'> {
  readonly live: string;
}

const before = new WeakMap<ExplorerState, Before>();

/**
 * Shows a model that the page's own tfjs holds, as it is at the moment; without one what was shown before, else what the
 * texts say. Anything else leaves the last good network, and a problem; rejects where there is none.
 */
export async function showLiveModel(
  state: ExplorerState,
  model: object | undefined,
  texts: Texts,
): Promise<Problem | undefined> {
  if (!model) return takeBack(state, texts);
  try {
    return await takeLive(state, model);
  } catch (error) {
    if (!state.hasNetwork) throw error;
    const problem = { ...problemOf('options', error), isKept: true } as const;
    state.setProblem('options', problem);
    return problem;
  }
}

async function takeLive(state: ExplorerState, model: object): Promise<Problem | undefined> {
  const last = before.get(state);
  const { choice, weights } = state.snapshot;
  const shown = last?.live === choice.network ? last : { choice, weights }; // another live model is none to come back to
  const hadNetwork = state.hasNetwork;
  const files = await state.ask(() => filesOfLive(model));
  const network = files && (await idOf(state, { files }));
  if (network === undefined) return undefined;
  if (hadNetwork) before.set(state, { ...shown, live: network });
  return state.asTagSays(() => {
    state.setWeights(FITTING);
    return state.choose({ network, options: {} });
  });
}

async function takeBack(state: ExplorerState, texts: Texts): Promise<Problem | undefined> {
  const last = before.get(state);
  before.delete(state);
  if (last)
    return state.asTagSays(() => state.restore({ ...state.snapshot, choice: last.choice, weights: last.weights }));
  if (texts.has('model')) return openNamedModel(state, texts);
  state.asTagSays(() => state.chooseTexts(texts));
  return state.ready;
}

async function open(
  state: ExplorerState,
  source: ModelSource,
  texts: Texts,
  refuse?: Refuse,
): Promise<Problem | undefined> {
  if (!isTag(source, texts)) checkLock(state);
  const network = await idOf(state, source);
  if (network === undefined) return undefined;
  const take = (): Problem | undefined => {
    state.setWeights(FITTING);
    return state.chooseTexts(new Map([...texts, ['network', network]]), refuse);
  };
  // A tag or a link has said so, and no reader.
  if (isTag(source, texts)) return state.asTagSays(take);
  return texts.size ? state.quietly(take) : take();
}

const isTag = (source: ModelSource, texts: Texts): boolean => texts.size > 0 && 'url' in source && !source.isLinked;

/** Throws `InputError` before anything is fetched or read for a network that readers may not have here. */
function checkLock(state: ExplorerState): void {
  const refusal = state.refusalOf({ network: '', options: {} });
  if (refusal) throw new InputError('options', 'locked', refusal.message);
}

/** The file that a reader thinks of: what lies beside a model is mostly smaller, or says nothing by its name. */
const titleOf = (files: readonly File[]): string =>
  nameOf(files.find((file) => /\.(?:onnx|tflite|keras|h5|hdf5)$/i.test(nameOf(file))) ?? files[0]!);

/** The id of the network, read now or before; nothing where it was cancelled. */
async function idOf(state: ExplorerState, source: ModelSource): Promise<string | undefined> {
  const known = 'url' in source ? idAt(state.models, source.url) : undefined;
  if (known !== undefined) return known;
  const read = await state.ask(async (signal) => {
    const file = 'url' in source ? await modelFileAt(source, signal) : undefined;
    if (file) return readFiles([file], file.name, (source as ModelAddress).url);
    const text = await modelFrom(source, signal);
    const files = await graphFiles(text);
    return files ? readFiles(files, text.title, text.address) : text;
  });
  if (!read) return undefined;
  return 'model' in read ? registerFile(state, read) : registerModel(state, read);
}
