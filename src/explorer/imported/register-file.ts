/** Enters a model that `readModel` has read among an explorer's families. */
import { packWeights, type ReadModel } from '../../formats/index.js';
import type { Preprocessing } from '../../runtime/index.js';
import type { OpenedModel } from '../opened.js';
import { checkDrawn, freeId, NO_PAPER, whole, type Owner } from './register.js';
import { NO_OPTIONS, NO_WEIGHTS, RAW, SIGNED } from './settings.js';

/** ImageNet's, as torchvision has it. */
const IMAGENET: Preprocessing = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };

/** Gives the network's id. Throws a sentence for more operations than are drawn, or a layer that does not fit. */
export function registerFile(owner: Owner, model: ReadModel, files: readonly File[]): string {
  const network = whole(model);
  const title = files[0]!.name;
  checkDrawn(network.nodes.length, title);
  const id = freeId(owner.families, network.id);
  const identity = { id, title: network.title };
  const family = { ...identity, ...NO_PAPER, options: [], build: () => ({ ...network, id }) };
  const { weights } = model;
  owner.addModel(family, {
    weights: weights && { data: packWeights(network, weights) },
    weightsTitle: title,
    ...scalingOf(model),
    notesOn: () => [...model.notes, ...(weights ? [] : [NO_WEIGHTS]), ...scalingOf(model).notes, NO_OPTIONS],
  });
  return id;
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
    notes: [`The file does not say how pixels were scaled in training; it is given ${given}.`],
  };
}
