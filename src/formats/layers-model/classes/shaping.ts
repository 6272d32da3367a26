/** Layers that reshape values, or scale all by one factor. */
import { excerpt } from '../../../core/excerpt.js';
import { elementsOf, sameShape } from '../../../core/shape.js';
import type { Json } from '../json.js';
import { toShape, type Dims, type Known } from '../tensor.js';
import {
  flagIn,
  inputOf,
  isLastAxis,
  mapOf,
  nameIn,
  numberIn,
  pairIn,
  Unsupported,
  type Layer,
  type ReadLayer,
} from './layer.js';

/** The core has three axes always: where only axes of 1 come or go, nothing is to be done. */
function layOut(layer: Layer, input: Known, dims: Dims): Known {
  const shape = toShape(dims);
  if (sameShape(shape, toShape(input.dims))) return { ...input, dims };
  return layer.add('reshape', 'reshape', { shape }, [input], dims);
}

const flatten: ReadLayer = (layer) => {
  const input = inputOf(layer);
  if (input.dims.length === 3) mapOf(layer); // channels first would come out in another order
  return layOut(layer, input, [elementsOf(toShape(input.dims))]);
};

const reshape: ReadLayer = (layer) => {
  const input = inputOf(layer);
  return layOut(layer, input, targetOf(layer.config['target_shape'], elementsOf(toShape(input.dims))));
};

/** One axis may be left open, as -1 or null. */
function targetOf(target: unknown, elements: number): Dims {
  if (!Array.isArray(target) || !target.length || target.length > 3)
    throw new Unsupported(`expected one to three axes, got ${excerpt(target)}`);
  const isOpen = (axis: unknown): boolean => axis === -1 || axis === null;
  const sizeOf = (axis: unknown): number => (typeof axis === 'number' ? axis : NaN);
  const product = target.filter((axis) => !isOpen(axis)).reduce<number>((size, axis) => size * sizeOf(axis), 1);
  const dims = target.map((axis: unknown) => (isOpen(axis) ? elements / product : sizeOf(axis)));
  if (!dims.every((axis) => Number.isSafeInteger(axis) && axis > 0))
    throw new RangeError(`${elements} values cannot be laid out as ${excerpt(target)}`);
  return dims;
}

type Sides = readonly [top: number, bottom: number, left: number, right: number];

const isSides = (sides: readonly unknown[]): sides is Sides =>
  sides.length === 4 && sides.every((side) => Number.isSafeInteger(side) && (side as number) >= 0);

/** One number for all sides, one for rows and one for columns, or two for each. */
function sidesIn(config: Json, name: string, absent: unknown): Sides {
  const value = config[name] ?? absent;
  const [rows, columns]: unknown[] = Array.isArray(value) ? value : [value, value];
  const both = (side: unknown): unknown[] => (Array.isArray(side) ? side : [side, side]);
  const sides = [...both(rows), ...both(columns)];
  if (isSides(sides)) return sides;
  throw new Unsupported(`expected ${name} in whole numbers, got ${excerpt(value)}`);
}

const margins =
  (name: string, sign: 1 | -1, absent: number): ReadLayer =>
  (layer) => {
    const input = mapOf(layer);
    const [top, bottom, left, right] = sidesIn(layer.config, name, absent).map((side) => (side ? sign * side : 0));
    return layer.add('pad', 'pad', { top: top!, bottom: bottom!, left: left!, right: right! }, [input]);
  };

const upsample: ReadLayer = (layer) => {
  const [rows, columns] = pairIn(layer.config, 'size', [2, 2]);
  const interpolation = nameIn(layer.config, 'interpolation') ?? 'nearest';
  if (interpolation !== 'nearest' && interpolation !== 'bilinear')
    throw new Unsupported(`expected nearest or bilinear interpolation, got ${excerpt(interpolation)}`);
  const input = mapOf(layer);
  const [height, width] = [input.dims[0]! * rows, input.dims[1]! * columns];
  return layer.add('resize', 'resize', { height, width, interpolation }, [input]);
};

const rescale: ReadLayer = (layer) => {
  const [scale, offset] = [numberIn(layer.config, 'scale', 1), numberIn(layer.config, 'offset', 0)];
  return layer.add('rescale', 'rescale', { scale, offset }, [inputOf(layer)]);
};

const batchNorm: ReadLayer = (layer) => {
  const { config } = layer;
  const input = inputOf(layer);
  const axis = config['axis'] ?? -1;
  if (!isLastAxis(axis, input)) throw new Unsupported(`expected the last axis, got ${excerpt(axis)}`);
  const attributes = {
    epsilon: numberIn(config, 'epsilon', 1e-3),
    ...(!flagIn(config, 'scale', true) && ({ scale: false } as const)),
    ...(!flagIn(config, 'center', true) && ({ center: false } as const)),
  };
  return layer.add('norm', 'batch-norm', attributes, [input]);
};

export const shapingClasses: Readonly<Record<string, ReadLayer>> = {
  BatchNormalization: batchNorm,
  Flatten: flatten,
  Reshape: reshape,
  ZeroPadding2D: margins('padding', 1, 1),
  Cropping2D: margins('cropping', -1, 0),
  UpSampling2D: upsample,
  Rescaling: rescale,
};
