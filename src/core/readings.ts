/**
 * What people mean when they print a number of parameters or operations. A reading is a rule of counting, of the network as
 * it is or with a part left out or changed; the rules are those of the conventions, and a few that are nobody's convention.
 * Calculator, ledger and number detective count by the same.
 */
import { conventions, type ConventionId } from './conventions.js';
import type { Network } from './network.js';
import { families } from './networks/index.js';
import type { Options } from './options.js';
import { isConvolution } from './roles.js';
import { countUnder, type Rule, type Terms } from './rules.js';
import { imgclsmobRule, thop2019Rule } from './special-counts.js';

export type ReadingQuantity = 'parameters' | 'operations';

/** A rule, and what it is called. */
interface Weighing {
  readonly title: string;
  readonly quantity: ReadingQuantity;
  readonly rule: Rule;
  /** What the sum is in the tool's number type. */
  readonly kept?: (count: number) => number;
}

const { paper, torchvision, keras, fvcore, torchinfo, torchsummaryX, torchprofile, ptflops, thop, calflops, flops } =
  conventions;
const KERNELS_AND_BIASES: Terms = { weights: 1, biases: 1 };
/** Batch norm has two trainable numbers a channel, γ and β. */
const PER_NORM_CHANNEL = 0.5;

const PTFLOPS_MODULES: Terms = {
  macs: 1,
  convBiasAdds: 1,
  denseBiasAdds: 1,
  normValues: 2,
  relu: 1,
  relu6: 1,
  maxPoolReads: 1,
  averagePoolReads: 1,
  adaptivePoolReads: 1,
};

/** How one adds up. The first of each quantity is the plain one. */
export const weighings = {
  trainable: {
    title: 'trainable: kernels, biases, BN’s γ and β',
    quantity: 'parameters',
    rule: torchvision.parameters,
  },
  'no-norm': { title: 'BN left out', quantity: 'parameters', rule: paper.parameters },
  total: { title: 'BN’s moving statistics counted too', quantity: 'parameters', rule: keras.parameters },
  hooked: {
    title: 'trainable, of the modules that are called (THOP, torchsummaryX)',
    quantity: 'parameters',
    rule: thop.parameters,
  },
  'three-per-norm': {
    title: 'three numbers for each BN channel',
    quantity: 'parameters',
    rule: { all: { ...KERNELS_AND_BIASES, norm: 3 * PER_NORM_CHANNEL } },
  },
  folded: {
    title: 'BN folded into biases',
    quantity: 'parameters',
    rule: { all: { ...KERNELS_AND_BIASES, foldedNorm: 1 } },
  },
  weights: { title: 'kernels alone, no bias and no BN', quantity: 'parameters', rule: { all: { weights: 1 } } },
  macs: {
    title: 'multiply–adds of convolutions and fully connected layers',
    quantity: 'operations',
    rule: torchvision.operations,
  },
  flops: {
    title: 'multiplications and additions counted apart, ×2',
    quantity: 'operations',
    rule: flops.operations,
  },
  torchsummaryX: {
    title: 'multiply–adds, and 1 for each BN channel (torchsummaryX)',
    quantity: 'operations',
    rule: torchsummaryX.operations,
  },
  torchinfo: {
    title: 'multiply–adds, biases, and BN’s parameters once (torchinfo)',
    quantity: 'operations',
    rule: torchinfo.operations,
  },
  torchprofile: {
    title: 'multiply–adds, 1 for each value of BN and of average pooling (torchprofile)',
    quantity: 'operations',
    rule: torchprofile.operations,
  },
  fvcore: {
    title: 'multiply–adds, 2 for each value of BN, 1 for each that adaptive pooling reads (fvcore)',
    quantity: 'operations',
    rule: fvcore.operations,
  },
  thop: {
    title: 'multiply–adds, 4 for each value of BN, and average pooling where it is a module (THOP)',
    quantity: 'operations',
    rule: thop.operations,
  },
  ptflops: {
    title:
      'multiply–adds, biases, 2 for each value of BN and of ReLU, 1 of ReLU6, 2 for each that pooling reads (ptflops)',
    quantity: 'operations',
    rule: ptflops.operations,
  },
  calflops: {
    title: 'multiply–adds twice, 2 for each value of BN, 1 of ReLU and each that pooling reads (calflops)',
    quantity: 'operations',
    rule: calflops.operations,
  },
  'macs-biases': {
    title: 'multiply–adds, and 1 for each bias that is added',
    quantity: 'operations',
    rule: { all: { macs: 1, convBiasAdds: 1, denseBiasAdds: 1 } },
  },
  'ptflops-modules': {
    title: 'multiply–adds, 2 for each value of BN, 1 for each of ReLU and each that pooling reads (older ptflops)',
    quantity: 'operations',
    rule: { hooks: PTFLOPS_MODULES },
  },
  'thop-2021': {
    title:
      'multiply–adds, biases, 2 for each value of BN, and average pooling where it is a module (THOP of 2020–2021)',
    quantity: 'operations',
    rule: { hooks: { macs: 1, convBiasAdds: 1, normValues: 2, windowAverages: 1, adaptivePoolWork: 1 } },
  },
  'thop-2019': {
    title: 'multiply–adds, 4 for each value of BN, 1 of ReLU, 3 of max pooling, biases once a channel (THOP of 2019)',
    quantity: 'operations',
    rule: thop2019Rule,
    kept: Math.fround,
  },
  imgclsmob: {
    title: 'half of all operations: BN 4, ReLU and shuffle 1 a value, pooling its window',
    quantity: 'operations',
    rule: imgclsmobRule,
  },
} as const satisfies Record<string, Weighing>;

export type WeighingId = keyof typeof weighings;

const IDS = Object.keys(weighings) as WeighingId[];

/** Every convention of a rule is this reading's. */
export const conventionsOf = ({ weighing, changes: changed }: Reading): readonly ConventionId[] => {
  const { rule, quantity }: Weighing = weighings[weighing];
  const all = Object.values(conventions);
  return changed.length ? [] : all.filter((convention) => convention[quantity] === rule).map(({ id }) => id);
};

/** What network is counted: a part left out, or an option changed in families that have it. */
interface Change {
  readonly title: string;
  readonly quantities: readonly ReadingQuantity[];
  readonly options?: Options;
  /** What is not counted. */
  readonly without?: (network: Network, rule: Rule) => number;
}

const BOTH: readonly ReadingQuantity[] = ['parameters', 'operations'];

const firstConvolution = (network: Network, rule: Rule): number =>
  countUnder(rule, { network, path: network.nodes.find(isConvolution)!.id });

/** The layers that give out a value a class: a dense layer, or SqueezeNet's convolution with its ReLU. */
const hasClassifier = ({ nodes }: Network): boolean =>
  nodes.some(({ id }) => id === 'classifier' || id.startsWith('classifier/'));

const classifier = (network: Network, rule: Rule): number =>
  hasClassifier(network) ? countUnder(rule, { network, path: 'classifier' }) : 0;

const classifierBias = (network: Network, rule: Rule): number =>
  typeof rule !== 'function' && rule.all?.biases ? classifier(network, { all: { biases: rule.all.biases } }) : 0;

export const changes = {
  'no-classifier': { title: 'without the classifier', quantities: BOTH, without: classifier },
  'no-classifier-bias': {
    title: 'without the classifier’s bias',
    quantities: ['parameters'],
    without: classifierBias,
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

/** Whether it is what most people mean: trainable parameters, or multiply–adds. */
export const isPlain = ({ weighing, changes: changed }: Reading): boolean =>
  !changed.length && PLAIN.includes(weighing);

const BY_PEOPLE: readonly WeighingId[] = ['macs', 'flops', 'macs-biases', 'torchsummaryX'];

/** Whether it is what a tool prints, and not what people add up themselves too. */
export const isTools = ({ weighing }: Reading): boolean =>
  weighings[weighing].quantity === 'parameters' ? weighing === 'hooked' : !BY_PEOPLE.includes(weighing);

/** How far a reading is from what conventions count: each change, and a rule that is nobody's, once. */
export const departuresOf = ({ weighing, changes: changed }: Reading): number =>
  changed.length + (conventionsOf({ weighing, changes: [] }).length ? 0 : 1);

const changeOf = (id: ChangeId): Change => changes[id];

/** Counts one network of a register under many readings; what a reading changes is built once. */
export function readingCounter(id: string, options: Readonly<Record<string, unknown>>, register = families) {
  const family = register.of(id);
  const built = new Map<string, Network>();
  const build = (set: Options): Network => {
    const key = JSON.stringify(set);
    const network = built.get(key) ?? register.build(id, { ...options, ...set });
    built.set(key, network);
    return network;
  };
  return (reading: Reading): number | undefined => {
    const set: Options = Object.assign({}, ...reading.changes.map((change) => changeOf(change).options));
    const isKnown = (name: string): boolean => family.options.some((option) => option.name === name);
    return Object.keys(set).every(isKnown) ? countIn(build(set), reading) : undefined;
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

export function countIn(network: Network, { weighing, changes: changed }: Reading): number {
  const { rule, kept = Number }: Weighing = weighings[weighing];
  const withouts = changed.flatMap((change) => changeOf(change).without ?? []);
  return withouts.reduce((sum, without) => sum - without(network, rule), kept(countUnder(rule, network)));
}

/** Every reading with at most `most` changes. */
export function readingsOf(quantity: ReadingQuantity, most: number): readonly Reading[] {
  const own = IDS.filter((id) => weighings[id].quantity === quantity);
  const possible = (Object.keys(changes) as ChangeId[]).filter((id) => changeOf(id).quantities.includes(quantity));
  const sets = subsets(possible, most);
  return own.flatMap((weighing) =>
    sets.filter((set) => !set.length || canChange(weighing)).map((set) => ({ weighing, changes: set })),
  );
}

/** A tool leaves out no layer: only what people add up themselves is changed. */
const canChange = (weighing: WeighingId): boolean => !isTools({ weighing, changes: [] });

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
