/** Writes ONNX files by hand: what PyTorch 1.13 does not export, and what is wrong on purpose. */
import { PbfWriter } from 'pbf';

type Values = Float32Array | Uint16Array | Uint8Array | Int8Array | Int32Array | BigInt64Array;

/** Numbers of `TensorProto.DataType`, by the arrays that hold them; half floats come as their bits. */
const typeOf = (values: Values): number =>
  values instanceof Float32Array
    ? 1
    : values instanceof Uint8Array
      ? 2
      : values instanceof Int8Array
        ? 3
        : values instanceof Int32Array
          ? 6
          : values instanceof BigInt64Array
            ? 7
            : 10;

export interface Stored {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: Values;
  /** The file that holds the values, and from which byte on. */
  readonly external?: { readonly location: string; readonly offset?: number };
}

export interface Written {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly name?: string;
  /** The scopes that newer exports of PyTorch list. */
  readonly scopes?: readonly string[];
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

export interface WrittenModel {
  readonly nodes: readonly Written[];
  readonly stored?: readonly Stored[];
  /** Of the image; named `x`. */
  readonly input?: readonly (number | string)[];
  readonly inputs?: Readonly<Record<string, readonly (number | string)[]>>;
  readonly outputs?: readonly string[];
  /** What the file says of shapes. */
  readonly shapes?: Readonly<Record<string, readonly (number | string)[]>>;
  readonly opset?: number;
}

const bytesOf = (values: Values): Uint8Array =>
  new Uint8Array(values.buffer.slice(values.byteOffset, values.byteOffset + values.byteLength));

export function writeOnnx({
  nodes,
  stored = [],
  input = [1, 3, 8, 8],
  inputs = { x: input },
  outputs,
  shapes = {},
  opset = 13,
}: WrittenModel): Uint8Array {
  const pbf = new PbfWriter();
  pbf.writeVarintField(1, 8);
  pbf.writeStringField(2, 'a test');
  pbf.writeMessage(
    7,
    (_, graph) => {
      for (const node of nodes) graph.writeMessage(1, writeNode, node);
      graph.writeStringField(2, 'written');
      for (const tensor of stored) graph.writeMessage(5, writeTensor, tensor);
      for (const [name, dims] of Object.entries(inputs)) graph.writeMessage(11, writeValue, { name, dims });
      for (const name of outputs ?? nodes.at(-1)!.outputs.slice(0, 1)) graph.writeMessage(12, writeValue, { name });
      for (const [name, dims] of Object.entries(shapes)) graph.writeMessage(13, writeValue, { name, dims });
    },
    undefined,
  );
  pbf.writeMessage(8, (_, field) => field.writeVarintField(2, opset), undefined);
  return pbf.finish();
}

function writeNode({ op, inputs, outputs, name = '', scopes, attributes = {} }: Written, pbf: PbfWriter): void {
  for (const one of inputs) pbf.writeStringField(1, one);
  for (const one of outputs) pbf.writeStringField(2, one);
  pbf.writeStringField(3, name);
  pbf.writeStringField(4, op);
  for (const [key, value] of Object.entries(attributes))
    pbf.writeMessage(
      5,
      (_, attribute) => {
        attribute.writeStringField(1, key);
        if (typeof value !== 'number') attribute.writePackedVarint(8, [...value]);
        else if (Number.isInteger(value)) attribute.writeVarintField(3, value);
        else attribute.writeFloatField(2, value);
      },
      undefined,
    );
  if (scopes)
    pbf.writeMessage(
      9,
      (_, entry) => {
        entry.writeStringField(1, 'pkg.torch.onnx.name_scopes');
        entry.writeStringField(2, `[${scopes.map((scope) => `'${scope}'`).join(', ')}]`);
      },
      undefined,
    );
}

function writeTensor({ name, dims, values, external }: Stored, pbf: PbfWriter): void {
  pbf.writePackedVarint(1, [...dims]);
  pbf.writeVarintField(2, typeOf(values));
  pbf.writeStringField(8, name);
  if (!external) return pbf.writeBytesField(9, bytesOf(values));
  const entries = { location: external.location, offset: `${external.offset ?? 0}`, length: `${values.byteLength}` };
  for (const [key, value] of Object.entries(entries))
    pbf.writeMessage(
      13,
      (_, entry) => {
        entry.writeStringField(1, key);
        entry.writeStringField(2, value);
      },
      undefined,
    );
  pbf.writeVarintField(14, 1);
}

function writeValue(
  { name, dims }: { readonly name: string; readonly dims?: readonly (number | string)[] },
  pbf: PbfWriter,
): void {
  pbf.writeStringField(1, name);
  if (!dims) return;
  pbf.writeMessage(
    2,
    (_, type) =>
      type.writeMessage(
        1,
        (__, tensor) => {
          tensor.writeVarintField(1, 1);
          tensor.writeMessage(
            2,
            (___, shape) => {
              for (const size of dims)
                shape.writeMessage(
                  1,
                  (____, dim) =>
                    typeof size === 'number' ? dim.writeVarintField(1, size) : dim.writeStringField(2, size),
                  undefined,
                );
            },
            undefined,
          );
        },
        undefined,
      ),
    undefined,
  );
}
