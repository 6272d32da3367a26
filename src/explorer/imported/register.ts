/** Enters a model from a file among an explorer's families, so that every view of it shows it as it does the others. */
import {
  excerptName,
  resolutionOption,
  type Family,
  type FamilyRegister,
  type Network,
  type Resolution,
} from '../../core/index.js';
import { MOST_DRAWN } from '../../core/limits.js';
import { readLayersModel, type LayersModel } from '../../formats/index.js';
import { InputError } from '../errors.js';
import type { OpenedModel, OpenedModels } from '../opened.js';
import type { ModelText } from './model-source.js';
import { settingsOf } from './settings.js';

/** What a model is entered into, and ends with. */
export interface Owner {
  readonly families: FamilyRegister;
  readonly models: OpenedModels;
  addModel(family: Family, model: OpenedModel): void;
}

/** Gives the network's id. Throws a sentence where the file is not what Keras writes. */
export function registerModel(owner: Owner, text: ModelText): string {
  const notes = new WeakMap<Network, readonly string[]>();
  const side = text.metadata?.imageSize ?? 224;
  const read = (identity: { id?: string; title?: string }, resolution: Resolution): LayersModel => {
    const model = readLayersModel(text.json, { ...identity, resolution });
    notes.set(model.network, model.notes);
    return model;
  };
  const first = read({}, side);
  checkDrawn(first.network.nodes.length, text.title);
  const identity = {
    id: freeId(owner, first.network.id),
    title: text.metadata?.modelName ?? first.network.title,
  };
  const family: Family = {
    ...identity,
    ...NO_PAPER,
    options: first.isOpen ? [{ ...resolutionOption([96, 128, 160, 192, 224]), default: side }] : [],
    build: (options) => whole(read(identity, (options['resolution'] as Resolution | undefined) ?? side)),
  };
  const settings = settingsOf(text, first);
  const notesOn = (network: Network): readonly string[] => [...(notes.get(network) ?? []), ...settings.notes];
  owner.addModel(family, { ...settings, address: text.address, notesOn });
  return identity.id;
}

export function checkDrawn(operations: number, title: string): void {
  if (operations <= MOST_DRAWN) return;
  const sentence = `${excerptName(title)}: expected at most ${MOST_DRAWN} operations to draw, got ${operations}`;
  throw new InputError('options', 'model-size', sentence);
}

export const NO_PAPER = { year: 0, paper: '', presets: {}, presetTitles: {} } satisfies Partial<Family>;

/** Throws what does not fit in it. */
export function whole({ network, misfit }: Pick<LayersModel, 'network' | 'misfit'>): Network {
  if (misfit) throw misfit;
  return network;
}

/** The model's own name; `-file` tells it from a network of ours, and a number from another that was opened. */
export function freeId({ families: { all }, models }: Owner, name: string): string {
  const isTaken = (id: string): boolean => all.some((family) => family.id === id);
  const own = name.replace(/[^\w.-]+/g, '-') || 'model';
  const plain = isTaken(own) && !models.has(own) ? `${own}-file` : own;
  let id = plain;
  for (let count = 2; isTaken(id); count++) id = `${plain}-${count}`;
  return id;
}
