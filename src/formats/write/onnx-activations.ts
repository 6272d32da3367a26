/** Activations as ONNX's operations: one, or several where it has none of its own. */
import type { ActivationFunction } from '../../core/ops/activation.js';
import type { Writing } from './onnx-writer.js';
import { UnwritableError } from './unwritable.js';

/** Those that are one operation without numbers. */
const PLAIN: { readonly [F in ActivationFunction]?: string } = {
  relu: 'Relu',
  sigmoid: 'Sigmoid',
  tanh: 'Tanh',
  softplus: 'Softplus',
  softsign: 'Softsign',
  'hard swish': 'HardSwish',
  exp: 'Exp',
  log: 'Log',
  erf: 'Erf',
  'absolute value': 'Abs',
};

/** A stored number of an activation, by a word for it. */
const numbersOf =
  (writer: Writing<'activation'>['writer'], id: string) =>
  (word: string, value: number): string =>
    writer.numbers(`${id}/${word}`, [], [value]);

export function activationOf(writing: Writing<'activation'>): string {
  const { node, inputs, writer } = writing;
  const { id, attributes } = node;
  const { function: name, alpha, least, most, axis = 2 } = attributes;
  const [x] = inputs as [string];
  const number = numbersOf(writer, id);
  const clip = (low: number | undefined, high: number | undefined): string =>
    writer.add(
      'Clip',
      [x, low === undefined ? '' : number('least', low), high === undefined ? '' : number('most', high)],
      id,
    );
  const plain = PLAIN[name];
  if (plain) return writer.add(plain, [x], id);
  switch (name) {
    case 'relu6':
      return clip(0, 6);
    case 'clip':
      return clip(least, most);
    case 'leaky ReLU':
      return writer.add('LeakyRelu', [x], id, { alpha: { float: alpha! } });
    case 'ELU':
      return writer.add('Elu', [x], id, { alpha: { float: alpha ?? 1 } });
    case 'SELU':
      return writer.add('Selu', [x], id);
    case 'hard sigmoid':
      return writer.add('HardSigmoid', [x], id, { alpha: { float: alpha ?? 0.2 }, beta: { float: 0.5 } });
    case 'softmax':
      return writer.add('Softmax', [x], id, { axis: [2, 3, 1][axis]! });
    case 'power':
      return writer.add('Pow', [x, number('exponent', alpha!)], id);
    default:
      return composed(x, writing);
  }
}

/** Those that ONNX writes as several operations. Throws `UnwritableError` for what it has in no way. */
function composed(x: string, { node: { id, attributes }, writer }: Writing<'activation'>): string {
  const number = numbersOf(writer, id);
  switch (attributes.function) {
    case 'swish':
      return writer.add('Mul', [x, writer.add('Sigmoid', [x], `${id}/sigmoid`)], id);
    case 'mish': {
      const soft = writer.add('Softplus', [x], `${id}/softplus`);
      return writer.add('Mul', [x, writer.add('Tanh', [soft], `${id}/tanh`)], id);
    }
    case 'GELU': {
      const scaled = writer.add('Mul', [x, number('root', Math.SQRT1_2)], `${id}/scaled`);
      const share = writer.add('Add', [writer.add('Erf', [scaled], `${id}/erf`), number('one', 1)], `${id}/share`);
      return writer.add('Mul', [writer.add('Mul', [x, share], `${id}/twice`), number('half', 0.5)], id);
    }
    case 'GELU (tanh)': {
      const times = (a: string, b: string, word: string): string => writer.add('Mul', [a, b], `${id}/${word}`);
      const cube = times(times(x, x, 'square'), number('weight', 0.044715), 'weighted');
      const sum = times(x, writer.add('Add', [cube, number('one', 1)], `${id}/inner`), 'sum');
      const tanh = writer.add('Tanh', [times(sum, number('root', Math.sqrt(2 / Math.PI)), 'scaled')], `${id}/tanh`);
      const share = writer.add('Add', [tanh, `${id}/one`], `${id}/share`);
      return writer.add('Mul', [times(x, share, 'twice'), number('half', 0.5)], id);
    }
    default:
      throw new UnwritableError(id, 'ONNX', attributes.function);
  }
}
