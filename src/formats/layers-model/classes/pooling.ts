/** Pooling over windows and over whole maps. */
import { windowIn } from './convolutions.js';
import { flagIn, mapOf, pairIn, type Layer, type ReadLayer } from './layer.js';

/** Windows that do not overlap, unless it says otherwise. */
const slidingIn = ({ config }: Layer) => windowIn(config, 'pool_size', pairIn(config, 'pool_size'));

/** Keras drops the two axes of the map, unless it is asked to keep them. */
const dimsAfter = ({ config }: Layer, channels: number): readonly number[] =>
  flagIn(config, 'keepdims', false) ? [1, 1, channels] : [channels];

const globalAverage: ReadLayer = (layer) => {
  const input = mapOf(layer);
  return layer.add('pool', 'global-average-pool', {}, [input], dimsAfter(layer, input.dims[2]!));
};

/** A window of the size of the map. */
const globalMax: ReadLayer = (layer) => {
  const input = mapOf(layer);
  const [height, width, channels] = input.dims as [number, number, number];
  const across = height === width ? {} : { across: { kernel: width, stride: 1 } };
  const window = { kernel: height, stride: 1, padding: 0, ...across } as const;
  return layer.add('pool', 'max-pool', window, [input], dimsAfter(layer, channels));
};

const max: ReadLayer = (layer) => layer.add('pool', 'max-pool', slidingIn(layer), [mapOf(layer)]);
const average: ReadLayer = (layer) => layer.add('pool', 'average-pool', slidingIn(layer), [mapOf(layer)]);

export const poolingClasses: Readonly<Record<string, ReadLayer>> = {
  MaxPooling2D: max,
  MaxPool2D: max,
  AveragePooling2D: average,
  AvgPool2D: average,
  GlobalAveragePooling2D: globalAverage,
  GlobalAvgPool2D: globalAverage,
  GlobalMaxPooling2D: globalMax,
  GlobalMaxPool2D: globalMax,
};
