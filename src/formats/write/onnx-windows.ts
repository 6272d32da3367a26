/** Windows as ONNX's convolutions and pooling have them. */
import { alongWidth, paddingOf, spanOf, type NodeOf, type Shape, type Window } from '../../core/index.js';
import { UnwritableError } from './unwritable.js';

interface Windowed {
  readonly inputShapes: readonly Shape[];
  readonly attributes: Window;
}

/** Kernel, strides, dilations and padding: before along both axes, then after. */
export function slidingOf({ inputShapes, attributes }: Windowed) {
  const [height, width] = inputShapes[0]!;
  const across = alongWidth(attributes);
  const [top, bottom] = paddingOf(height, attributes);
  const [left, right] = paddingOf(width, across);
  return {
    kernel_shape: [attributes.kernel, across.kernel],
    strides: [attributes.stride, across.stride],
    dilations: [attributes.dilation ?? 1, across.dilation ?? 1],
    pads: [top, left, bottom, right],
  };
}

/** Of a transposed convolution: what of its full output is cut off, and where that is too small, what is added at the end. */
export function spreadingOf({ inputShapes, outputShape, attributes }: NodeOf<'transposed-conv2d'>) {
  const across = alongWidth(attributes);
  const along = (axis: 0 | 1, window: Window): readonly [before: number, after: number, added: number] => {
    const full = (inputShapes[0]![axis] - 1) * window.stride + spanOf(window);
    const [before] = paddingOf(outputShape[axis], window);
    const after = full - before - outputShape[axis];
    return [before, Math.max(0, after), Math.max(0, -after)];
  };
  const [top, bottom, below] = along(0, attributes);
  const [left, right, beside] = along(1, across);
  return {
    kernel_shape: [attributes.kernel, across.kernel] as const,
    strides: [attributes.stride, across.stride],
    dilations: [attributes.dilation ?? 1, across.dilation ?? 1],
    pads: [top, left, bottom, right],
    output_padding: [below, beside],
  };
}

/** The same without dilation, which this opset has for no mean, and whether padding counts in the divisor. */
export function poolingOf(node: NodeOf<'average-pool'>) {
  const { dilations, ...sliding } = slidingOf(node);
  const { padding, ceil, countPadding = padding !== 'same' } = node.attributes;
  const [top, left, bottom, right] = sliding.pads as [number, number, number, number];
  // A last window that reaches beyond the padding counts no zeros there, which one number for all windows cannot say.
  const overhangs = ceil && countPadding && (bottom !== top || right !== left);
  if (overhangs || Math.max(...dilations) > 1)
    throw new UnwritableError(node.id, 'ONNX', 'average pooling with dilation, or with a window that reaches out');
  return { ...sliding, count_include_pad: countPadding ? 1 : 0 };
}
