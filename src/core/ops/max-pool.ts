import { defineOp, noSymbols, noWeights, seesWindow } from '../op.js';
import { formatWindow, slideOver, type Window } from './window.js';

export type MaxPoolAttributes = Window;

/** Padding never wins: it stands for −∞. */
export const maxPool = defineOp<MaxPoolAttributes>({
  title: (attributes) => `max pooling ${formatWindow(attributes)}`,
  arity: 1,
  outputShape: ([shape], attributes) => [...slideOver(shape!, attributes), shape![2]],
  symbols: noSymbols,
  weights: noWeights,
  elementwise: 'poolInputElements',
  role: 'other',
  inPlace: false,
  sight: seesWindow,
});
