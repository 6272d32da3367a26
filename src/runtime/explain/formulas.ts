/** Formulas of few numbers: norms, activation functions, elementwise combinations. */
import type { FormulaName, Read } from '../../core/explanation.js';
import type { AttributesOf, Shape } from '../../core/index.js';
import { broadcastTo, indexIn, placeIn, readAt, type ValueContext, type WorkedValue } from './value-context.js';
import { addUp, choose, termOf } from './listing.js';

interface Formula {
  readonly name: FormulaName;
  readonly numbers: Readonly<Record<string, number>>;
  readonly reads: readonly Read[];
  readonly rest?: number;
  readonly result: number;
  /** Where numbers cancel each other out; the result's own where absent. */
  readonly magnitude?: number;
}

const formula = ({ name, numbers, reads, rest = 0, result, magnitude = Math.abs(result) }: Formula): WorkedValue => ({
  arithmetic: { form: 'formula', name, numbers, reads, rest },
  result,
  magnitude,
});

interface Norm {
  readonly x: number;
  readonly mean: number;
  readonly variance: number;
  readonly epsilon: number;
  readonly gamma: number | undefined;
  readonly beta: number | undefined;
}

function normValues({ x, mean, variance, epsilon, gamma, beta }: Norm) {
  const factor = (gamma ?? 1) / Math.sqrt(variance + epsilon);
  return {
    numbers: {
      x,
      μ: mean,
      'σ²': variance,
      ε: epsilon,
      ...(gamma !== undefined && { γ: gamma }),
      ...(beta !== undefined && { β: beta }),
    },
    result: (x - mean) * factor + (beta ?? 0),
    magnitude: (Math.abs(x) + Math.abs(mean)) * Math.abs(factor) + Math.abs(beta ?? 0),
  };
}

export function workBatchNorm(context: ValueContext<'batch-norm'>): WorkedValue {
  const { node, weights, place } = context;
  const read = readAt(context, place);
  const of = (name: string): number | undefined => weights[name]?.[place[2]];
  const norm = normValues({
    x: read.value,
    mean: of('moving_mean')!,
    variance: of('moving_variance')!,
    epsilon: node.attributes.epsilon,
    gamma: of('gamma'),
    beta: of('beta'),
  });
  return formula({ name: 'batch norm', reads: [read], ...norm });
}

/** Mean and variance of what comes in: of a place, of a channel, or of a group of channels. */
export function workNorm(context: ValueContext<'norm'>): WorkedValue {
  const { node, inputs, weights, place } = context;
  const { over, groups = 1, epsilon } = node.attributes;
  const [height, width, channels] = node.inputShapes[0]!;
  const own = channels / groups;
  const group = Math.floor(place[2] / own);
  const takesPart = (index: number): boolean => {
    const [row, column, channel] = placeIn([height, width, channels], index);
    if (over === 'layer') return row === place[0] && column === place[1];
    return over === 'instance' ? channel === place[2] : Math.floor(channel / own) === group;
  };
  const values = inputs[0]!.filter((_, index) => takesPart(index));
  const mean = meanOf(values);
  const variance = meanOf(values.map((value) => (value - mean) ** 2));
  const read = readAt(context, place);
  const norm = normValues({
    x: read.value,
    mean,
    variance,
    epsilon,
    gamma: weights['gamma']?.[place[2]],
    beta: weights['beta']?.[place[2]],
  });
  return formula({ name: 'norm', reads: [read], rest: values.length - 1, ...norm });
}

const meanOf = (values: Float32Array): number => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
};

export function workLocalResponseNorm(context: ValueContext<'local-response-norm'>): WorkedValue {
  const { node, place } = context;
  const { size, alpha, beta, k } = node.attributes;
  const [row, column, channel] = place;
  const [first, last] = [channel - (size - 1) / 2, channel + (size - 1) / 2];
  const around = Array.from({ length: node.inputShapes[0]![2] }, (_, other) => other).filter(
    (other) => other >= first && other <= last,
  );
  const reads = around.map((other) => readAt(context, [row, column, other]));
  const squares = reads.reduce((sum, { value }) => sum + value * value, 0);
  const own = readAt(context, place);
  return formula({
    name: 'local response norm',
    numbers: { x: own.value, k, α: alpha, n: size, S: squares, β: beta },
    reads: [own, ...reads.filter(({ place: at }) => at[2] !== channel)],
    result: own.value / (k + (alpha / size) * squares) ** beta,
  });
}

export function workPrelu(context: ValueContext<'prelu'>): WorkedValue {
  const { node, weights, place } = context;
  const { shape } = node.attributes;
  const read = readAt(context, place);
  const slope = weights['alpha']![indexIn(shape, broadcastTo(shape, place))]!;
  const result = read.value < 0 ? read.value * slope : read.value;
  return formula({ name: 'PReLU', numbers: { x: read.value, α: slope }, reads: [read], result });
}

export function workRescale(context: ValueContext<'rescale'>): WorkedValue {
  const { scale, offset } = context.node.attributes;
  const read = readAt(context, context.place);
  const of = (values: number | readonly number[]): number =>
    typeof values === 'number' ? values : values[context.place[2]]!;
  const [a, b] = [of(scale), of(offset)];
  return formula({
    name: 'rescaling',
    numbers: { x: read.value, a, b },
    reads: [read],
    result: read.value * a + b,
    magnitude: Math.abs(read.value * a) + Math.abs(b),
  });
}

/** The two values that meet; one of them may be stored with the network. */
function operandsOf(context: ValueContext<'merge'>): readonly [Read, Read] {
  const { node, weights, place } = context;
  const { constant, constantFirst } = node.attributes;
  const reads = node.inputShapes.map((shape, input) => readAt(context, broadcastTo(shape, place), input));
  if (!constant) return reads as [Read, Read];
  const at = broadcastTo(constant, place);
  const stored: Read = { place: at, value: weights['constant']![indexIn(constant, at)]!, of: 'constant' };
  return constantFirst ? [stored, reads[0]!] : [reads[0]!, stored];
}

export function workMerge(context: ValueContext<'merge'>): WorkedValue {
  const { most } = context;
  const [left, right] = operandsOf(context);
  const [x, y] = [left.value, right.value];
  switch (context.node.attributes.function) {
    case 'sum':
      return addUp([[termOf(left, 1)], [termOf(right, 1)]], { most });
    case 'difference':
      return addUp([[termOf(left, 1)], [termOf(right, -1)]], { most });
    case 'maximum':
      return choose([left, right], { of: 'largest', most });
    case 'minimum':
      return choose([left, right], { of: 'smallest', most });
    case 'product':
      return formula({ name: 'product', numbers: { x, y }, reads: [left, right], result: x * y });
    case 'quotient':
      return formula({ name: 'quotient', numbers: { x, y }, reads: [left, right], result: x / y });
  }
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const within = (x: number, least = -Infinity, most = Infinity): number => Math.min(most, Math.max(least, x));

/** Klambauer et al. 2017, equation 14. */
const SELU = { scale: 1.0507009873554805, alpha: 1.6732632423543772 };

/** Abramowitz and Stegun, formula 7.1.26: off by at most 1.5e-7. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - series * Math.exp(-x * x));
}

type Attributes = AttributesOf<'activation'>;
type Elementwise = Exclude<Attributes['function'], 'softmax'>;

/** Value by value; with their numbers in `src/words/arithmetic-words.ts`. */
const functions: { readonly [F in Elementwise]: (x: number, attributes: Attributes) => number } = {
  relu: (x) => Math.max(0, x),
  relu6: (x) => within(x, 0, 6),
  'leaky ReLU': (x, { alpha = 0.2 }) => (x < 0 ? x * alpha : x),
  ELU: (x, { alpha = 1 }) => (x < 0 ? alpha * Math.expm1(x) : x),
  SELU: (x) => SELU.scale * (x < 0 ? SELU.alpha * Math.expm1(x) : x),
  GELU: (x) => (x / 2) * (1 + erf(x * Math.SQRT1_2)),
  'GELU (tanh)': (x) => (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
  swish: (x) => x * sigmoid(x),
  'hard swish': (x) => (x * within(x + 3, 0, 6)) / 6,
  mish: (x) => x * Math.tanh(softplus(x)),
  sigmoid,
  'hard sigmoid': (x, { alpha = 0.2 }) => within(alpha * x + 0.5, 0, 1),
  tanh: (x) => Math.tanh(x),
  softplus,
  softsign: (x) => x / (1 + Math.abs(x)),
  clip: (x, { least, most }) => within(x, least, most),
  exp: (x) => Math.exp(x),
  log: (x) => Math.log(x),
  erf,
  'absolute value': (x) => Math.abs(x),
  power: (x, { alpha = 1 }) => x ** alpha,
};

/** What an activation's symbols stand for besides `x`. */
function parametersOf({ function: name, alpha, least, most }: Attributes): Record<string, number> {
  const slope = { 'leaky ReLU': 0.2, ELU: 1, 'hard sigmoid': 0.2, power: 1 }[name as string];
  return {
    ...(slope !== undefined && { α: alpha ?? slope }),
    ...(name === 'clip' && least !== undefined && { a: least }),
    ...(name === 'clip' && most !== undefined && { b: most }),
    ...(name === 'SELU' && { λ: SELU.scale, α: SELU.alpha }),
  };
}

export function workActivation(context: ValueContext<'activation'>): WorkedValue {
  const { attributes } = context.node;
  if (attributes.function === 'softmax') return workSoftmax(context);
  const read = readAt(context, context.place);
  const result = functions[attributes.function](read.value, attributes);
  return formula({
    name: attributes.function,
    numbers: { x: read.value, ...parametersOf(attributes) },
    reads: [read],
    result,
    magnitude: Math.max(Math.abs(result), Math.min(1, Math.abs(read.value))),
  });
}

function workSoftmax(context: ValueContext<'activation'>): WorkedValue {
  const { node, place, most } = context;
  const { axis = 2 } = node.attributes;
  const shape: Shape = node.inputShapes[0]!;
  const all = Array.from({ length: shape[axis] }, (_, at) => {
    const [row, column, channel] = place.map((own, along) => (along === axis ? at : own)) as [number, number, number];
    return readAt(context, [row, column, channel]);
  });
  const largest = all.reduce((max, { value }) => Math.max(max, value), -Infinity);
  const sum = all.reduce((total, { value }) => total + Math.exp(value - largest), 0);
  const own = readAt(context, place);
  const others = all.filter(({ place: at }) => at[axis] !== place[axis]).toSorted((a, b) => b.value - a.value);
  return formula({
    name: 'softmax',
    numbers: { x: own.value, m: largest, S: sum },
    reads: [own, ...others.slice(0, most - 1)],
    rest: Math.max(0, others.length - (most - 1)),
    result: Math.exp(own.value - largest) / sum,
  });
}
