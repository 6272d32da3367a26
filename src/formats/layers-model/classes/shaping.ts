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
  numbersIn,
  countIn,
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
  const [scale, offset] = [numbersIn(layer.config, 'scale', 1), numbersIn(layer.config, 'offset', 0)];
  return layer.add('rescale', 'rescale', { scale, offset }, [inputOf(layer)]);
};

/** Of the data that it has seen: numbers in its settings, or stored with how many they were taken of. */
const normalization: ReadLayer = (layer) => {
  const { config } = layer;
  const input = inputOf(layer);
  const axis = config['axis'] ?? -1;
  if (!isLastAxis(axis, input)) throw new Unsupported(`expected the last axis, got ${excerpt(axis)}`);
  if (flagIn(config, 'invert', false)) throw new Unsupported('expected invert to be false, got true');
  if ((config['mean'] ?? null) === null)
    return layer.add('norm', 'batch-norm', { epsilon: 0, scale: false, center: false, counted: true }, [input]);
  const [mean, variance] = [numbersIn(config, 'mean', 0), numbersIn(config, 'variance', 1)].map((values) =>
    [values].flat(),
  );
  const length = Math.max(mean!.length, variance!.length);
  const scale = Array.from(
    { length },
    (_, c) => 1 / Math.sqrt(Math.max(variance![c] ?? variance![0]!, LEAST_VARIANCE)),
  );
  const offset = scale.map((factor, c) => -factor * (mean![c] ?? mean![0]!));
  const attributes = length > 1 ? { scale, offset } : { scale: scale[0]!, offset: offset[0]! };
  return layer.add('rescale', 'rescale', attributes, [input]);
};

/** Keras divides by at least 1e-7. */
const LEAST_VARIANCE = 1e-14;

const resizing: ReadLayer = (layer) => {
  const { config } = layer;
  const interpolation = nameIn(config, 'interpolation') ?? 'bilinear';
  if (interpolation !== 'nearest' && interpolation !== 'bilinear')
    throw new Unsupported(`expected nearest or bilinear interpolation, got ${excerpt(interpolation)}`);
  if (flagIn(config, 'crop_to_aspect_ratio', false) || flagIn(config, 'pad_to_aspect_ratio', false))
    throw new Unsupported('expected no cropping or padding to an aspect ratio, got it');
  const [height, width] = [countIn(config, 'height'), countIn(config, 'width')];
  return layer.add('resize', 'resize', { height, width, interpolation, align: 'centres' }, [mapOf(layer)]);
};

const centerCrop: ReadLayer = (layer) => {
  const input = mapOf(layer);
  const [height, width] = [countIn(layer.config, 'height'), countIn(layer.config, 'width')];
  const [rows, columns, channels] = input.dims as [number, number, number];
  if (height > rows || width > columns)
    throw new Unsupported(`expected at most ${rows}×${columns}, got ${height}×${width}`);
  const begin = [Math.floor((rows - height) / 2), Math.floor((columns - width) / 2), 0] as const;
  return layer.add('crop', 'slice', { begin, shape: [height, width, channels] }, [input]);
};

/** Its axes are counted from 1. */
const permute: ReadLayer = (layer) => {
  const input = mapOf(layer);
  const { dims } = layer.config;
  const order = Array.isArray(dims) ? dims.map((axis: unknown) => Number(axis) - 1) : [];
  if (order.toSorted().join() !== '0,1,2')
    throw new Unsupported(`expected dims to be 1, 2 and 3 in some order, got ${excerpt(dims)}`);
  return layer.add('transpose', 'transpose', { order: order as [0, 1, 2] }, [input]);
};

const layerNorm: ReadLayer = (layer) => {
  const { config } = layer;
  const input = inputOf(layer);
  const axis = config['axis'] ?? -1;
  if (!isLastAxis(axis, input)) throw new Unsupported(`expected the last axis, got ${excerpt(axis)}`);
  return layer.add('norm', 'norm', { over: 'layer', ...normIn(config) }, [input]);
};

const groupNorm: ReadLayer = (layer) => {
  const groups = countIn(layer.config, 'groups', 32);
  return layer.add('norm', 'norm', { over: 'group', groups, ...normIn(layer.config) }, [mapOf(layer)]);
};

const normIn = (config: Json) => ({
  epsilon: numberIn(config, 'epsilon', 1e-3),
  scale: flagIn(config, 'scale', true),
  center: flagIn(config, 'center', true),
});

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
  Normalization: normalization,
  Resizing: resizing,
  CenterCrop: centerCrop,
  Permute: permute,
  LayerNormalization: layerNorm,
  GroupNormalization: groupNorm,
};
