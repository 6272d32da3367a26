/** What an ONNX file holds, field by field (onnx.proto of the ONNX project), as far as a network is made of it. */
import { LONGEST_NAME, MOST_LAYERS, MOST_TENSORS } from '../../core/limits.js';
import { visitFields, WireError, type Field } from './wire.js';

export interface TensorProto {
  name: string;
  dims: number[];
  type: number;
  raw?: Uint8Array;
  floats: ArrayLike<number>[];
  wholes: number[];
  doubles: ArrayLike<number>[];
  /** `location`, `offset`, `length` of values that lie in another file. */
  external: Map<string, string>;
  isExternal: boolean;
}

export interface NodeProto {
  op: string;
  name: string;
  domain: string;
  inputs: string[];
  outputs: string[];
  attributes: Map<string, number | string | number[] | TensorProto>;
  /** What the writer says beside: newer exports of PyTorch, in which module a node is. */
  notes: Map<string, string>;
}

export interface ValueProto {
  name: string;
  /** `null` where an axis is open. */
  dims?: (number | null)[];
}

export interface GraphProto {
  name: string;
  nodes: NodeProto[];
  initializers: TensorProto[];
  inputs: ValueProto[];
  outputs: ValueProto[];
  values: ValueProto[];
}

export interface ModelProto {
  producer: string;
  opset: number;
  graph?: GraphProto;
}

export function readModelProto(bytes: Uint8Array): ModelProto {
  const model: ModelProto = { producer: '', opset: 0 };
  visitFields(bytes, (field) => {
    if (field.number === 2) model.producer = nameIn(field);
    else if (field.number === 7) model.graph = readGraph(field.bytes());
    else if (field.number === 8) {
      const { domain, version } = readOpset(field.bytes());
      if (domain === '' || domain === 'ai.onnx') model.opset = version;
    }
  });
  return model;
}

function readOpset(bytes: Uint8Array) {
  const opset = { domain: '', version: 0 };
  visitFields(bytes, (field) => {
    if (field.number === 1) opset.domain = nameIn(field);
    else if (field.number === 2) opset.version = field.whole();
  });
  return opset;
}

function readGraph(bytes: Uint8Array): GraphProto {
  const graph: GraphProto = { name: '', nodes: [], initializers: [], inputs: [], outputs: [], values: [] };
  visitFields(bytes, (field) => {
    switch (field.number) {
      case 1:
        return void add(graph.nodes, readNode(field.bytes()), MOST_LAYERS, 'operations');
      case 2:
        return void (graph.name = nameIn(field));
      case 5:
        return void add(graph.initializers, readTensor(field.bytes()), MOST_TENSORS, 'tensors');
      case 11:
        return void add(graph.inputs, readValue(field.bytes()), MOST_TENSORS, 'inputs');
      case 12:
        return void add(graph.outputs, readValue(field.bytes()), MOST_TENSORS, 'outputs');
      case 13:
        return void add(graph.values, readValue(field.bytes()), 4 * MOST_TENSORS, 'shapes');
    }
  });
  return graph;
}

function add<T>(list: T[], item: T, most: number, what: string): void {
  if (list.length === most) throw new WireError(`at most ${most} ${what}`, 'more');
  list.push(item);
}

function nameIn(field: Field): string {
  const bytes = field.bytes();
  if (bytes.length > LONGEST_NAME) throw new WireError(`names of at most ${LONGEST_NAME} bytes`, 'a longer one');
  return new TextDecoder().decode(bytes);
}

function readNode(bytes: Uint8Array): NodeProto {
  const node: NodeProto = {
    op: '',
    name: '',
    domain: '',
    inputs: [],
    outputs: [],
    attributes: new Map(),
    notes: new Map(),
  };
  visitFields(bytes, (field) => {
    if (field.number === 1) node.inputs.push(nameIn(field));
    else if (field.number === 2) node.outputs.push(nameIn(field));
    else if (field.number === 3) node.name = nameIn(field);
    else if (field.number === 4) node.op = nameIn(field);
    else if (field.number === 5) readAttribute(field.bytes(), node.attributes);
    else if (field.number === 7) node.domain = nameIn(field);
    else if (field.number === 9) readEntry(field.bytes(), node.notes, (value) => value.text());
  });
  return node;
}

/** Graphs inside of attributes stay closed: what has them is drawn as unknown. */
function readAttribute(bytes: Uint8Array, attributes: NodeProto['attributes']): void {
  let name = '';
  let value: number | string | number[] | TensorProto | undefined;
  const numbers: number[] = [];
  visitFields(bytes, (field) => {
    if (field.number === 1) name = nameIn(field);
    else if (field.number === 2) value = field.float();
    else if (field.number === 3) value = field.whole();
    else if (field.number === 4) value = field.text();
    else if (field.number === 5) value = readTensor(field.bytes());
    else if (field.number === 7) pushAll(numbers, field.floats());
    else if (field.number === 8) pushAll(numbers, field.wholes());
  });
  const found = value ?? (numbers.length ? numbers : undefined);
  if (found !== undefined) attributes.set(name, found);
}

/** A list may be too long to be spread. */
function pushAll(list: number[], values: ArrayLike<number>): void {
  for (let at = 0; at < values.length; at++) list.push(values[at]!);
}

export function readTensor(bytes: Uint8Array): TensorProto {
  const tensor: TensorProto = {
    name: '',
    dims: [],
    type: 0,
    floats: [],
    wholes: [],
    doubles: [],
    external: new Map(),
    isExternal: false,
  };
  visitFields(bytes, (field) => readTensorField(field, tensor));
  return tensor;
}

function readTensorField(field: Field, tensor: TensorProto): void {
  switch (field.number) {
    case 1:
      return void tensor.dims.push(...field.wholes());
    case 2:
      return void (tensor.type = field.whole());
    case 4:
      return void tensor.floats.push(field.floats());
    case 5:
    case 7:
    case 11:
      for (const value of field.wholes()) tensor.wholes.push(value);
      return;
    case 8:
      return void (tensor.name = nameIn(field));
    case 9:
      return void (tensor.raw = field.bytes());
    case 10:
      return void tensor.doubles.push(field.doubles());
    case 13:
      return readEntry(field.bytes(), tensor.external);
    case 14:
      return void (tensor.isExternal = field.whole() === 1);
  }
}

function readEntry(bytes: Uint8Array, entries: Map<string, string>, read = nameIn): void {
  const entry = { key: '', value: '' };
  visitFields(bytes, (field) => {
    if (field.number === 1) entry.key = nameIn(field);
    else if (field.number === 2) entry.value = read(field);
  });
  entries.set(entry.key, entry.value);
}

function readValue(bytes: Uint8Array): ValueProto {
  const value: ValueProto = { name: '' };
  visitFields(bytes, (field) => {
    if (field.number === 1) value.name = nameIn(field);
    else if (field.number === 2)
      within(field, 1, (tensor) => within(tensor, 2, (shape) => (value.dims = readDims(shape))));
  });
  return value;
}

/** The message in a field of the message in a field. */
function within(field: Field, number: number, visit: (inner: Field) => void): void {
  visitFields(field.bytes(), (inner) => {
    if (inner.number === number) visit(inner);
  });
}

function readDims(shape: Field): (number | null)[] {
  const dims: (number | null)[] = [];
  within(shape, 1, (dim) => {
    let size: number | null = null;
    within(dim, 1, (value) => (size = value.whole()));
    if (dims.length > 32) throw new WireError('at most 32 axes', 'more');
    dims.push(size !== null && size > 0 ? size : null);
  });
  return dims;
}
