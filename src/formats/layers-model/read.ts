/** A Keras model in a tfjs `model.json` → a network like those of the register. */
import { MOST_ELEMENTS } from '../../core/limits.js';
import type { Options, Resolution } from '../../core/options.js';
import { elementsOf, formatShape } from '../../core/shape.js';
import { buildFrom } from '../draft/build.js';
import type { Origin } from '../draft/draft.js';
import { readsImage, type Model, type ReadOptions } from '../model.js';
import { assemble, modelsAround } from './assemble.js';
import { inputShapeOf, parseTopology, type ModelConfig } from './config.js';
import { ModelTextError, type Axes } from './json.js';
import { Manifest, tensorsListed } from './manifest.js';
import { notesOn } from './notes.js';
import { toShape, type Dims } from './tensor.js';
import { unfold, type Use } from './unfold.js';

export interface LayersModel extends Model {
  /** Whether the file lists tensors; their numbers lie beside it. */
  readonly hasWeights: boolean;
}

const DEFAULT_SIDE = 224;

/**
 * Reads a model, `json` as it was parsed. Throws `TypeError` where the file is not what Keras writes, naming the layer or
 * the field. A layer that does not fit ends the network, and is returned as `misfit`.
 */
export function readLayersModel(
  json: unknown,
  { id, title, resolution = DEFAULT_SIDE }: ReadOptions = {},
): LayersModel {
  const model = parseTopology(json);
  const { uses, outputs } = unfold(model);
  const axes = inputAxes(model);
  const input = closed(axes, resolution, model.name);
  const tensors = tensorsListed(json);
  const manifest = new Manifest(tensors);
  const assembled = assemble(uses, input, model.name, manifest);
  const isOpen = axes.includes(null);
  const options: Options = isOpen ? { resolution } : {};
  // What its tensors' names begin with, so that they are found; the layer's own name where it has none.
  const kerasName = (use: Origin): string =>
    manifest.prefixOf(use.name, [model.name, ...modelsAround(use)]) ?? use.name;
  const { network, ids, misfit } = buildFrom(
    { ...assembled, namesOf: (use) => ({ keras: kerasName(use) }) },
    { id: id ?? model.name, title: title ?? model.name, options },
  );
  const idOf = (use: Use): string | undefined => ids[assembled.tensors.get(use)?.node ?? -1];
  return {
    network,
    misfit,
    notes: notesOn({ network, uses, assembled, isOpen, outputs }),
    layers: layersOf(uses, idOf),
    outputs: outputs.flatMap((use) => idOf(use) ?? []),
    isOpen,
    hasWeights: tensors.length > 0,
    scalesPixels: network.nodes[1]?.kind === 'rescale',
    readsImage: readsImage(network),
  };
}

function inputAxes(model: ModelConfig): Axes {
  const input = model.layers.find(({ name }) => name === model.inputs[0]!.layer)!;
  const axes = inputShapeOf(input);
  if (!axes?.length) throw new ModelTextError(model.name, 'the shape of its input (batch_input_shape)', undefined);
  return axes;
}

/** Only height and width may be open. */
function closed(axes: Axes, resolution: Resolution, model: string): Dims {
  const [height, width] = typeof resolution === 'number' ? [resolution, resolution] : resolution;
  const dims = axes.length === 3 ? [axes[0] ?? height, axes[1] ?? width, axes[2]] : axes;
  if (dims.length <= 3 && dims.every((axis) => axis !== null && axis !== undefined))
    return bounded(dims as Dims, model);
  throw new ModelTextError(model, 'an input of height, width and channels (height and width may be null)', axes);
}

/** What is larger could be drawn, but takes for ever to run. */
function bounded(dims: Dims, model: string): Dims {
  if (elementsOf(toShape(dims)) <= MOST_ELEMENTS) return dims;
  throw new ModelTextError(model, `an input of at most ${MOST_ELEMENTS} values`, formatShape(dims));
}

function layersOf(uses: readonly Use[], idOf: (use: Use) => string | undefined): ReadonlyMap<string, string> {
  const layers = new Map<string, string>();
  for (const use of uses) {
    const name = [...use.nests.map((nest) => nest.name), use.layer.name].join('/');
    const id = idOf(use);
    if (id !== undefined && !use.first && !layers.has(name)) layers.set(name, id);
  }
  return layers;
}
