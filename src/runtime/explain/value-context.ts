/** What the arithmetic of one value is worked out from, and what it gives. */
import type { Arithmetic, Place, Read } from '../../core/explanation.js';
import type { NodeOf, OpKind, Shape } from '../../core/index.js';
import type { NodeWeights } from '../../formats/weights/weights.js';

export interface ValueContext<K extends OpKind> {
  readonly node: NodeOf<K>;
  /** Rows of pixels of channels, one an input. */
  readonly inputs: readonly Float32Array[];
  /** As they were loaded. */
  readonly weights: NodeWeights;
  readonly place: Place;
  /** How many parts are listed at most. */
  readonly most: number;
}

export interface WorkedValue {
  readonly arithmetic: Arithmetic;
  readonly result: number;
  readonly magnitude: number;
}

export type ValueExplainer<K extends OpKind> = (context: ValueContext<K>) => WorkedValue;

export const indexIn = ([, width, channels]: Shape, [row, column, channel]: Place): number =>
  (row * width + column) * channels + channel;

export function placeIn([, width, channels]: Shape, index: number): Place {
  const pixel = Math.floor(index / channels);
  return [Math.floor(pixel / width), pixel % width, index % channels];
}

const isInside = (shape: Shape, place: Place): boolean => place.every((at, axis) => at >= 0 && at < shape[axis]!);

type InputValues = Pick<ValueContext<OpKind>, 'inputs'> & { readonly node: { readonly inputShapes: readonly Shape[] } };

/** A value of an input; around it, zeros. */
export function readAt({ node, inputs }: InputValues, place: Place, input = 0): Read {
  const shape = node.inputShapes[input]!;
  if (!isInside(shape, place)) return { place, value: 0, of: 'padding', input };
  return { input, place, value: inputs[input]![indexIn(shape, place)]! };
}

/** The same place where an axis is as long, the only one where it is 1. */
export const broadcastTo = (shape: Shape, place: Place): Place => [
  shape[0] === 1 ? 0 : place[0],
  shape[1] === 1 ? 0 : place[1],
  shape[2] === 1 ? 0 : place[2],
];
