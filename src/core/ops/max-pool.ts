import { defineOp, noSymbols, noWeights } from '../op.js';
import { formatWindow, slideOver, type Window } from './window.js';

export type MaxPoolAttributes = Window;

/** Padding never wins: it stands for −∞. */
export const maxPool = defineOp<MaxPoolAttributes>({
  title: (attributes) => `max pooling ${formatWindow(attributes)}`,
  sentence: ({ kernel, stride }) =>
    kernel === 1
      ? `Keeps every ${stride === 2 ? 'second' : `${stride}th`} row and column of a channel.`
      : `Replaces each ${kernel}×${kernel} patch of a channel by its largest value.`,
  arity: 1,
  outputShape: ([shape], attributes) => [...slideOver(shape!, attributes), shape![2]],
  symbols: noSymbols,
  weights: noWeights,
  elementwise: 'poolInputElements',
});
