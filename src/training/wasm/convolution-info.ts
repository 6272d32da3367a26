/** Where the window of a convolution stands, from the attributes that tfjs gives its gradient kernels. */
import { backend_util } from '@tensorflow/tfjs-core';

export interface ConvolutionAttributes {
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dilations?: number | [number, number] | null;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly dataFormat?: 'NHWC' | 'NCHW';
}

type Shape4 = [number, number, number, number];
export type ConvolutionInfo = backend_util.Conv2DInfo;

/** Throws where channels come first, or where a depthwise kernel makes several channels of one: nothing here does that. */
export function infoOf(
  input: readonly number[],
  filter: readonly number[],
  attributes: ConvolutionAttributes,
  isDepthwise: boolean,
): ConvolutionInfo {
  const { strides, pad, dilations, dimRoundingMode, dataFormat = 'NHWC' } = attributes;
  if (dataFormat !== 'NHWC') throw new Error(`gradient of a convolution: expected NHWC, got ${dataFormat}`);
  if (isDepthwise && filter[3] !== 1)
    throw new Error(`gradient of a depthwise convolution: expected a channel multiplier of 1, got ${filter[3]}`);
  return backend_util.computeConv2DInfo(
    input as Shape4,
    filter as Shape4,
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    isDepthwise,
  );
}

/** Which outputs along one axis see a pixel of the image, and not padding, through the tap that is `shift` pixels away. */
export function rangeOf(shift: number, stride: number, outputs: number, inputs: number): readonly [number, number] {
  const first = Math.max(0, Math.ceil(-shift / stride));
  const end = Math.min(outputs, Math.floor((inputs - 1 - shift) / stride) + 1);
  return [first, Math.max(first, end)];
}
