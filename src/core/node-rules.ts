/** What holds for every node of every network, beside the rule of its kind: counts are counts. */
import { excerpt } from './excerpt.js';
import { opOf, type OpKind } from './ops/index.js';
import { formatShape, type Shape } from './shape.js';

/** The least of each attribute that counts something. All others are factors, flags and names. */
const LEAST: Readonly<Record<string, number>> = {
  kernel: 1,
  stride: 1,
  dilation: 1,
  padding: 0,
  filters: 1,
  groups: 1,
  multiplier: 1,
  units: 1,
  size: 1,
  parts: 1,
  part: 0,
  rows: 1,
  columns: 1,
  height: 1,
  width: 1,
  block: 1,
  channels: 0,
};

/** The shape that comes out. Throws `RangeError` with the rule that is broken. */
export function outputShapeOf(kind: OpKind, inputs: readonly Shape[], attributes: unknown): Shape {
  checkCounts(attributes as object);
  const shape = opOf(kind).outputShape(inputs, attributes);
  if (shape.length === 3 && shape.every(isCount)) return shape;
  if (opOf(kind).role === 'unknown' && shape[0] === 0) return shape;
  throw new RangeError(`expected an output of at least 1 and whole along each axis, got ${formatShape(shape)}`);
}

const isCount = (axis: number): boolean => Number.isSafeInteger(axis) && axis >= 1;

function checkCounts(attributes: object): void {
  for (const [name, value] of Object.entries(attributes)) {
    const least = LEAST[name];
    if (name === 'across' && value) checkCounts(value as object);
    if (least === undefined || value === undefined || (name === 'padding' && value === 'same')) continue;
    if (!Number.isSafeInteger(value) || (value as number) < least)
      throw new RangeError(`expected ${name} to be a whole number of at least ${least}, got ${excerpt(value)}`);
  }
}
