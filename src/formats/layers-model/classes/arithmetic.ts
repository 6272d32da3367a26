/** Sums and products, of two tensors or with a number: what `x / 127.5 - 1` in a model becomes. */
import { excerpt } from '../../../core/excerpt.js';
import type { MergeAttributes } from '../../../core/ops/merge.js';
import type { RescaleAttributes } from '../../../core/ops/rescale.js';
import type { Known } from '../tensor.js';
import { inputOf, nameIn, Unsupported, type Layer, type ReadLayer } from './layer.js';
import { combine } from './merging.js';

type Numbers = number | readonly number[];

const isNumbers = (value: unknown): value is Numbers =>
  Array.isArray(value) ? value.length > 0 && value.every(Number.isFinite) : Number.isFinite(value);

const each = (values: Numbers, change: (value: number) => number): Numbers =>
  typeof values === 'number' ? change(values) : values.map(change);

/** With a number on the right: Keras 2 calls it `y`, Keras 3 counts. */
const WITH: Partial<Record<MergeAttributes['function'], (value: Numbers) => RescaleAttributes>> = {
  sum: (offset) => ({ scale: 1, offset }),
  difference: (value) => ({ scale: 1, offset: each(value, (one) => -one) }),
  product: (scale) => ({ scale, offset: 0 }),
  quotient: (value) => ({ scale: each(value, (one) => 1 / one), offset: 0 }),
};

function calculate(layer: Layer, name: MergeAttributes['function']): Known {
  if (layer.inputs.length !== 1) return combine(layer, name);
  const value = layer.values['y'] ?? layer.values['1'];
  const attributes = isNumbers(value) ? WITH[name]?.(value) : undefined;
  if (!attributes)
    throw new Unsupported(`expected two tensors, or one and a number after it, got ${excerpt(layer.values)}`);
  return layer.add('rescale', 'rescale', attributes, [inputOf(layer)]);
}

const calculating =
  (name: MergeAttributes['function']): ReadLayer =>
  (layer) =>
    calculate(layer, name);

/** By the names of TensorFlow's functions, without what stands before them. */
const functions: ReadonlyMap<string, MergeAttributes['function']> = new Map([
  ['add', 'sum'],
  ['subtract', 'difference'],
  ['sub', 'difference'],
  ['multiply', 'product'],
  ['mul', 'product'],
  ['truediv', 'quotient'],
  ['divide', 'quotient'],
  ['maximum', 'maximum'],
  ['minimum', 'minimum'],
]);

const tensorflowFunction: ReadLayer = (layer) => {
  const name = nameIn(layer.config, 'function') ?? '';
  const known = functions.get(name.split('.').at(-1)!);
  if (!known) throw new Unsupported(`its function ${excerpt(name)} is not among those known here`);
  return calculate(layer, known);
};

export const arithmeticClasses: Readonly<Record<string, ReadLayer>> = {
  Add: calculating('sum'),
  Multiply: calculating('product'),
  Subtract: calculating('difference'),
  Divide: calculating('quotient'),
  TrueDivide: calculating('quotient'),
  TFOpLambda: tensorflowFunction,
};
