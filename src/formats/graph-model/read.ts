/** A tfjs graph model → a network: TensorFlow's operations, as its converter writes them. */
import { LONGEST_NAME } from '../../core/limits.js';
import { once } from '../../core/once.js';
import { modelError } from '../file-error.js';
import type { Constant } from '../graph/constant.js';
import type { Attributes, AttributeValue, Graph, GraphInput, GraphNode } from '../graph/graph.js';
import { modelOfGraph } from '../graph/read-graph-model.js';
import { Unsupported } from '../graph/unsupported.js';
import { isRecord, type Json } from '../layers-model/json.js';
import { tensorsListed } from '../layers-model/manifest.js';
import type { Model, ReadOptions } from '../model.js';
import { foldings, operations } from '../tensorflow/operations.js';
import { decode, type StoredTensor } from '../weights/stored-tensor.js';

/** `tensors`: those that the manifest lists, by name; absent where their files were not given. Throws `FileError`. */
export function readGraphModel(
  json: unknown,
  file: string,
  tensors: ReadonlyMap<string, StoredTensor> | undefined,
  options: ReadOptions = {},
): Model {
  const model = isRecord(json) ? json : {};
  const topology = isRecord(model['modelTopology']) ? model['modelTopology'] : {};
  const written = topology['node'];
  if (!Array.isArray(written) || !written.length) throw modelError(file, 'modelTopology', 'a list of nodes', 'none');
  const nodes = withOutputs(written.map((node: unknown, at) => parseNode(node, at, file)));
  const signature = signatureOf(model, topology);
  const graph: Graph = {
    title: titleOf(options, file),
    inputs: inputsOf(nodes, signature),
    outputs: outputsOf(nodes, signature),
    nodes: nodes.filter(({ op }) => !STORED.has(op)),
    constants: constantsOf(json, tensors),
    stated: new Map(),
    channelsFirst: false,
    notes: [],
  };
  return modelOfGraph(graph, { operations, foldings }, file, options, tensors !== undefined);
}

const titleOf = ({ title }: ReadOptions, file: string): string => title ?? (file.replace(/\.json$/i, '') || 'model');

const PLACEHOLDERS: ReadonlySet<string> = new Set(['Placeholder', 'PlaceholderV2']);
const STORED: ReadonlySet<string> = new Set([...PLACEHOLDERS, 'Const', 'NoOp']);

function parseNode(node: unknown, at: number, file: string): GraphNode {
  const place = `node ${at + 1}`;
  if (!isRecord(node)) throw modelError(file, place, 'an object', 'another value');
  const { name, op, input = [], attr = {} } = node;
  if (typeof name !== 'string' || typeof op !== 'string' || name.length > LONGEST_NAME || op.length > LONGEST_NAME)
    throw modelError(file, place, `a name and an op of at most ${LONGEST_NAME} signs`, 'others');
  if (!Array.isArray(input) || !input.every((one) => typeof one === 'string'))
    throw modelError(file, name, 'a list of inputs', 'another value');
  const attributes = isRecord(attr) ? attributesOf(attr) : {};
  // What only waits for another, `^name`, reads nothing of it.
  const inputs = input.filter((one) => !one.startsWith('^')).map(tensorName);
  return { op, name, inputs, outputs: [name], attributes };
}

/** As many as are read, `x:2` being the third of x; the parts of a split are all there, read or not. */
function withOutputs(nodes: readonly GraphNode[]): readonly GraphNode[] {
  const last = new Map<string, number>();
  for (const input of nodes.flatMap(({ inputs }) => inputs)) {
    const [, name, part] = /^(.*):(\d{1,3})$/.exec(input) ?? [];
    if (name !== undefined) last.set(name, Math.max(last.get(name) ?? 0, Number(part)));
  }
  return nodes.map((node) => {
    const count = Math.min(Math.max(partsOf(node), (last.get(node.name) ?? 0) + 1), MOST_OUTPUTS);
    const outputs = Array.from({ length: count }, (_, part) => (part ? `${node.name}:${part}` : node.name));
    return { ...node, outputs };
  });
}

/** `x` and `x:0` are one. */
const tensorName = (name: string): string => name.replace(/:0$/, '');

const MOST_OUTPUTS = 1024;

function partsOf({ op, attributes }: GraphNode): number {
  const count = op === 'Split' || op === 'SplitV' ? attributes['num_split'] : 1;
  return typeof count === 'number' && count >= 1 ? count : 1;
}

function attributesOf(attr: Json): Attributes {
  const entries = Object.entries(attr).flatMap(([key, value]) => {
    const read = isRecord(value) ? valueOf(value) : undefined;
    return read === undefined ? [] : [[key, read] as const];
  });
  return Object.fromEntries(entries);
}

/** Texts come in base64, whole numbers as texts. */
function valueOf(value: Json): AttributeValue | undefined {
  if (typeof value['s'] === 'string') return fromBase64(value['s']);
  if (value['i'] !== undefined) return Number(value['i']);
  if (value['f'] !== undefined) return Number(value['f']);
  if (typeof value['b'] === 'boolean') return value['b'];
  if (isRecord(value['shape'])) return dimsIn(value['shape']);
  const { list } = value;
  if (!isRecord(list)) return undefined;
  if (Array.isArray(list['s']))
    return list['s'].map((text) => (typeof text === 'string' ? fromBase64(text) : '')).join();
  const numbers = list['i'] ?? list['f'];
  return Array.isArray(numbers) ? numbers.map(Number) : [];
}

/** Also where the converter has not encoded it. */
function fromBase64(text: string): string {
  if (!/^[A-Za-z0-9+/]+=*$/.test(text) || text.length % 4) return text;
  try {
    const plain = atob(text);
    return /^[\x20-\x7e]*$/.test(plain) ? plain : text;
  } catch {
    return text;
  }
}

/** -1 where an axis is open. */
function dimsIn(shape: Json): readonly number[] {
  const { dim } = shape;
  return Array.isArray(dim) ? dim.map((one: unknown) => (isRecord(one) ? Number(one['size'] ?? -1) : -1)) : [];
}

const signatureOf = (model: Json, topology: Json): Json => {
  const found = model['signature'] ?? topology['signature'];
  return isRecord(found) ? found : {};
};

function inputsOf(nodes: readonly GraphNode[], signature: Json): readonly GraphInput[] {
  const stated = new Map(
    entriesOf(signature, 'inputs').map((entry) => [
      tensorName(String(entry['name'])),
      isRecord(entry['tensorShape']) ? dimsIn(entry['tensorShape']) : undefined,
    ]),
  );
  return nodes
    .filter(({ op }) => PLACEHOLDERS.has(op))
    .map(({ name, attributes }) => {
      const own = attributes['shape'];
      const dims = Array.isArray(own) && own.length ? (own as readonly number[]) : stated.get(name);
      return { name, dims: dims?.map((size) => (size > 0 ? size : null)) };
    });
}

const entriesOf = (signature: Json, side: 'inputs' | 'outputs'): readonly Json[] => {
  const entries = signature[side];
  return isRecord(entries)
    ? (Object.values(entries).filter((entry) => isRecord(entry) && typeof entry['name'] === 'string') as Json[])
    : [];
};

/** Those of the signature; where there is none, what nobody reads. */
function outputsOf(nodes: readonly GraphNode[], signature: Json): readonly string[] {
  const named = entriesOf(signature, 'outputs').map((entry) => tensorName(entry['name'] as string));
  if (named.length) return named;
  const read = new Set(nodes.flatMap(({ inputs }) => inputs));
  const isRead = ({ outputs }: GraphNode): boolean => outputs.some((name) => read.has(name));
  return nodes.filter((node) => !STORED.has(node.op) && !isRead(node)).map(({ name }) => name);
}

function constantsOf(
  json: unknown,
  tensors: ReadonlyMap<string, StoredTensor> | undefined,
): ReadonlyMap<string, Constant> {
  return new Map(
    tensorsListed(json).map(({ name, shape }) => {
      const stored = tensors?.get(name);
      const isWhole = stored?.dtype === 'int32' || stored?.dtype === 'bool';
      return [name, { dims: shape, isWhole, values: once(() => valuesOf(stored)) }];
    }),
  );
}

function valuesOf(stored: StoredTensor | undefined): ArrayLike<number> {
  if (!stored) throw new Unsupported('the file with its numbers was not given');
  return stored.dtype === 'bool' ? new Uint8Array(stored.bytes()) : decode(stored);
}
