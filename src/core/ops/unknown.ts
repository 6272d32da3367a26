import { number } from '../expr.js';
import { defineOp, noSymbols, seesPlace } from '../op.js';
import type { Shape } from '../shape.js';

/** A layer of a file whose doing we do not know. */
export interface UnknownAttributes {
  /** What the file calls the kind of layer. */
  readonly className: string;
  /** Why nothing more can be said of it: a clause that follows a colon. */
  readonly why: string;
  /** The kind itself is known, only not what comes in. */
  readonly isKind?: boolean;
  /** What comes out, where the file itself says it. */
  readonly shape?: Shape;
  /** The tensors that the file keeps for it; none where it keeps none, or lists none. */
  readonly tensors: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

/** Zeros: no tensor is empty, so this is an unknown shape. */
export const UNKNOWN_SHAPE: Shape = [0, 0, 0];

/** Its shape is what the file says or not known; its tensors are counted as the file lists them; its MACs are not known. */
export const unknown = defineOp<UnknownAttributes>({
  title: ({ className, isKind }) => (isKind ? `${className} of an unknown input` : `unknown layer: ${className}`),
  arity: Infinity,
  outputShape: (_, { shape }) => shape ?? UNKNOWN_SHAPE,
  symbols: noSymbols,
  weights: ({ tensors }) => tensors.map(({ name, shape }) => ({ name, role: 'weight', shape: shape.map(number) })),
  role: 'unknown',
  inPlace: false,
  sight: seesPlace,
});
