/** Enters a model that `readModel` has read among an explorer's families. */
import { resolutionOption, type Family, type Network, type Resolution } from '../../core/index.js';
import { packWeights, readModel, type ReadModel } from '../../formats/index.js';
import type { Preprocessing } from '../../runtime/index.js';
import { InputError } from '../errors.js';
import type { OpenedModel } from '../opened.js';
import { classesIn, namesIn, usualNames } from '../weights/classes.js';
import { checkDrawn, freeId, NO_PAPER, whole, type Owner } from './register.js';
import { ASK, NO_OPTIONS, NO_WEIGHTS, RAW, SIGNED } from './settings.js';

/** ImageNet's, as torchvision has it. */
const IMAGENET: Preprocessing = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };

/** A model of files, and what its classes are called. */
export interface ReadFiles {
  readonly model: ReadModel;
  readonly classes: { readonly names?: OpenedModel['classes']; readonly notes: readonly string[] };
  /** What a reader calls it. */
  readonly title: string;
  readonly address?: string | undefined;
}

/** Rejects with `FileError`, or the signal's reason. */
export async function readFiles(
  files: readonly File[],
  title: string,
  address?: string,
  signal?: AbortSignal,
): Promise<ReadFiles> {
  const model = await readModel(files, { signal });
  return { model, classes: await classesOf(model, files), title, address };
}

/** Gives the network's id. Throws a sentence for more operations than are drawn, or a layer that does not fit. */
export function registerFile(owner: Owner, read: ReadFiles): string {
  const { model, classes, title, address } = read;
  const first = whole(model);
  checkDrawn(first.nodes.length, title);
  const id = freeId(owner, first.id);
  const notes = new WeakMap<Network, readonly string[]>();
  const entered = (shown: Network, said: readonly string[]): Network => {
    const network = { ...shown, id };
    notes.set(network, said);
    return network;
  };
  const { weights } = model;
  const scaling = scalingOf(model);
  const options = optionsOf(model);
  owner.addModel(
    {
      id,
      title: first.title,
      ...NO_PAPER,
      options,
      build: ({ resolution = options[0]?.default }) => {
        if (!model.at || resolution === options[0]?.default) return entered(first, model.notes);
        const other = model.at(resolution as Resolution);
        return entered(whole(other), other.notes);
      },
    },
    {
      address,
      weights: weights && { data: packWeights(first, weights) },
      weightsTitle: title,
      preprocessing: scaling.preprocessing,
      readsImage: model.readsImage,
      classes: classes.names,
      notesOn: (network) => {
        const own = new Set([...(notes.get(network) ?? []), ...(weights ? [] : [NO_WEIGHTS])]); // a reader may have said it, too
        return [...own, ...scaling.notes, ...classes.notes, ...(options.length ? [] : [NO_OPTIONS])];
      },
    },
  );
  return id;
}

/** Height and width, where the file leaves them open. */
const optionsOf = ({ at, network }: ReadModel): Family['options'] =>
  at ? [{ ...resolutionOption([96, 128, 160, 192, 224]), default: network.options['resolution'] as Resolution }] : [];

/** Those of the file, those beside it, else ImageNet's where there are as many: two out of three such models are of it. */
async function classesOf(
  { classes, network, readsImage }: ReadModel,
  files: readonly File[],
): Promise<ReadFiles['classes']> {
  const outputs = classesIn(network);
  if (classes?.length === outputs) return { names: { names: classes, source: 'the file' }, notes: [] };
  try {
    const beside = await namesIn(files, outputs);
    const names = beside ?? (readsImage ? await usualNames(outputs).catch(() => undefined) : undefined);
    return { ...(names && { names }), notes: [] };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { notes: [`${error.message}: the names are left aside.`] };
  }
}

/** How pixels are given to it, and what a reader has to know of that. */
function scalingOf(model: ReadModel): Pick<OpenedModel, 'preprocessing'> & { readonly notes: readonly string[] } {
  if (!model.readsImage) return { preprocessing: SIGNED, notes: [] };
  if (model.scalesPixels)
    return { preprocessing: RAW, notes: ['It scales pixels itself: it is given values from 0 to 255.'] };
  if (model.preprocessing) return { preprocessing: model.preprocessing, notes: [] };
  const isPyTorchs = model.format === 'onnx';
  const given = isPyTorchs
    ? 'values normalised by ImageNet’s mean and deviation, as torchvision’s are'
    : 'values from −1 to 1';
  return {
    preprocessing: isPyTorchs ? IMAGENET : SIGNED,
    notes: [`The file does not say how pixels were scaled in training; it is given ${given}. ${ASK}`],
  };
}
