/**
 * What people mean when they print a number of parameters or operations. A reading weighs raw facts, of the network as it
 * is or with a part left out or changed; together they are what the number detective (`explainFigure`) tries.
 */
import type { Terms } from './conventions.js';
import { costOf, type NetworkCost } from './cost.js';
import type { Network } from './network.js';
import { families } from './networks/index.js';
import { addCosts, type Cost } from './node-cost.js';
import type { Options } from './options.js';
import { isConvolution } from './roles.js';
import { countByImgclsmob, countByPtflops, foldedParameters } from './special-counts.js';

export type ReadingQuantity = 'parameters' | 'operations';

/** Which facts count, and how often; or a count of its own, where it depends on the single layer. */
interface Weighing {
  readonly title: string;
  readonly quantity: ReadingQuantity;
  readonly count: Terms | ((network: Network) => number);
}

const KERNELS_AND_BIASES: Terms = { weights: 1, biases: 1 };
/** Batch norm has two trainable numbers a channel, γ and β. */
const PER_NORM_CHANNEL = 0.5;

/** How one adds up. The first of each quantity is the plain one. */
export const weighings = {
  trainable: {
    title: 'trainable: kernels, biases, BN’s γ and β',
    quantity: 'parameters',
    count: { ...KERNELS_AND_BIASES, normTrainable: 1 },
  },
  'no-norm': { title: 'BN left out', quantity: 'parameters', count: KERNELS_AND_BIASES },
  'three-per-norm': {
    title: 'three numbers for each BN channel',
    quantity: 'parameters',
    count: { ...KERNELS_AND_BIASES, normTrainable: 3 * PER_NORM_CHANNEL },
  },
  total: {
    title: 'BN’s moving statistics counted too',
    quantity: 'parameters',
    count: { ...KERNELS_AND_BIASES, normTrainable: 1, normStatistics: 1 },
  },
  folded: { title: 'BN folded into biases', quantity: 'parameters', count: foldedParameters },
  weights: { title: 'kernels alone, no bias and no BN', quantity: 'parameters', count: { weights: 1 } },
  macs: {
    title: 'multiply–adds of convolutions and fully connected layers',
    quantity: 'operations',
    count: { macs: 1 },
  },
  flops: { title: 'multiplications and additions counted apart, ×2', quantity: 'operations', count: { macs: 2 } },
  'macs-norm-channels': {
    title: 'multiply–adds, and 1 for each BN channel',
    quantity: 'operations',
    count: { macs: 1, normTrainable: PER_NORM_CHANNEL },
  },
  'macs-biases': { title: 'multiply–adds, and 1 for each bias', quantity: 'operations', count: { macs: 1, biases: 1 } },
  elementwise: {
    title: 'multiply–adds, 2 for each value of BN, 1 for each of ReLU and each that pooling reads',
    quantity: 'operations',
    count: { macs: 1, biases: 1, normElements: 2, activationElements: 1, poolInputElements: 1 },
  },
  ptflops: {
    title: 'multiply–adds, biases, 2 for each value of BN and of ReLU, 1 of ReLU6, 2 for each that pooling reads',
    quantity: 'operations',
    count: countByPtflops,
  },
  imgclsmob: {
    title: 'half of all operations: BN 4, ReLU and shuffle 1 a value, pooling its window',
    quantity: 'operations',
    count: countByImgclsmob,
  },
} as const satisfies Record<string, Weighing>;

export type WeighingId = keyof typeof weighings;

/** What network is counted: a part left out, or an option changed in families that have it. */
interface Change {
  readonly title: string;
  readonly quantities: readonly ReadingQuantity[];
  readonly options?: Options;
  readonly without?: (network: Network, cost: NetworkCost) => Partial<Cost>;
}

const BOTH: readonly ReadingQuantity[] = ['parameters', 'operations'];

const firstConvolution = (network: Network, { layers }: NetworkCost): Cost =>
  layers[network.nodes.findIndex(isConvolution)]!;

/** The layers that give out a value a class, by path: a dense layer, or SqueezeNet's convolution with its ReLU. */
const classifier = (_: Network, { layers }: NetworkCost): Cost =>
  addCosts(layers.filter(({ id }) => id === 'classifier' || id.startsWith('classifier/')));

export const changes = {
  'no-classifier': { title: 'without the classifier', quantities: BOTH, without: classifier },
  'no-classifier-bias': {
    title: 'without the classifier’s bias',
    quantities: ['parameters'],
    without: (network, cost) => ({ biases: classifier(network, cost).biases }),
  },
  'no-first-convolution': {
    title: 'without the first convolution',
    quantities: ['operations'],
    without: firstConvolution,
  },
  '1001-classes': { title: 'with 1001 classes', quantities: BOTH, options: { classes: 1001 } },
  'unit-expansion': { title: 'with the expansion at t = 1 kept', quantities: BOTH, options: { unitExpansion: true } },
} as const satisfies Record<string, Change>;

export type ChangeId = keyof typeof changes;

/** One way to arrive at a number. */
export interface Reading {
  readonly weighing: WeighingId;
  readonly changes: readonly ChangeId[];
}

export const quantityOf = ({ weighing }: Reading): ReadingQuantity => weighings[weighing].quantity;

/** A sentence part: "BN left out, without the classifier". */
export const titleOfReading = ({ weighing, changes: changed }: Reading): string =>
  [weighings[weighing].title, ...changed.map((id) => changes[id].title)].join(', ');

const PLAIN: readonly WeighingId[] = ['trainable', 'macs'];

/** How far a reading is from the plain ones, trainable parameters and multiply–adds: less is a better explanation. */
export const departuresOf = ({ weighing, changes: changed }: Reading): number =>
  changed.length + (PLAIN.includes(weighing) ? 0 : 1);

const changeOf = (id: ChangeId): Change => changes[id];

/** Counts one network of a register under many readings; what a reading changes is built once. */
export function readingCounter(id: string, options: Readonly<Record<string, unknown>>, register = families) {
  const family = register.of(id);
  const built = new Map<string, readonly [Network, NetworkCost]>();
  const build = (set: Options): readonly [Network, NetworkCost] => {
    const key = JSON.stringify(set);
    const network = built.get(key)?.[0] ?? register.build(id, { ...options, ...set });
    const both = built.get(key) ?? ([network, costOf(network)] as const);
    built.set(key, both);
    return both;
  };
  return (reading: Reading): number | undefined => {
    const set: Options = Object.assign({}, ...reading.changes.map((change) => changeOf(change).options));
    const isKnown = (name: string): boolean => family.options.some((option) => option.name === name);
    return Object.keys(set).every(isKnown) ? countIn(...build(set), reading) : undefined;
  };
}

/**
 * The count under a reading; `undefined` where it makes no sense for the network, as t = 1 kept where there is no t.
 * Throws as `buildNetwork` does.
 */
export const countReading = (
  id: string,
  options: Readonly<Record<string, unknown>>,
  reading: Reading,
): number | undefined => readingCounter(id, options)(reading);

function countIn(network: Network, cost: NetworkCost, reading: Reading): number {
  const { count }: Weighing = weighings[reading.weighing];
  if (typeof count === 'function') return count(network);
  const withouts = reading.changes.flatMap((change) => changeOf(change).without ?? []);
  const weigh = (facts: Partial<Cost>): number =>
    Object.entries(count).reduce((sum, [field, times]) => sum + times * (facts[field as keyof Cost] ?? 0), 0);
  return withouts.reduce((sum, without) => sum - weigh(without(network, cost)), weigh(cost.total));
}

/** Every reading with at most `most` changes. */
export function readingsOf(quantity: ReadingQuantity, most: number): readonly Reading[] {
  const own = (Object.keys(weighings) as WeighingId[]).filter((id) => weighings[id].quantity === quantity);
  const possible = (Object.keys(changes) as ChangeId[]).filter((id) => changeOf(id).quantities.includes(quantity));
  const sets = subsets(possible, most);
  return own.flatMap((weighing) =>
    sets.filter((set) => !set.length || canChange(weighing)).map((set) => ({ weighing, changes: set })),
  );
}

/** Counts of everything are a tool's, and a tool leaves out no layer. */
const canChange = (weighing: WeighingId): boolean =>
  weighing !== 'elementwise' && typeof weighings[weighing].count !== 'function';

/** Sets of at most `most`, smaller ones first. A classifier that is left out leaves no bias and no classes to change. */
function subsets(ids: readonly ChangeId[], most: number): readonly (readonly ChangeId[])[] {
  const sets: ChangeId[][] = [[]];
  for (let size = 0; size < most; size++) {
    for (const set of sets.filter(({ length }) => length === size)) {
      const after = ids.slice(set.length ? ids.indexOf(set.at(-1)!) + 1 : 0);
      sets.push(...after.map((id) => [...set, id]));
    }
  }
  return sets.filter(
    (set) => !(set.includes('no-classifier') && (set.includes('no-classifier-bias') || set.includes('1001-classes'))),
  );
}
