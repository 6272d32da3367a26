/**
 * What a sliding window gives, in plain loops and float64, from its definition and nothing of ours: kernels as TensorFlow
 * keeps them, `[rows, columns, inputs, outputs]`, paddings as TensorFlow and PyTorch document them.
 */
import type { CasePadding, CaseSizes, Pair, SlidingCase } from './sliding-cases.js';

export interface Answer {
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly values: Float64Array;
  /** Multiplications by a kernel value, those with padding too. */
  readonly macs: number;
}

/** Where windows begin along one axis, and what lies around the image there. */
interface Axis {
  readonly starts: readonly number[];
  readonly taps: readonly number[];
  readonly size: number;
  /** Pixels of padding, as places: from `first` to before `end`; a window that is rounded up may reach beyond. */
  readonly first: number;
  readonly end: number;
}

function around(padding: CasePadding, axis: 0 | 1): Pair {
  if (typeof padding === 'object') return axis === 0 ? padding.rows : padding.columns;
  if (padding === 'ceil') return [1, 1];
  return typeof padding === 'number' ? [padding, padding] : [0, 0];
}

function axisOf({ kernel, stride, dilation, padding }: SlidingCase, size: number, axis: 0 | 1): Axis {
  const taps = Array.from({ length: kernel[axis] }, (_, tap) => tap * dilation[axis]);
  const span = taps.at(-1)! + 1;
  const starts: number[] = [];
  if (padding === 'same') {
    const count = Math.ceil(size / stride[axis]);
    const missing = Math.max(0, (count - 1) * stride[axis] + span - size);
    const before = Math.floor(missing / 2);
    for (let at = 0; at < count; at++) starts.push(at * stride[axis] - before);
    return { starts, taps, size, first: -before, end: size + missing - before };
  }
  const [before, after] = around(padding, axis);
  // Rounded up: one window more, if it begins in the image or in the padding before it.
  const isPlace = (start: number): boolean =>
    start + span <= size + after || (padding === 'ceil' && start < size && start - stride[axis] + span < size + after);
  for (let start = -before; isPlace(start); start += stride[axis]) starts.push(start);
  return { starts, taps, size, first: -before, end: size + after };
}

const isInside = (at: number, { size }: Axis): boolean => at >= 0 && at < size;
const isPadded = (at: number, { first, end }: Axis): boolean => at >= first && at < end;

/** `image` in rows of pixels of channels. */
export function slide(
  asked: SlidingCase,
  { image: [height, width, channels], filters, groups }: CaseSizes,
  image: Float32Array,
  { kernel, bias }: { readonly kernel: Float32Array; readonly bias: Float32Array },
): Answer {
  const [rows, columns] = [axisOf(asked, height, 0), axisOf(asked, width, 1)];
  const values = new Float64Array(rows.starts.length * columns.starts.length * filters);
  let macs = 0;
  let at = 0;
  for (const top of rows.starts)
    for (const left of columns.starts) for (let o = 0; o < filters; o++) values[at++] = valueAt(top, left, o);
  return { shape: [rows.starts.length, columns.starts.length, filters], values, macs };

  function valueAt(top: number, left: number, o: number): number {
    if (asked.kind === 'max-pool') return pooled(top, left, o).most;
    if (asked.kind === 'average-pool') {
      const { sum, seen, padded } = pooled(top, left, o);
      // TensorFlow's `same` leaves padding out; a zero pad in front is a part of the image.
      return sum / (asked.padding === 'same' ? seen : padded);
    }
    if (asked.kind === 'average of the image') {
      const { sum, seen, padded } = pooled(top, left, o);
      return sum / (typeof asked.padding === 'object' ? padded : seen);
    }
    return bias[o]! + weighed(top, left, o);
  }

  function pooled(top: number, left: number, channel: number) {
    let [most, sum, seen, padded] = [-Infinity, 0, 0, 0];
    for (const down of rows.taps)
      for (const right of columns.taps) {
        const [y, x] = [top + down, left + right];
        if (isPadded(y, rows) && isPadded(x, columns)) padded++;
        // A zero pad in front is a part of the image for the largest value too.
        if (typeof asked.padding === 'object') most = Math.max(most, pixel(y, x, channel));
        if (!isInside(y, rows) || !isInside(x, columns)) continue;
        seen++;
        sum += pixel(y, x, channel);
        most = Math.max(most, pixel(y, x, channel));
      }
    return { most, sum, seen, padded };
  }

  /** The inputs that an output sees: all, those of its group, or one. */
  function weighed(top: number, left: number, o: number): number {
    const isDepthwise = asked.kind === 'depthwise' || asked.kind === 'multiplied';
    const inputs = isDepthwise ? 1 : channels / groups;
    const first = isDepthwise ? Math.floor(o / (filters / channels)) : Math.floor(o / (filters / groups)) * inputs;
    let sum = 0;
    rows.taps.forEach((down, ky) =>
      columns.taps.forEach((right, kx) => {
        for (let i = 0; i < inputs; i++) {
          const tap = (ky * columns.taps.length + kx) * inputs * filters;
          // A depthwise kernel ends in `[channels, multiplier]`, which is the order of the outputs.
          sum += pixel(top + down, left + right, first + i) * kernel[tap + i * filters + o]!;
          macs++;
        }
      }),
    );
    return sum;
  }

  function pixel(y: number, x: number, channel: number): number {
    return isInside(y, rows) && isInside(x, columns) ? image[(y * width + x) * channels + channel]! : 0;
  }
}
