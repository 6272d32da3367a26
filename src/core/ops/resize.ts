import { defineOp, noSymbols, noWeights } from '../op.js';

export interface ResizeAttributes {
  readonly height: number;
  readonly width: number;
  readonly interpolation: 'nearest' | 'bilinear';
  /** What lies on what: the corners of both maps, or the centres of their halves; where absent, the first rows and columns alone. */
  readonly align?: 'corners' | 'centres';
}

export const resize = defineOp<ResizeAttributes>({
  title: ({ height, width, interpolation }) => `resizing to ${height}×${width}, ${interpolation}`,
  arity: 1,
  outputShape: ([shape], { height, width }) => [height, width, shape![2]],
  symbols: noSymbols,
  weights: noWeights,
  role: 'other',
  inPlace: false,
  sight: ({ interpolation, align }) =>
    align ? { by: 'all' } : { by: 'scale', reachesNext: interpolation === 'bilinear' },
});
