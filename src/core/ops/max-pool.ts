import { defineOp, noSymbols, noWeights, seesWindow } from '../op.js';
import { formatKernel, formatWindow, slideOver, type Window } from './window.js';

export type MaxPoolAttributes = Window;

/** Padding never wins: it stands for −∞. */
export const maxPool = defineOp<MaxPoolAttributes>({
  title: (attributes) => `max pooling ${formatWindow(attributes)}`,
  sentence: (attributes) => {
    const { kernel, stride, across } = attributes;
    return kernel === 1 && !across
      ? `Keeps every ${stride === 2 ? 'second' : `${stride}th`} row and column of a channel.`
      : `Replaces each ${formatKernel(attributes)} patch of a channel by its largest value.`;
  },
  arity: 1,
  outputShape: ([shape], attributes) => [...slideOver(shape!, attributes), shape![2]],
  symbols: noSymbols,
  weights: noWeights,
  elementwise: 'poolInputElements',
  role: 'other',
  inPlace: false,
  sight: seesWindow,
});
