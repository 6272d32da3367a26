/** The topology of a Keras model as a file holds it: layers, and who reads whom. */
import { excerptName } from '../../core/excerpt.js';
import { DEEPEST_MODEL, LONGEST_NAME, MOST_LAYERS } from '../../core/limits.js';
import { inboundCalls, parseReferences, type Call, type Reference } from './inbound.js';
import { ModelTextError, isRecord, pythonic, withoutBatch, type Axes, type Json } from './json.js';

/** A layer; where it is itself a model, with what is in it. */
export interface LayerConfig {
  readonly className: string;
  readonly name: string;
  readonly config: Json;
  /** One entry for each time that it is used. */
  readonly calls: readonly Call[];
  readonly model?: ModelConfig;
  /** The shape of its input without the batch, where the file says it; `null` where an axis is open. */
  readonly statedInput?: Axes | undefined;
}

export interface ModelConfig {
  readonly name: string;
  readonly layers: readonly LayerConfig[];
  readonly inputs: readonly Reference[];
  readonly outputs: readonly Reference[];
}

const MODELS: ReadonlySet<unknown> = new Set(['Functional', 'Model', 'Sequential']);

/**
 * Finds the topology in a tfjs `model.json` (or in Keras' own JSON of a model). Throws `TypeError` naming the field, what
 * was expected and what came.
 */
export function parseTopology(json: unknown): ModelConfig {
  if (isRecord(json) && json['format'] === 'graph-model')
    throw new ModelTextError('format', 'a layers model', 'graph-model, which has no layers any more');
  const topology = isRecord(json) && 'modelTopology' in json ? json['modelTopology'] : json;
  const wrapped = isRecord(topology) && 'model_config' in topology ? topology['model_config'] : topology;
  if (!isRecord(wrapped) || !MODELS.has(wrapped['class_name']))
    throw new ModelTextError('modelTopology', 'a Sequential or Functional model', wrapped);
  return parseModel(wrapped, 0);
}

function parseModel({ class_name: className, config }: Json, depth: number): ModelConfig {
  if (depth > DEEPEST_MODEL) throw new ModelTextError('layers', `models nested at most ${DEEPEST_MODEL} deep`, 'more');
  // The oldest Sequential files hold the bare list.
  const fields: Json = Array.isArray(config) ? { layers: config } : isRecord(config) ? pythonic(config) : {};
  const name = typeof fields['name'] === 'string' ? fields['name'] : (className as string).toLowerCase();
  checkName(name, 'a model');
  const { layers } = fields;
  if (!Array.isArray(layers) || !layers.length) throw new ModelTextError(name, 'a list of layers', layers);
  if (layers.length > MOST_LAYERS) throw tooMany(name, layers.length);
  const parsed = layers.map((layer: unknown, at) => parseLayer(layer, `${name}, layer ${at + 1}`, depth));
  checkNames(name, parsed);
  if (className === 'Sequential') return chain(name, parsed);
  return {
    name,
    layers: parsed,
    inputs: parseReferences(fields['input_layers'], `${name}, input_layers`),
    outputs: parseReferences(fields['output_layers'], `${name}, output_layers`),
  };
}

function parseLayer(written: unknown, where: string, depth: number): LayerConfig {
  const layer = isRecord(written) ? pythonic(written) : {};
  if (typeof layer['class_name'] !== 'string') throw new ModelTextError(where, 'a class_name', written);
  const { class_name: className, inbound_nodes: inbound, build_config: build } = layer as Json & { class_name: string };
  const config = isRecord(layer['config']) ? pythonic(layer['config']) : {};
  const name = [layer['name'], config['name']].find((candidate) => typeof candidate === 'string' && candidate);
  if (typeof name !== 'string') throw new ModelTextError(where, 'a name', layer['name']);
  checkName(name, where);
  checkName(className as string, where);
  return {
    className: className as string,
    name,
    config,
    calls: inboundCalls(inbound, name),
    ...(MODELS.has(className) && { model: parseModel(layer, depth + 1) }),
    statedInput: withoutBatch(config['batch_input_shape'] ?? (isRecord(build) ? build['input_shape'] : undefined)),
  };
}

/** More layers than are read, of which `where` is the last or has them. */
export const tooMany = (where: string, layers: number | 'more'): TypeError =>
  new ModelTextError(where, `at most ${MOST_LAYERS} layers, each use counted`, layers);

function checkName(name: string, where: string): void {
  if (name.length <= LONGEST_NAME) return;
  throw new ModelTextError(where, `a name of at most ${LONGEST_NAME} signs`, name);
}

function checkNames(model: string, layers: readonly LayerConfig[]): void {
  const seen = new Set<string>();
  for (const { name } of layers) {
    if (seen.has(name))
      throw new ModelTextError(model, 'every layer to have a name of its own', `${excerptName(name)} twice`);
    seen.add(name);
  }
}

/** A Sequential as what it stands for: an input, and layers that each read the one before. */
function chain(name: string, layers: readonly LayerConfig[]): ModelConfig {
  const all = layers[0]!.className === 'InputLayer' ? layers : [inputFor(name, layers[0]!), ...layers];
  const refer = (layer: LayerConfig): Reference => ({ layer: layer.name, call: 0, output: 0 });
  const calls = (at: number): readonly Call[] => (at ? [{ reads: [refer(all[at - 1]!)], values: {} }] : []);
  return {
    name,
    layers: all.map((layer, at) => ({ ...layer, calls: calls(at) })),
    inputs: [refer(all[0]!)],
    outputs: [refer(all.at(-1)!)],
  };
}

function inputFor(model: string, first: LayerConfig): LayerConfig {
  const shape = inputShapeOf(first);
  const config = shape ? { batch_shape: [null, ...shape] } : {};
  return { className: 'InputLayer', name: `${model}_input`, config, calls: [] };
}

/** What shape a layer wants, as far as it says so itself or the model that it is does. */
export function inputShapeOf({ className, config, statedInput, model }: LayerConfig): Axes | undefined {
  if (statedInput) return statedInput;
  if (className === 'InputLayer') return withoutBatch(config['batch_shape'] ?? config['batch_input_shape']);
  const first = model?.layers.find(({ name }) => name === model.inputs[0]?.layer);
  return first && inputShapeOf(first);
}
