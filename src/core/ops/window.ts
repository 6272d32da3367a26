import { number, symbol, type Expression } from '../expr.js';
import type { Shape } from '../shape.js';

/**
 * Rows and columns added around the image before a window slides over it: a number for the same on every side (PyTorch),
 * or `same` for TensorFlow's rule, which makes the output `ceil(size / stride)` and puts an odd row at the bottom and right.
 * At stride 2 on an even size the two give equal shapes and different values.
 */
export type Padding = number | 'same';

export interface Window {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: Padding;
  /** Pixels from one value of the window to the next; 1 where absent. */
  readonly dilation?: number;
  /** Along the width, where that differs from the height. */
  readonly across?: Pick<Window, 'kernel' | 'stride' | 'dilation'> & Partial<Pick<Window, 'padding'>>;
  /** A last window that reaches beyond the padded image counts too, if it begins inside (PyTorch's `ceil_mode`). */
  readonly ceil?: boolean;
}

/** The window as columns see it. Everything else here speaks of rows. */
export const alongWidth = (window: Window): Window => ({ ...window, ...window.across });

/** Pixels from the first value of the window to the last, both included. */
export const spanOf = ({ kernel, dilation = 1 }: Window): number => (kernel - 1) * dilation + 1;

/** How many rows (or columns) go before and after one axis of `size`. */
export function paddingOf(size: number, window: Window): readonly [before: number, after: number] {
  const { stride, padding, ceil } = window;
  const kernel = spanOf(window);
  if (padding !== 'same') return [padding, padding + (ceil ? overhang(size, kernel, stride, padding) : 0)];
  const total = Math.max((Math.ceil(size / stride) - 1) * stride + kernel - size, 0);
  return [Math.floor(total / 2), Math.ceil(total / 2)];
}

/** How far a last window, one that would not fit any more, reaches beyond the padded image. */
function overhang(size: number, kernel: number, stride: number, padding: number): number {
  const rest = (size + 2 * padding - kernel) % stride;
  const begin = size + 2 * padding - kernel - rest + stride;
  return rest > 0 && begin < size + padding ? stride - rest : 0;
}

function slide(size: number, window: Window): number {
  const [before, after] = paddingOf(size, window);
  return Math.floor((size + before + after - spanOf(window)) / window.stride) + 1;
}

/** Height and width after a window has slid over `input`. Throws `RangeError` where the window does not fit once. */
export function slideOver([height, width]: Shape, window: Window): readonly [height: number, width: number] {
  const [rows, columns] = [slide(height, window), slide(width, alongWidth(window))];
  if (rows < 1 || columns < 1) {
    throw new RangeError(`a ${formatKernel(window)} window does not fit a ${height}×${width} input`);
  }
  return [rows, columns];
}

/** `3×3` */
export const formatKernel = ({ kernel, across }: Pick<Window, 'kernel' | 'across'>): string =>
  `${kernel}×${across?.kernel ?? kernel}`;

/** `3×3, stride 2` for titles; 1 goes without saying. */
export const formatWindow = (window: Window): string =>
  formatKernel(window) + besideOne('stride', window) + besideOne('dilation', window);

function besideOne(name: 'stride' | 'dilation', { [name]: rows = 1, across }: Window): string {
  const columns = across?.[name] ?? rows;
  return rows * columns > 1 ? `, ${name} ${rows === columns ? rows : `${rows}×${columns}`}` : '';
}

const K = symbol('K');

/** The two axes of a kernel: the symbol K says a square, other windows are written as numbers. */
export const windowAxes = ({ kernel, across }: Window): readonly [rows: Expression, columns: Expression] =>
  across ? [number(kernel), number(across.kernel)] : [K, K];
