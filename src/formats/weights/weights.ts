/** Stored tensors → the weights of a network, each checked by name, shape and value against what core declares. */
import {
  excerptName,
  formatShape,
  isNorm,
  roleOf,
  weightsOf,
  type Network,
  type NetworkNode,
} from '../../core/index.js';
import { FileError, tensorError } from '../file-error.js';
import { pairWeights, type Named, type Pair, type Pairing } from './pairing.js';
import { decode, type StoredTensor } from './stored-tensor.js';
import {
  byPlainName,
  expectedIn,
  isAverage,
  layoutOf,
  listNames,
  recogniseNaming,
  type Layout,
  type Match,
  type Scheme,
} from './weight-names.js';

/** A node's weights by the names that core gives them, in TensorFlow's layout. */
export type NodeWeights = Readonly<Record<string, Float32Array>>;

export interface NetworkWeights {
  readonly source: 'trained' | 'random';
  readonly scheme: Scheme;
  readonly nodes: ReadonlyMap<string, NodeWeights>;
  /** Sentences on what a file has otherwise than the network: absent where it has all of it, and nothing else. */
  readonly notes?: readonly string[];
}

export interface Fitting {
  /** Takes a file without the network's classifier, or with another: its weights are then 0, and what is over is left aside. */
  readonly withoutHead?: boolean | undefined;
}

/** Throws `FileError` naming the first tensor that does not fit, what was expected and what came. */
export function assignWeights(network: Network, stored: Iterable<StoredTensor>, fitting: Fitting = {}): NetworkWeights {
  const { scheme, pairs, notes } = matchWeights(network, stored, fitting);
  const nodes = new Map<string, Record<string, Float32Array>>();
  for (const { match, ...from } of pairs) {
    const weights = nodes.get(match.node.id) ?? {};
    weights[match.weight.name] = from.tensor
      ? convert(match, from.tensor, layoutOf(scheme))
      : new Float32Array(sizeOf(match.weight.shape)).fill(from.value!);
    nodes.set(match.node.id, weights);
  }
  return { source: 'trained', scheme, nodes, ...(notes.length && { notes }) };
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, axis) => product * axis, 1);

interface Matched<T> {
  readonly scheme: Scheme;
  readonly pairs: readonly Pair<T>[];
  readonly notes: readonly string[];
}

/** Which tensor is which weight, by names and shapes alone. Throws `FileError` as `assignWeights` does. */
export function matchWeights<T extends Named>(
  network: Network,
  stored: Iterable<T>,
  { withoutHead = false }: Fitting = {},
): Matched<T> {
  const tensors = byPlainName(stored);
  const naming = recogniseNaming(network, tensors);
  const paired = pairWeights(network, tensors, naming);
  const apart = withoutHead ? apartFromHead(network, paired) : { ...paired, headless: false };
  const { scheme, pairs, left, missing, headless } = apart;
  if (missing.length) throw missingError(missing, scheme, left);
  if (left.length && !withoutHead) throw unexpectedError(network, left);
  for (const { match, tensor } of pairs) if (tensor) checkShape(match, tensor, layoutOf(scheme));
  return { scheme, pairs, notes: notesOn({ ...paired, left }, headless) };
}

function notesOn({ prefix, folded, left, pairs }: Pairing<Named>, headless: boolean): readonly string[] {
  const averaged = pairs.some(({ tensor }) => tensor && isAverage(tensor));
  return [
    ...(prefix ? [`Its names begin with ${excerptName(prefix)} here, which is left out.`] : []),
    ...(averaged ? ['Its averages over training (ExponentialMovingAverage) are taken.'] : []),
    ...(folded ? [`It has ${folded} norms in the convolutions before them: here these pass on what comes.`] : []),
    ...(headless ? [`It has no classifier for this network, whose weights are 0: all classes come out alike.`] : []),
    ...(left.length ? [`Left aside: ${listNames(left)}.`] : []),
  ];
}

/** The pairing with a classifier of zeros, if that is all that is missing or of another shape. */
export function apartFromHead<T extends Named>(
  network: Network,
  pairing: Pairing<T>,
): Pairing<T> & { readonly headless: boolean } {
  const head = headOf(network);
  const layout = layoutOf(pairing.scheme);
  const own = pairing.pairs.filter(({ match }) => match.node === head);
  const fits = ({ match, tensor }: Pair<T>): boolean => !tensor || fitsShape(match, tensor, layout);
  if (own.length === weightsOf(head).length && own.every(fits)) return { ...pairing, headless: false };
  const zeros = expectedIn(network, pairing.scheme)
    .filter(({ node }) => node === head)
    .map((match) => ({ match, value: 0 }));
  return {
    ...pairing,
    pairs: [...pairing.pairs.filter(({ match }) => match.node !== head), ...zeros],
    missing: pairing.missing.filter(({ node }) => node !== head),
    left: [...own.flatMap(({ tensor }) => tensor?.name ?? []), ...pairing.left],
    headless: true,
  };
}

/** The last layer that has weights. */
export const headOf = ({ nodes }: Network): NetworkNode =>
  nodes.findLast((node) => weightsOf(node).length) ?? nodes.at(-1)!;

const unexpectedError = (network: Network, left: readonly string[]): FileError =>
  new FileError(
    'weights-unexpected',
    `expected no tensor that ${excerptName(network.title)} lacks; got ${listNames(left)}`,
    { tensor: left[0] },
  );

function missingError(missing: readonly Match[], scheme: Scheme, left: readonly string[]): FileError {
  const nameOf = ({ node, weight, names }: Match): string =>
    names[0] ?? `${node.id} ${weight.name} (no name in ${scheme})`;
  const first = missing[0]!;
  return new FileError(
    'weights-missing',
    `expected tensors named as in ${scheme}: missing ${listNames(missing.map(nameOf))}; left over: ${listNames(left)}`,
    { node: first.node.id, tensor: nameOf(first) },
  );
}

function convert(match: Match, tensor: StoredTensor, layout: Layout): Float32Array {
  const values = decode(tensor);
  checkValues(match, tensor, values);
  return layout === 'torch' ? fromTorch(values, windowShape(match)) : values;
}

/** PyTorch keeps output channels first, then input channels: `[O, I, K, K]`; of a depthwise kernel `[C, 1, K, K]`. */
function torchShape({ node, weight: { name, shape } }: Match): readonly number[] {
  if (name !== 'kernel') return shape;
  if (shape.length === 2) return [shape[1]!, shape[0]!];
  const [rows, columns, inputs, outputs] = shape as [number, number, number, number];
  return roleOf(node) === 'channel-filter' ? [inputs, 1, rows, columns] : [outputs, inputs, rows, columns];
}

/** A classifier is a 1×1 convolution in one code base and a dense layer in another: axes of 1 do not count. */
const withoutOnes = (shape: readonly number[]): string => shape.filter((axis) => axis !== 1).join();

const shapeIn = (layout: Layout, match: Match): readonly number[] =>
  layout === 'torch' ? torchShape(match) : match.weight.shape;

export function fitsShape(match: Match, { shape }: Named, layout: Layout): boolean {
  const expected = shapeIn(layout, match);
  const isPointwise = match.weight.shape.length === 2 || (match.weight.shape[0] === 1 && match.weight.shape[1] === 1);
  return expected.join() === shape.join() || (isPointwise && withoutOnes(expected) === withoutOnes(shape));
}

function checkShape(match: Match, tensor: Named, layout: Layout): void {
  if (fitsShape(match, tensor, layout)) return;
  const expected = format(shapeIn(layout, match));
  throw tensorError('weights-shape', tensor.name, expected, format(tensor.shape), match.node.id);
}

const format = (shape: readonly number[]): string =>
  shape.length === 3 ? formatShape([shape[0]!, shape[1]!, shape[2]!]) : excerptName(`[${shape.join(', ')}]`);

interface Demand {
  readonly isMet: (value: number) => boolean;
  readonly expected: string;
}

const FINITE: Demand = { isMet: Number.isFinite, expected: 'finite numbers' };

/** Batch norm divides by the root of a variance and its epsilon. */
function demandOf({ node, weight }: Match): Demand {
  if (!isNorm(node) || weight.name !== 'moving_variance') return FINITE;
  const { epsilon } = node.attributes;
  return {
    isMet: (value) => Number.isFinite(value) && value >= 0 && value + epsilon > 0,
    expected: `finite numbers of at least 0${epsilon > 0 ? '' : `, above 0 with an epsilon of ${epsilon}`}`,
  };
}

function checkValues(match: Match, { name }: StoredTensor, values: Float32Array): void {
  const demand = demandOf(match);
  let sum = 0; // NaN as soon as one value is NaN or infinite; one addition is cheaper than a question
  for (let i = 0; i < values.length; i++) sum += values[i]! * 0;
  if (!Number.isNaN(sum) && demand === FINITE) return;
  const wrong = values.findIndex((value) => !demand.isMet(value));
  if (wrong < 0) return;
  const received = `${values[wrong]} at index ${wrong}`;
  throw tensorError('weights-value', name, demand.expected, received, match.node.id);
}

/** A dense kernel over a map is a convolution with a window of its size: PyTorch flattens channels first, TensorFlow last. */
function windowShape({ node, weight }: Match): readonly number[] {
  return roleOf(node) === 'full-connection' && weight.name === 'kernel'
    ? [...node.inputShapes[0]!, weight.shape[1]!]
    : weight.shape;
}

/** `[O, I, K, K]` → `[K, K, I, O]`, `[C, 1, K, K]` → `[K, K, C, 1]`: first axis last, window first. */
function fromTorch(values: Float32Array, shape: readonly number[]): Float32Array {
  if (shape.length === 1) return values;
  const [rows, columns, inputs, outputs] = shape as [number, number, number, number];
  const window = rows * columns;
  const transposed = new Float32Array(values.length);
  for (let o = 0, from = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) {
      for (let k = 0; k < window; k++, from++) transposed[(k * inputs + i) * outputs + o] = values[from]!;
    }
  }
  return transposed;
}

/** A tensor of core's as PyTorch has it: the inverse of what is done to one that is read. */
export function toTorch(
  match: Match,
  values: Float32Array,
): { readonly shape: readonly number[]; readonly data: Float32Array } {
  const shape = torchShape(match);
  const window = windowShape(match);
  if (window.length === 1) return { shape, data: values };
  const [rows, columns, inputs, outputs] = (window.length === 2 ? [1, 1, ...window] : window) as [
    number,
    number,
    number,
    number,
  ];
  const size = rows * columns;
  const data = new Float32Array(values.length);
  for (let o = 0, to = 0; o < outputs; o++)
    for (let i = 0; i < inputs; i++)
      for (let k = 0; k < size; k++, to++) data[to] = values[(k * inputs + i) * outputs + o]!;
  return { shape, data };
}
