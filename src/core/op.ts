import type { Bindings, Expression } from './expr.js';
import type { Window } from './ops/window.js';
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
 * What part a kind plays in a network, for all who ask no more of it than that:
 * - `source`: the image
 * - `convolution`: weighs a window of all channels, or of those of its group
 * - `channel-filter`: weighs a window of each channel by itself
 * - `full-connection`: weighs every value that comes in
 * - `norm`: a factor and an offset a channel that inference does not change; folds into one of the three before it
 * - `activation`: bends each value
 * - `sum`, `concatenation`, `combination`: where tensors meet; a combination is any other than those two
 * - `unknown`: a layer of a file of which only that is known
 */
export type Role =
  | 'source'
  | 'convolution'
  | 'channel-filter'
  | 'full-connection'
  | 'norm'
  | 'activation'
  | 'sum'
  | 'concatenation'
  | 'combination'
  | 'unknown'
  | 'other';

/** Which rows of its input one row of the output depends on, and which columns a column. */
export type Sight =
  /** The same one; all of them where there are not as many. */
  | { readonly by: 'place' }
  | { readonly by: 'window'; readonly window: Window }
  /** The one so many further up or left. */
  | { readonly by: 'shift'; readonly rows: number; readonly columns: number }
  /** The one in proportion, and perhaps the next. */
  | { readonly by: 'scale'; readonly reachesNext: boolean }
  /** The same one; the only one where an input has one alone. */
  | { readonly by: 'broadcast' }
  /** Those whose window, laid out where they stand, covers it: a transposed convolution. */
  | { readonly by: 'spread'; readonly window: Window }
  | { readonly by: 'all' };

/**
 * All that core knows of one layer kind. Parameter counts and formula texts are not here: they follow from the weight
 * shapes and from `macs`.
 */
export interface Op<Attributes> {
  /** The name a reader sees: "depthwise convolution". */
  readonly title: (attributes: Attributes) => string;
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
  readonly role: Role;
  /** Whether it can leave its result where its input was, if there is no other reader of that. */
  readonly inPlace: boolean;
  readonly sight: (attributes: Attributes) => Sight;
}

/** Typed identity: lets a file declare one kind and keep its attribute type. */
export const defineOp = <Attributes>(op: Op<Attributes>): Op<Attributes> => op;

export const noWeights = (): readonly WeightSpec[] => [];
export const noSymbols = (): Bindings => ({});
export const sameAsInput = ([input]: readonly Shape[]): Shape => input!;
export const seesPlace = (): Sight => ({ by: 'place' });
export const seesAll = (): Sight => ({ by: 'all' });
export const seesWindow = (window: Window): Sight => ({ by: 'window', window });
