import { defineOp, noSymbols, noWeights } from '../op.js';

export interface ResizeAttributes {
  /** How many times as many rows. */
  readonly rows: number;
  readonly columns: number;
  readonly interpolation: 'nearest' | 'bilinear';
}

export const resize = defineOp<ResizeAttributes>({
  title: ({ rows, columns, interpolation }) => `upsampling ${rows}×${columns}, ${interpolation}`,
  sentence: ({ rows, columns, interpolation }) =>
    `Makes ${rows}×${columns} values of each, ${interpolation === 'nearest' ? 'all equal' : 'interpolated between neighbours'}.`,
  arity: 1,
  outputShape: ([shape], { rows, columns }) => [shape![0] * rows, shape![1] * columns, shape![2]],
  symbols: noSymbols,
  weights: noWeights,
  role: 'other',
  inPlace: false,
  sight: ({ interpolation }) => ({ by: 'scale', reachesNext: interpolation === 'bilinear' }),
});
