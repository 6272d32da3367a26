/** The register of conventions: what a paper or a tool calls "parameters" and "FLOPs". */
import { customReading } from './custom-convention.js';
import { UnknownNameError } from './errors.js';
import { countUnder, type Countable, type Rule, type Terms } from './rules.js';

/** How the facts of a network are read. */
interface Reading {
  readonly title: string;
  readonly parameters: Rule;
  readonly operations: Rule;
  /** How a multiply–accumulate counts, whatever its author calls it: MACs once, FLOPs twice. */
  readonly unit: 'MACs' | 'FLOPs';
}

const KERNELS_AND_BIASES: Terms = { weights: 1, biases: 1 };
/** What PyTorch's `model.parameters()` holds: moving statistics are buffers there. */
const TRAINABLE: Terms = { ...KERNELS_AND_BIASES, norm: 1 };
const ALL_TRAINABLE: Rule = { all: TRAINABLE };
/** Those of modules that are called, where a tool counts when its hook runs. */
const HOOKED_TRAINABLE: Rule = { hooks: TRAINABLE };
const PLAIN_MACS: Rule = { all: { macs: 1 } };
/** γ alone of batch norm's two trainable numbers a channel. */
const ONE_PER_NORM_CHANNEL = 0.5;

const POOL_READS: Terms = { maxPoolReads: 1, averagePoolReads: 1, adaptivePoolReads: 1 };
/** PyTorch writes a local response normalisation with two products and a sum a value, and an average pooling over channels. */
const RESPONSE_NORM: Terms = { responseNormValues: 3, responseNormReads: 1 };

const register = {
  paper: {
    title: 'Paper',
    parameters: { all: KERNELS_AND_BIASES },
    operations: PLAIN_MACS,
    unit: 'MACs',
  },
  torchvision: {
    title: 'torchvision',
    parameters: ALL_TRAINABLE,
    operations: PLAIN_MACS,
    unit: 'MACs',
  },
  keras: {
    title: 'Keras',
    parameters: { all: { ...TRAINABLE, statistics: 1 } },
    operations: PLAIN_MACS,
    unit: 'MACs',
  },
  fvcore: {
    title: 'fvcore',
    parameters: ALL_TRAINABLE,
    operations: { all: { macs: 1, normValues: 2, adaptivePoolReads: 1 } },
    unit: 'MACs',
  },
  torchinfo: {
    title: 'torchinfo',
    parameters: ALL_TRAINABLE,
    operations: { hooks: { macs: 1, convBiasAdds: 1, denseBiasAdds: 1, norm: 1 } },
    unit: 'MACs',
  },
  torchsummaryX: {
    title: 'torchsummaryX',
    parameters: HOOKED_TRAINABLE,
    operations: { hooks: { macs: 1, norm: ONE_PER_NORM_CHANNEL } },
    unit: 'MACs',
  },
  torchprofile: {
    title: 'torchprofile',
    parameters: ALL_TRAINABLE,
    operations: { all: { macs: 1, normValues: 1, averages: 1, products: 1, responseNormValues: 3 } },
    unit: 'MACs',
  },
  ptflops: {
    title: 'ptflops',
    parameters: ALL_TRAINABLE,
    operations: {
      hooks: { macs: 1, convBiasAdds: 1, denseBiasAdds: 1, normValues: 2, relu: 1, relu6: 1, ...POOL_READS },
      functions: { relu: 1, swish: 1, ...POOL_READS, ...RESPONSE_NORM },
    },
    unit: 'MACs',
  },
  thop: {
    title: 'THOP',
    parameters: HOOKED_TRAINABLE,
    operations: { hooks: { macs: 1, normValues: 4, windowAverages: 1, adaptivePoolWork: 1 } },
    unit: 'MACs',
  },
  calflops: {
    title: 'calflops',
    parameters: ALL_TRAINABLE,
    operations: {
      functions: { macs: 2, convBiasAdds: 1, normValues: 2, relu: 1, swish: 1, ...POOL_READS, ...RESPONSE_NORM },
    },
    unit: 'FLOPs',
  },
  flops: {
    title: 'FLOPs',
    parameters: ALL_TRAINABLE,
    operations: { all: { macs: 2 } },
    unit: 'FLOPs',
  },
} as const satisfies Record<string, Reading>;

export type RegisteredId = keyof typeof register;
/** A convention of one's own has its text for an id (`custom-convention.ts` says what it may be). */
type CustomId = `custom(${string})`;
export type ConventionId = RegisteredId | CustomId;

/** One named reading of the facts. */
export interface Convention extends Reading {
  readonly id: ConventionId;
}

const withIds = Object.entries(register).map(([id, rule]) => [id, { id, ...rule }]);

/** The conventions of counting, by id. */
export const conventions = Object.fromEntries(withIds) as Readonly<
  Record<RegisteredId, Convention & { readonly id: RegisteredId }>
>;

const composed = new Map<string, Convention>();

/** Read once, so that a network is counted under it once. */
function composedOf(id: CustomId): Convention {
  const known = composed.get(id) ?? { id, ...customReading(id) };
  composed.set(id, known);
  return known;
}

const isRegistered = (id: unknown): id is RegisteredId => typeof id === 'string' && Object.hasOwn(conventions, id);
/** Whether a convention is composed: `custom(…)`. */
export const isCustom = (id: unknown): id is CustomId => typeof id === 'string' && id.startsWith('custom(');

/** The convention with an id. Throws `UnknownNameError` with the ids there are, `ConventionError` for one's own that cannot be read. */
export function conventionOf(id: unknown): Convention {
  if (isRegistered(id)) return conventions[id];
  if (isCustom(id)) return composedOf(id);
  throw new UnknownNameError('convention', [...Object.keys(conventions), 'custom(…)'], id);
}

/** The convention that a text names. Throws as `conventionOf` does. */
export const parseConvention = (text: unknown): ConventionId => conventionOf(text).id;

/**
 * The number of parameters of a network, or of what is at or under a path of it, under a convention.
 * Throws as `conventionOf` does, and `UnknownNodeError` where nothing is under the path.
 */
export const countParameters = (of: Countable, convention: ConventionId): number =>
  countUnder(conventionOf(convention).parameters, of);

/** The number of operations under a convention, for one image unless it says otherwise. Throws as `countParameters` does. */
export const countOperations = (of: Countable, convention: ConventionId): number =>
  countUnder(conventionOf(convention).operations, of);
