/** Opens a Keras layers model, from an address or from files, as a network of its own. */
import { modelFrom, type ModelSource } from './imported/model-source.js';
import { registerModel } from './imported/register.js';
import { idAt } from './opened.js';
import type { ExplorerState } from './state.js';

export type { ModelSource } from './imported/model-source.js';

/** Who asks last is answered; earlier questions are cancelled. */
const turns = new WeakMap<ExplorerState, AbortController>();

/**
 * Opens the model and shows it, with its own weights where there are any. Rejects with a sentence that names the file, what
 * was expected and what came; the state is then as it was. A reader who chooses something else meanwhile is left alone.
 */
export async function openLayersModel(state: ExplorerState, source: ModelSource): Promise<void> {
  await open(state, source, new Map());
}

/** The model that `model` names among attributes, with the options that the others say. */
export async function openNamedModel(state: ExplorerState, texts: ReadonlyMap<string, string>): Promise<void> {
  await open(state, { url: texts.get('model')! }, texts);
}

/** The same for a link: where it names another host, a reader has to agree first. Rejects as `fetchable` throws. */
export async function openLinkedModel(state: ExplorerState, texts: ReadonlyMap<string, string>): Promise<void> {
  await open(state, { url: texts.get('model')!, isLinked: true }, texts);
}

async function open(state: ExplorerState, source: ModelSource, texts: ReadonlyMap<string, string>): Promise<void> {
  turns.get(state)?.abort();
  const turn = new AbortController();
  turns.set(state, turn);
  const { ready } = state;
  const network = await idOf(state, source, turn.signal);
  if (network === undefined || state.ready !== ready) return;
  state.setWeights(undefined);
  state.chooseTexts(new Map([...texts, ['network', network]]));
}

/** The id of the network, read now or before; nothing where it was cancelled. */
async function idOf(state: ExplorerState, source: ModelSource, signal: AbortSignal): Promise<string | undefined> {
  const known = 'url' in source ? idAt(state.opened, source.url) : undefined;
  if (known !== undefined) return known;
  try {
    const text = await modelFrom(source, signal);
    return signal.aborted ? undefined : registerModel(state, text);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
