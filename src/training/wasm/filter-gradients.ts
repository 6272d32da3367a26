/** The gradient of a convolution in its kernel: what each tap has seen, times what came back for it, summed. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { infoOf, rangeOf, type ConvolutionAttributes, type ConvolutionInfo } from './convolution-info.js';
import { dispose, run, viewOf, withShape, type Kernel } from './heap.js';

type Attributes = ConvolutionAttributes & { readonly filterShape: readonly number[] };

/**
 * One matrix product for all taps: `[taps × inputs, positions] × [positions, outputs]`, where a row of the left holds what
 * one tap has seen of one channel. Of a 1×1 kernel that is x, transposed.
 */
export const convolutionFilterGradient: Kernel<Attributes> = ({ x, dy }, attributes, backend) => {
  const { filterShape } = attributes;
  const info = infoOf(x!.shape, filterShape, attributes, false);
  const positions = info.batchSize * info.outHeight * info.outWidth;
  const gradients = withShape(dy!, [positions, info.outChannels]);
  const windows = isPointwise(info)
    ? run(backend, 'Transpose', { x: withShape(x!, [positions, info.inChannels]) }, { perm: [1, 0] })
    : seenByTaps(x!, info, backend);
  const product = run(backend, 'BatchMatMul', { a: windows, b: gradients }, { transposeA: false, transposeB: false });
  dispose(backend, windows);
  return withShape(product, filterShape);
};

/** Whether each output sees the one pixel in its own place. */
const isPointwise = ({ filterHeight, filterWidth, strideHeight, strideWidth, padInfo }: ConvolutionInfo): boolean =>
  [filterHeight, filterWidth, strideHeight, strideWidth].every((n) => n === 1) &&
  [padInfo.top, padInfo.bottom, padInfo.left, padInfo.right].every((n) => n === 0);

function seenByTaps(x: TensorInfo, info: ConvolutionInfo, backend: Parameters<Kernel<Attributes>>[2]): TensorInfo {
  const { batchSize, outHeight, outWidth, inHeight, inWidth, inChannels, strideWidth, strideHeight, padInfo } = info;
  const positions = batchSize * outHeight * outWidth;
  const rows = info.filterHeight * info.filterWidth * inChannels;
  const windows = backend.makeOutput([rows, positions], 'float32');
  const [from, to] = [viewOf(backend, x), viewOf(backend, windows).fill(0)];
  let tap = 0;
  for (let ky = 0; ky < info.filterHeight; ky++) {
    for (let kx = 0; kx < info.filterWidth; kx++, tap++) {
      const [down, right] = [ky * info.dilationHeight - padInfo.top, kx * info.dilationWidth - padInfo.left];
      const [top, bottom] = rangeOf(down, strideHeight, outHeight, inHeight);
      const [left, end] = rangeOf(right, strideWidth, outWidth, inWidth);
      for (let n = 0; n < batchSize; n++) {
        for (let oy = top; oy < bottom; oy++) {
          const line = ((n * inHeight + oy * strideHeight + down) * inWidth + right) * inChannels;
          const target = tap * inChannels * positions + (n * outHeight + oy) * outWidth;
          for (let ox = left; ox < end; ox++) {
            const pixel = line + ox * strideWidth * inChannels;
            for (let c = 0; c < inChannels; c++) to[target + c * positions + ox] = from[pixel + c]!;
          }
        }
      }
    }
  }
  return windows;
}

/** Channels meet only themselves, so it is no matrix product: one pass over the gradients, all taps at each. */
export const depthwiseFilterGradient: Kernel<Attributes> = ({ x, dy }, attributes, backend) => {
  const info = infoOf(x!.shape, attributes.filterShape, attributes, true);
  const { batchSize, inHeight, inWidth, outHeight, outWidth, inChannels: channels } = info;
  const { strideHeight, strideWidth, dilationHeight, dilationWidth, padInfo } = info;
  const out = backend.makeOutput([...attributes.filterShape], 'float32');
  const [image, gradients] = [viewOf(backend, x!), viewOf(backend, dy!)];
  const sums = new Float64Array(info.filterHeight * info.filterWidth * channels);
  for (let n = 0; n < batchSize; n++) {
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ky = 0; ky < info.filterHeight; ky++) {
        const y = oy * strideHeight + ky * dilationHeight - padInfo.top;
        if (y < 0 || y >= inHeight) continue;
        for (let kx = 0; kx < info.filterWidth; kx++) {
          const right = kx * dilationWidth - padInfo.left;
          const [left, end] = rangeOf(right, strideWidth, outWidth, inWidth);
          const sum = (ky * info.filterWidth + kx) * channels;
          const at = ((n * inHeight + y) * inWidth + right) * channels;
          const start = (n * outHeight + oy) * outWidth * channels;
          const [from, back] = [at + left * strideWidth * channels, start + left * channels];
          addProducts(sums, sum, channels, image, from, strideWidth * channels, gradients, back, end - left);
        }
      }
    }
  }
  viewOf(backend, out).set(sums);
  return out;
};

/**
 * To each channel's sum, the products of so many positions. Channel by channel, though neighbours in memory are channels: a
 * sum that stays in a register, twice, saves more than the reading loses within a row.
 */
function addProducts(
  sums: Float64Array,
  to: number,
  channels: number,
  a: Float32Array,
  fromA: number,
  stepA: number,
  b: Float32Array,
  fromB: number,
  positions: number,
): void {
  for (let c = 0; c < channels; c++) {
    let i = fromA + c;
    let j = fromB + c;
    let even = 0;
    let odd = 0;
    let left = positions;
    for (; left > 1; left -= 2, i += 2 * stepA, j += 2 * channels) {
      even += a[i]! * b[j]!;
      odd += a[i + stepA]! * b[j + channels]!;
    }
    if (left) even += a[i]! * b[j]!;
    sums[to + c]! += even + odd;
  }
}
