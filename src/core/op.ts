import type { Bindings, Expression } from './expr.js';
import type { Shape } from './shape.js';

/** What a stored tensor is for; every convention of counting parameters is a choice among these. */
export type WeightRole = 'weight' | 'bias' | 'normTrainable' | 'normStatistics';

/** One tensor that a layer owns, in the order and layout that TensorFlow uses: `kernel` is `[K, K, N_i/g, N_o]`. */
export interface WeightSpec {
  readonly name: string;
  readonly role: WeightRole;
  /** One expression an axis, in the symbols of the layer kind. */
  readonly shape: readonly Expression[];
}

/** Which elementwise work a kind does, counted per element and named after the field of `Cost` that collects it. */
export type ElementwiseWork = 'normElements' | 'activationElements' | 'addElements' | 'poolInputElements';

/**
 * All that core knows of one layer kind. Parameter counts and formula texts are not here: they follow from the weight
 * shapes and from `macs`.
 */
export interface Op<Attributes> {
  /** The name a reader sees: "depthwise convolution". */
  readonly title: (attributes: Attributes) => string;
  /** What it does, in one sentence. */
  readonly sentence: (attributes: Attributes) => string;
  /** How many tensors it takes; Infinity: any number. */
  readonly arity: number;
  /** The shape rule. Throws `RangeError` with the rule that is broken; the builder adds the node's id. */
  readonly outputShape: (inputs: readonly Shape[], attributes: Attributes) => Shape;
  /** The numbers behind the symbols that `weights` and `macs` are written in. */
  readonly symbols: (input: Shape, output: Shape, attributes: Attributes) => Bindings;
  readonly weights: (attributes: Attributes) => readonly WeightSpec[];
  /** Multiply–accumulates for one image; absent where the kind does none. */
  readonly macs?: (attributes: Attributes) => Expression;
  readonly elementwise?: ElementwiseWork;
}

/** Typed identity: lets a file declare one kind and keep its attribute type. */
export const defineOp = <Attributes>(op: Op<Attributes>): Op<Attributes> => op;

export const noWeights = (): readonly WeightSpec[] => [];
export const noSymbols = (): Bindings => ({});
export const sameAsInput = ([input]: readonly Shape[]): Shape => input!;
