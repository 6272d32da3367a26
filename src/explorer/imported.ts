/** Opens a Keras layers model, from an address or from files, as a network of its own. */
import { modelFrom, type ModelSource } from './imported/model-source.js';
import { registerModel } from './imported/register.js';
import { idAt } from './opened.js';
import type { ExplorerState } from './state.js';

export type { ModelSource } from './imported/model-source.js';

/** Who asks last is answered; earlier questions come to nothing. */
const turns = new WeakMap<ExplorerState, number>();

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
  const turn = (turns.get(state) ?? 0) + 1;
  turns.set(state, turn);
  const { ready } = state;
  const network =
    ('url' in source ? idAt(state.opened, source.url) : undefined) ?? registerModel(state, await modelFrom(source));
  if (turns.get(state) !== turn || state.ready !== ready) return;
  state.setWeights(undefined);
  state.chooseTexts(new Map([...texts, ['network', network]]));
}
