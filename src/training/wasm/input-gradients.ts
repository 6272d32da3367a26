/**
 * The gradient of a convolution in its input is a convolution too: of what came back, spread to where its windows stood,
 * with the kernel rotated by 180° (and its two axes of channels exchanged, unless it is depthwise).
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { infoOf, rangeOf, type ConvolutionAttributes, type ConvolutionInfo } from './convolution-info.js';
import { dispose, run, viewOf, type BackendWasm, type Kernel } from './heap.js';

type Attributes = ConvolutionAttributes & { readonly inputShape: readonly number[] };

export const convolutionInputGradient: Kernel<Attributes> = (inputs, attributes, backend) =>
  inputGradient('Conv2D', inputs.dy!, inputs.filter!, attributes, backend);

export const depthwiseInputGradient: Kernel<Attributes> = (inputs, attributes, backend) =>
  inputGradient('DepthwiseConv2dNative', inputs.dy!, inputs.filter!, attributes, backend);

function inputGradient(
  convolution: 'Conv2D' | 'DepthwiseConv2dNative',
  dy: TensorInfo,
  filter: TensorInfo,
  attributes: Attributes,
  backend: BackendWasm,
): TensorInfo {
  const isDepthwise = convolution === 'DepthwiseConv2dNative';
  const info = infoOf(attributes.inputShape, filter.shape, attributes, isDepthwise);
  const rotated = turn(filter, isDepthwise, backend);
  const margins = marginsOf(info);
  const fits = info.strideHeight === 1 && info.strideWidth === 1 && margins.flat().every((margin) => margin >= 0);
  const x = fits ? dy : spreadOut(dy, info, margins, backend);
  const pad = fits ? [[0, 0], ...margins, [0, 0]] : 'valid';
  const dilations = [info.dilationHeight, info.dilationWidth];
  const gradient = run(
    backend,
    convolution,
    { x, filter: rotated },
    { strides: [1, 1], pad, dilations, dataFormat: 'NHWC' },
  );
  dispose(backend, rotated, ...(fits ? [] : [x]));
  return gradient;
}

type Margins = readonly [vertical: readonly [number, number], horizontal: readonly [number, number]];

/** What goes around the gradients, so that a window of the kernel's size has as many places as the input has pixels. */
function marginsOf(info: ConvolutionInfo): Margins {
  const { effectiveFilterHeight, effectiveFilterWidth, inHeight, inWidth, outHeight, outWidth, padInfo } = info;
  const [top, left] = [effectiveFilterHeight - 1 - padInfo.top, effectiveFilterWidth - 1 - padInfo.left];
  const height = (outHeight - 1) * info.strideHeight + 1;
  const width = (outWidth - 1) * info.strideWidth + 1;
  return [
    [top, inHeight + effectiveFilterHeight - 1 - height - top],
    [left, inWidth + effectiveFilterWidth - 1 - width - left],
  ];
}

/** `[K, K, I, O]` → the window back to front, `[K, K, O, I]`; a depthwise kernel keeps its axes. */
function turn(filter: TensorInfo, isDepthwise: boolean, backend: BackendWasm): TensorInfo {
  const [rows, columns, inputs, outputs] = filter.shape as [number, number, number, number];
  const shape = isDepthwise ? filter.shape : [rows, columns, outputs, inputs];
  const out = backend.makeOutput(shape, 'float32');
  const [from, to] = [viewOf(backend, filter), viewOf(backend, out)];
  const taps = rows * columns;
  const size = inputs * outputs;
  for (let tap = 0; tap < taps; tap++) {
    const source = (taps - 1 - tap) * size;
    for (let i = 0; i < inputs; i++)
      for (let o = 0; o < outputs; o++) to[tap * size + o * inputs + i] = from[source + i * outputs + o]!;
  }
  return out;
}

/** Zeros, and each gradient where its window began; windows that saw nothing but padding are left out. */
function spreadOut(dy: TensorInfo, info: ConvolutionInfo, [[top], [left]]: Margins, backend: BackendWasm): TensorInfo {
  const { batchSize, outHeight, outWidth, outChannels: channels, strideHeight, strideWidth } = info;
  const height = info.inHeight + info.effectiveFilterHeight - 1;
  const width = info.inWidth + info.effectiveFilterWidth - 1;
  const out = backend.makeOutput([batchSize, height, width, channels], 'float32');
  const [from, to] = [viewOf(backend, dy), viewOf(backend, out).fill(0)];
  const [firstRow, endRow] = rangeOf(top, strideHeight, outHeight, height);
  const [first, end] = rangeOf(left, strideWidth, outWidth, width);
  for (let n = 0; n < batchSize; n++) {
    for (let oy = firstRow; oy < endRow; oy++) {
      for (let ox = first; ox < end; ox++) {
        const source = ((n * outHeight + oy) * outWidth + ox) * channels;
        const place = ((n * height + oy * strideHeight + top) * width + ox * strideWidth + left) * channels;
        to.set(from.subarray(source, source + channels), place);
      }
    }
  }
  return out;
}
