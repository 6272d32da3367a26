/** What the operations of an ONNX file are collected in. */
import type { NodeOf, OpKind } from '../../core/index.js';
import type { Attribute, WrittenNode, WrittenTensor } from './onnx-proto.js';

/** ONNX counts axes from the batch on: rows, columns and channels are 2, 3 and 1. */
export const AXES = [2, 3, 1] as const;

/** What the operations of one node are written with. */
export class OnnxWriter {
  readonly nodes: WrittenNode[] = [];
  readonly initializers: WrittenTensor[] = [];
  /** Names of the tensors that nodes leave, by their ids. */
  readonly outputs = new Map<string, string>();

  /** Adds an operation that leaves the tensor `output`, and gives its name. */
  add(
    op: string,
    inputs: readonly string[],
    output: string,
    attributes: Readonly<Record<string, Attribute | undefined>> = {},
  ): string {
    const known = Object.entries(attributes).filter((entry): entry is [string, Attribute] => entry[1] !== undefined);
    this.nodes.push({ op, name: output, inputs, outputs: [output], attributes: Object.fromEntries(known) });
    return output;
  }

  numbers(name: string, dims: readonly number[], data: ArrayLike<number>): string {
    this.initializers.push({ name, dims, data: data instanceof Float32Array ? data : Float32Array.from(data) });
    return name;
  }

  wholes(name: string, values: readonly number[]): string {
    this.initializers.push({ name, dims: [values.length], data: BigInt64Array.from(values, BigInt) });
    return name;
  }
}

/** What a node is written from. */
export interface Writing<K extends OpKind> {
  readonly node: NodeOf<K>;
  /** Names of its input tensors. */
  readonly inputs: readonly string[];
  readonly writer: OnnxWriter;
  /** Adds a weight as PyTorch lays it out, and gives its name; '' where the node has none of that name. */
  readonly weight: (name: string) => string;
  /** The values of a weight in TensorFlow's layout. */
  readonly values: (name: string) => Float32Array;
  /** Whether the network ends with it. */
  readonly isLast: boolean;
}
