/** An ONNX file → a network. */
import { excerptName } from '../../core/excerpt.js';
import { modelError } from '../file-error.js';
import type { AttributeValue, Graph, GraphNode } from '../graph/graph.js';
import { modelOfGraph } from '../graph/read-graph-model.js';
import type { Model, ReadOptions } from '../model.js';
import { foldings } from './foldings.js';
import { operations } from './operations.js';
import { quantisationsIn } from './quantisations.js';
import { readModelProto, type GraphProto, type ModelProto, type NodeProto, type TensorProto } from './proto.js';
import { constantFrom, externalFile, type FindFile } from './tensor.js';
import { WireError } from './wire.js';

/** From there on operations mean what they do today, but for what is asked about below. */
const OLDEST_OPSET = 7;

/**
 * `file`: what sentences call it; `findFile` gives the bytes of files that lie beside it, which may hold the numbers.
 * Throws `FileError` naming the part of the file that cannot be followed.
 */
export function readOnnx(bytes: Uint8Array, file: string, findFile: FindFile, options: ReadOptions = {}): Model {
  const proto = parsed(bytes, file);
  const { opset, graph } = proto;
  if (!graph) throw modelError(file, 'ONNX', 'a graph', 'none');
  if (opset < OLDEST_OPSET)
    throw modelError(file, 'opset', `version ${OLDEST_OPSET} or later`, excerptName(`${opset}`));
  const missing = missingFiles(graph, findFile);
  const note = `The file with its numbers (${missing.map(excerptName).join(', ')}) was not given: it runs with random weights, and predicts nothing.`;
  const read = graphOf(proto, graph, findFile, file, missing.length ? [note] : []);
  const model = modelOfGraph(read, KINDS, file, options, !missing.length);
  return { ...model, quantised: missing.length ? undefined : quantisationsIn(graph, read.constants) };
}

const KINDS = { operations, foldings };

export function externalFilesIn(bytes: Uint8Array, file: string): readonly string[] {
  const { graph } = parsed(bytes, file);
  return graph ? missingFiles(graph, () => undefined) : [];
}

function parsed(bytes: Uint8Array, file: string): ModelProto {
  try {
    return readModelProto(bytes);
  } catch (error) {
    if (error instanceof WireError) throw modelError(file, 'ONNX', error.expected, error.received);
    throw error;
  }
}

const missingFiles = ({ initializers }: GraphProto, findFile: FindFile): readonly string[] => [
  ...new Set(
    initializers
      .filter(({ isExternal }) => isExternal)
      .map(({ external }) => externalFile(external))
      .filter((name) => !findFile(name)),
  ),
];

function graphOf(
  { opset, producer }: ModelProto,
  graph: GraphProto,
  findFile: FindFile,
  file: string,
  notes: readonly string[],
): Graph {
  const stored = new Set(graph.initializers.map(({ name }) => name));
  const nodes = graph.nodes.map((node) => nodeOf(node, opset, findFile));
  return {
    title: titleOf(graph.name, producer, file),
    inputs: graph.inputs.filter(({ name }) => !stored.has(name)).map(({ name, dims }) => ({ name, dims })),
    outputs: graph.outputs.map(({ name }) => name),
    nodes,
    constants: new Map(graph.initializers.map((tensor) => [tensor.name, constantFrom(tensor, findFile)])),
    stated: new Map(
      [...graph.values, ...graph.outputs].flatMap(({ name, dims }) => {
        const closed = dims?.map((size, axis) => (axis === 0 && size === null ? 1 : size));
        return closed?.length && closed.every((size) => size !== null) ? [[name, closed] as const] : [];
      }),
    ),
    channelsFirst: true,
    notes: [...notes, ...quantisationNotes(nodes)],
  };
}

/** PyTorch calls all of them alike. */
function titleOf(name: string, producer: string, file: string): string {
  const isOwn = name && !/^(?:torch[-_]jit.*|main_graph|graph|tf2onnx|g)$/i.test(name);
  return isOwn ? name : file.replace(/\.onnx$/i, '') || producer || 'model';
}

function nodeOf(node: NodeProto, opset: number, findFile: FindFile): GraphNode {
  const { op, inputs, outputs, attributes } = node;
  const valueOf = (value: number | string | number[] | TensorProto): AttributeValue =>
    typeof value === 'object' && 'dims' in value ? constantFrom(value, findFile) : value;
  const entries = [...attributes].map(([key, value]) => [key, valueOf(value)] as const);
  return { op, name: pathOf(node), inputs, outputs, attributes: { ...Object.fromEntries(entries), opset } };
}

/** The scopes that newer exports of PyTorch list, as Python writes a list: `['', 'features', 'features.0', 'conv2d']`. */
const SCOPES = 'pkg.torch.onnx.name_scopes';

/** Parameters as PyTorch names them, in a module: `features.0.0.weight`. */
const PARAMETER = /^(\w+(?:\.\w+)+)\.(?:weight|bias)$/;

/** A path of modules: older exports number their nodes, and say only by its weights in which module a node is. */
function pathOf({ op, name, inputs, notes }: NodeProto): string {
  if (name.includes('/')) return name;
  const scopes = (notes.get(SCOPES) ?? '').match(/'[^']*'/g)?.map((scope) => scope.slice(1, -1));
  const module =
    scopes?.at(-2) ?? inputs.map((input) => PARAMETER.exec(input)?.[1]).find((found) => found !== undefined);
  return module ? `${module.replaceAll('.', '/')}/${op}` : name;
}

const QUANTISED = /^(?:QLinear|QGemm|QuantizeLinear|DequantizeLinear|ConvInteger|MatMulInteger)/;

function quantisationNotes(nodes: readonly GraphNode[]): readonly string[] {
  const count = nodes.filter(({ op }) => QUANTISED.test(op)).length;
  return count ? [QUANTISATION_NOTE] : [];
}

export const QUANTISATION_NOTE =
  'It is quantised: weights are stored as whole numbers of 8 bits, and computed here with as the numbers that they stand for; what lies between layers is not rounded, as it is on a device.';
