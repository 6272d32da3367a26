/** The messages of an ONNX file as they are written, field by field (onnx.proto of the ONNX project). */
import { PbfWriter } from 'pbf';

export type Attribute = number | string | readonly number[] | { readonly float: number };

export interface WrittenNode {
  readonly op: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** A number or a list of numbers is whole; `{ float }` is not. */
  readonly attributes: Readonly<Record<string, Attribute>>;
}

export interface WrittenTensor {
  readonly name: string;
  readonly dims: readonly number[];
  /** Float32, or whole numbers of 64 bits. */
  readonly data: Float32Array | BigInt64Array;
}

/** A tensor that goes in or comes out; a word stands for an axis that may have any size. */
export interface WrittenValue {
  readonly name: string;
  readonly dims: readonly (number | string)[];
}

export interface WrittenModel {
  readonly producer: string;
  readonly version: string;
  readonly opset: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly graph: {
    readonly name: string;
    readonly nodes: readonly WrittenNode[];
    readonly initializers: readonly WrittenTensor[];
    readonly inputs: readonly WrittenValue[];
    readonly outputs: readonly WrittenValue[];
  };
}

/** Of the file format itself: what runtimes of 2022 and later read. */
const IR_VERSION = 8;
const [FLOAT, INT64] = [1, 7];

export function writeModelProto(model: WrittenModel): Uint8Array<ArrayBuffer> {
  const pbf = new PbfWriter();
  pbf.writeVarintField(1, IR_VERSION);
  pbf.writeStringField(2, model.producer);
  pbf.writeStringField(3, model.version);
  pbf.writeMessage(7, writeGraph, model.graph);
  pbf.writeMessage(8, (opset, inner) => inner.writeVarintField(2, opset), model.opset);
  for (const entry of Object.entries(model.metadata)) pbf.writeMessage(14, writeEntry, entry);
  return pbf.finish().slice();
}

function writeEntry([key, value]: readonly [string, string], pbf: PbfWriter): void {
  pbf.writeStringField(1, key);
  pbf.writeStringField(2, value);
}

function writeGraph({ name, nodes, initializers, inputs, outputs }: WrittenModel['graph'], pbf: PbfWriter): void {
  for (const node of nodes) pbf.writeMessage(1, writeNode, node);
  pbf.writeStringField(2, name);
  for (const tensor of initializers) pbf.writeMessage(5, writeTensor, tensor);
  for (const value of inputs) pbf.writeMessage(11, writeValue, value);
  for (const value of outputs) pbf.writeMessage(12, writeValue, value);
}

function writeNode({ op, name, inputs, outputs, attributes }: WrittenNode, pbf: PbfWriter): void {
  for (const input of inputs) pbf.writeStringField(1, input);
  for (const output of outputs) pbf.writeStringField(2, output);
  pbf.writeStringField(3, name);
  pbf.writeStringField(4, op);
  for (const attribute of Object.entries(attributes)) pbf.writeMessage(5, writeAttribute, attribute);
}

/** With the type that the format wants said: 1 a number, 2 a whole one, 3 text, 7 whole ones. */
function writeAttribute([name, value]: readonly [string, Attribute], pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  const writeType = (type: number): void => pbf.writeVarintField(20, type);
  if (typeof value === 'number') {
    pbf.writeVarintField(3, value);
    writeType(2);
  } else if (typeof value === 'string') {
    pbf.writeStringField(4, value);
    writeType(3);
  } else if ('float' in value) {
    pbf.writeFloatField(2, value.float);
    writeType(1);
  } else {
    for (const whole of value) pbf.writeVarintField(8, whole);
    writeType(7);
  }
}

function writeTensor({ name, dims, data }: WrittenTensor, pbf: PbfWriter): void {
  for (const axis of dims) pbf.writeVarintField(1, axis);
  pbf.writeVarintField(2, data instanceof Float32Array ? FLOAT : INT64);
  pbf.writeStringField(8, name);
  pbf.writeBytesField(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

function writeValue({ name, dims }: WrittenValue, pbf: PbfWriter): void {
  pbf.writeStringField(1, name);
  pbf.writeMessage(2, (_, type) => type.writeMessage(1, writeTensorType, dims), dims);
}

function writeTensorType(dims: WrittenValue['dims'], pbf: PbfWriter): void {
  pbf.writeVarintField(1, FLOAT);
  pbf.writeMessage(
    2,
    (_, shape) => {
      for (const axis of dims)
        shape.writeMessage(
          1,
          (size, dim) => (typeof size === 'number' ? dim.writeVarintField(1, size) : dim.writeStringField(2, size)),
          axis,
        );
    },
    dims,
  );
}
