/** Convolutions and fully connected layers: a node for each kernel, and one for the activation that they may carry. */
import { excerpt } from '../../../core/excerpt.js';
import type { TransposedConv2dAttributes } from '../../../core/ops/transposed-conv2d.js';
import { alongWidth, type Window } from '../../../core/ops/window.js';
import type { Json } from '../json.js';
import type { Known } from '../tensor.js';
import { activate } from './activations.js';
import { countIn, flagIn, inputOf, mapOf, nameIn, pairIn, Unsupported, type ReadLayer } from './layer.js';

/** The window of a layer; `kernel` names the setting that says its size. */
export function windowIn(config: Json, kernel = 'kernel_size', strides?: readonly number[]): Window {
  const size = pairIn(config, kernel);
  const stride = pairIn(config, 'strides', strides ?? [1, 1]);
  const dilation = pairIn(config, 'dilation_rate', [1, 1]);
  const padding = nameIn(config, 'padding') ?? 'valid';
  if (padding !== 'valid' && padding !== 'same')
    throw new Unsupported(`expected padding valid or same, got ${excerpt(padding)}`);
  const along = (axis: 0 | 1) => ({
    kernel: size[axis],
    stride: stride[axis],
    // What dilates is written also where it does not, else columns would take it from rows.
    ...((dilation[0] > 1 || dilation[1] > 1) && { dilation: dilation[axis] }),
  });
  const isSquare = [size, stride, dilation].every(([rows, columns]) => rows === columns);
  return { ...along(0), padding: padding === 'same' ? 'same' : 0, ...(!isSquare && { across: along(1) }) };
}

const conv2d: ReadLayer = (layer) => {
  const { config } = layer;
  const attributes = {
    ...windowIn(config),
    filters: countIn(config, 'filters'),
    groups: countIn(config, 'groups', 1),
    bias: flagIn(config, 'use_bias', true),
  };
  return activate(layer, layer.add('conv', 'conv2d', attributes, [mapOf(layer)]));
};

const depthwise: ReadLayer = (layer) => {
  const { config } = layer;
  const attributes = { ...windowIn(config), ...multiplierIn(config), ...(flagIn(config, 'use_bias', true) && BIAS) };
  return activate(layer, layer.add('conv', 'depthwise-conv2d', attributes, [mapOf(layer)]));
};

const BIAS = { bias: true } as const;

function multiplierIn(config: Json): { multiplier?: number } {
  const multiplier = countIn(config, 'depth_multiplier', 1);
  return multiplier === 1 ? {} : { multiplier };
}

/** Without output_padding, Keras makes as many rows as it takes for a convolution back to give what came in. */
const transposed: ReadLayer = (layer) => {
  const { config } = layer;
  const window = windowIn(config);
  if (window.dilation !== undefined)
    throw new Unsupported(`expected dilation 1, got ${excerpt(config['dilation_rate'])}`);
  const attributes = {
    ...window,
    ...beyond(config, window),
    filters: countIn(config, 'filters'),
    groups: countIn(config, 'groups', 1),
    bias: flagIn(config, 'use_bias', true),
  };
  return activate(layer, layer.add('conv', 'transposed-conv2d', attributes, [mapOf(layer)]));
};

/** The rows and columns at the end, and the padding where they do not follow from `same`. */
function beyond(config: Json, window: Window): Partial<TransposedConv2dAttributes> {
  const { kernel, stride, padding } = window;
  const across = alongWidth(window);
  const extra = config['output_padding'] ?? null;
  if (extra !== null) {
    const [rows, columns]: unknown[] = Array.isArray(extra) ? extra : [extra, extra];
    if (![rows, columns].every((count) => Number.isSafeInteger(count) && (count as number) >= 0))
      throw new Unsupported(`expected output_padding in whole numbers, got ${excerpt(extra)}`);
    const half = padding === 'same' ? Math.floor(kernel / 2) : 0;
    const beside = padding === 'same' ? Math.floor(across.kernel / 2) : 0;
    return {
      padding: half,
      ...((window.across || half !== beside) && {
        across: { kernel: across.kernel, stride: across.stride, padding: beside },
      }),
      extra: [rows as number, columns as number],
    };
  }
  if (padding === 'same') return {};
  const [rows, columns] = [Math.max(stride - kernel, 0), Math.max(across.stride - across.kernel, 0)];
  return rows + columns ? { extra: [rows, columns] } : {};
}

/** Two kernels: one a channel, then one that mixes them, which has the bias. */
const separable: ReadLayer = (layer) => {
  const { config } = layer;
  const window = { ...windowIn(config), ...multiplierIn(config) };
  const each = layer.add('depthwise', 'depthwise-conv2d', window, [mapOf(layer)]);
  const bias = flagIn(config, 'use_bias', true);
  const mixed = { kernel: 1, stride: 1, padding: 0, groups: 1, bias, filters: countIn(config, 'filters') } as const;
  return activate(layer, layer.add('pointwise', 'conv2d', mixed, [each]));
};

/** On a map Keras takes each position by itself: a convolution of one pixel. */
const dense: ReadLayer = (layer) => {
  const { config } = layer;
  const input = inputOf(layer);
  const units = countIn(config, 'units');
  const bias = flagIn(config, 'use_bias', true);
  return activate(layer, input.dims.length === 1 ? vector(input) : positions(input));

  function vector(input: Known): Known {
    return layer.add('dense', 'dense', { units, bias }, [input], [units]);
  }

  function positions(input: Known): Known {
    return layer.add('dense', 'conv2d', { kernel: 1, stride: 1, padding: 0, groups: 1, filters: units, bias }, [input]);
  }
};

export const convolutionClasses: Readonly<Record<string, ReadLayer>> = {
  Conv2D: conv2d,
  Convolution2D: conv2d,
  DepthwiseConv2D: depthwise,
  Conv2DTranspose: transposed,
  Convolution2DTranspose: transposed,
  SeparableConv2D: separable,
  SeparableConvolution2D: separable,
  Dense: dense,
};
