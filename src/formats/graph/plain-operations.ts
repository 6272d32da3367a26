/** Operations that mean the same in ONNX and in TensorFlow, by the name that both have for them. */
import type { ActivationAttributes } from '../../core/ops/activation.js';
import { activate } from './elementwise.js';
import type { Operation, ReadOperation } from './operation.js';
import { laterSwish } from './patterns.js';

export type UnaryAttributes = Omit<ActivationAttributes, 'function'>;

/** A function of each value by itself. */
export const unary =
  (name: ActivationAttributes['function'], attributes?: (operation: Operation) => UnaryAttributes): ReadOperation =>
  (operation) =>
    activate(operation, operation.live(0), { function: name, ...attributes?.(operation) });

/** To a power that is known. */
export const power = (alpha: number): ReadOperation => unary('power', () => ({ alpha }));

/** What changes no value. */
export const passes: ReadOperation = (operation) => operation.live(0);

const sigmoid: ReadOperation = (operation) => unary(laterSwish(operation) ? 'swish' : 'sigmoid')(operation);

const negate: ReadOperation = (operation) => {
  const input = operation.live(0);
  return operation.like(input, operation.add('scale', 'rescale', { scale: -1, offset: 0 }, [input.node]));
};

export const plainOperations: readonly (readonly [name: string, read: ReadOperation])[] = [
  ['Relu', unary('relu')],
  ['Selu', unary('SELU')],
  ['Sigmoid', sigmoid],
  ['HardSwish', unary('hard swish')],
  ['Tanh', unary('tanh')],
  ['Softplus', unary('softplus')],
  ['Softsign', unary('softsign')],
  ['Erf', unary('erf')],
  ['Exp', unary('exp')],
  ['Log', unary('log')],
  ['Abs', unary('absolute value')],
  ['Sqrt', power(0.5)],
  ['Reciprocal', power(-1)],
  ['Neg', negate],
  ['Identity', passes],
  ['Cast', passes],
];
