import { defineOp, noSymbols, noWeights, seesWindow } from '../op.js';
import { formatWindow, slideOver, type Window } from './window.js';

export interface AveragePoolAttributes extends Window {
  /**
   * Whether zeros of the padding count in the mean's divisor. Left out, a number of rows counts them, as PyTorch does,
   * and `same` does not, as TensorFlow does.
   */
  readonly countPadding?: boolean;
}

export const averagePool = defineOp<AveragePoolAttributes>({
  title: (attributes) => `average pooling ${formatWindow(attributes)}`,
  arity: 1,
  outputShape: ([shape], attributes) => [...slideOver(shape!, attributes), shape![2]],
  symbols: noSymbols,
  weights: noWeights,
  elementwise: 'poolInputElements',
  role: 'other',
  inPlace: false,
  sight: seesWindow,
});
