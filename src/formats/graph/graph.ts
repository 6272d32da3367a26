/** What the readers of operator graphs (ONNX, TensorFlow, TFLite) have in common: operations that read and make named tensors. */
import type { Constant } from './constant.js';

/** Sizes along all axes, the batch among them; the batch is always 1 here. */
export type Dims = readonly number[];

export type AttributeValue = number | string | boolean | readonly number[] | Constant;
export type Attributes = Readonly<Record<string, AttributeValue | undefined>>;

export interface GraphNode {
  /** What it does, in the words of its format: `Conv`, `FusedBatchNormV3`. */
  readonly op: string;
  /** A path, where the format has one: `/features/features.0/features.0.0/Conv`. */
  readonly name: string;
  /** Names of tensors; empty where an optional one is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
}

export interface GraphInput {
  readonly name: string;
  /** `null` where an axis is open; absent where the file says nothing. */
  readonly dims: readonly (number | null)[] | undefined;
}

export interface Graph {
  /** What the file calls it. */
  readonly title: string;
  /** Without those that the file has values for. */
  readonly inputs: readonly GraphInput[];
  readonly outputs: readonly string[];
  readonly nodes: readonly GraphNode[];
  /** Values that the file keeps, by the names of tensors. */
  readonly constants: ReadonlyMap<string, Constant>;
  /** What the file says of shapes of other tensors; open axes but the batch are left out. */
  readonly stated: ReadonlyMap<string, Dims>;
  /** Whether maps are `[batch, channels, rows, columns]`, as in ONNX, or have the channels last. */
  readonly channelsFirst: boolean;
  readonly notes: readonly string[];
}
