/** Windows as ONNX's convolutions and pooling have them. */
import { alongWidth, paddingOf, type NodeOf, type Shape, type Window } from '../../core/index.js';
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
