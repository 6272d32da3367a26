/** Where tensors meet: two at a time, since every kind of the core takes two. */
import { excerpt } from '../../../core/excerpt.js';
import type { MergeAttributes } from '../../../core/ops/merge.js';
import { sameShape } from '../../../core/shape.js';
import { toShape, type Known } from '../tensor.js';
import { isLastAxis, Unsupported, type Layer, type ReadLayer } from './layer.js';

type Join = (part: string, left: Known, right: Known) => Known;

function joinAll({ inputs }: Layer, name: string, join: Join): Known {
  if (inputs.length < 2) throw new Unsupported(`expected two inputs or more, got ${inputs.length}`);
  const partAt = (at: number): string => (inputs.length > 2 ? `${name}${at + 1}` : name);
  return inputs.slice(1).reduce((left, right, at) => join(partAt(at), left, right), inputs[0]!);
}

export function combine(layer: Layer, kind: MergeAttributes['function']): Known {
  return joinAll(layer, kind, (part, left, right) => {
    if (kind === 'sum' && sameShape(toShape(left.dims), toShape(right.dims)))
      return layer.add(part, 'add', {}, [left, right]);
    const dims = left.dims.length < right.dims.length ? right.dims : left.dims;
    return layer.add(part, 'merge', { function: kind }, [left, right], dims);
  });
}

const average: ReadLayer = (layer) =>
  layer.add('mean', 'rescale', { scale: 1 / layer.inputs.length, offset: 0 }, [combine(layer, 'sum')]);

const concatenate: ReadLayer = (layer) => {
  const axis = layer.config['axis'] ?? -1;
  if (!layer.inputs.every((input) => isLastAxis(axis, input)))
    throw new Unsupported(`expected the last axis, got ${excerpt(axis)}`);
  return joinAll(layer, 'concat', (part, left, right) => layer.add(part, 'concat', {}, [left, right]));
};

export const mergingClasses: Readonly<Record<string, ReadLayer>> = {
  Maximum: (layer) => combine(layer, 'maximum'),
  Minimum: (layer) => combine(layer, 'minimum'),
  Average: average,
  Concatenate: concatenate,
};
