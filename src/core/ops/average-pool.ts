import { defineOp, noSymbols, noWeights } from '../op.js';
import { formatWindow, slideOver, type Window } from './window.js';

export type AveragePoolAttributes = Window;

export const averagePool = defineOp<AveragePoolAttributes>({
  title: (attributes) => `average pooling ${formatWindow(attributes)}`,
  sentence: ({ kernel }) => `Replaces each ${kernel}×${kernel} patch of a channel by its mean.`,
  arity: 1,
  outputShape: ([shape], attributes) => [...slideOver(shape!, attributes), shape![2]],
  symbols: noSymbols,
  weights: noWeights,
  elementwise: 'poolInputElements',
});
