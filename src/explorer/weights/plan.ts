/** What a state's word for its weights means: where they are, what they are called, how images are made ready for them. */
import type { FileAddress } from '../../core/addresses.js';
import type { FamilyRegister, Network } from '../../core/index.js';
import type { LoadOptions, WeightsSource } from '../../runtime/index.js';
import { fetchable, waiting, waitingAddress } from '../addresses.js';
import { checkpointSource, loadCheckpoints, type Checkpoint } from '../shipped.js';
import type { OpenedModel } from '../opened.js';
import type { ExplorerState } from '../state.js';
import { namesIn, usualNames, type ClassNames } from './classes.js';
import { keptPublic } from './fetching.js';
import { bestOf, departureOf, isExactly, type Departure } from './fit.js';
import { filesNamed, isLocal } from './reader-files.js';
import { normalisations } from './normalisation.js';
import { hostOf, isPublic, publicOf, type PublicWeights } from './public.js';
import { isRandom, seedOf } from './random.js';

/** What is known of weights before they are loaded. */
export interface WeightsAbout {
  readonly title: string;
  /** Set when they come with the package; says their accuracy. */
  readonly checkpoint?: Checkpoint;
  /** Set when they are in the register of public addresses. */
  readonly entry?: PublicWeights;
  /** Set where they were trained as another network than runs; their accuracy was measured with that one. */
  readonly departure?: Departure | undefined;
  /** Random numbers that nobody has chosen: the package has no trained weights that fit. */
  readonly isLack?: boolean;
  /** Where the names of the classes are from; absent where classes have only numbers. */
  readonly classNames?: string;
}

export interface Plan {
  readonly source: WeightsSource;
  readonly options: LoadOptions;
  readonly about: WeightsAbout;
}

/** The address of somebody else that a link names, where a reader has to agree first. */
export const waitingWeights = ({ weights, weightsAreLinked }: ExplorerState): FileAddress | undefined =>
  weights !== undefined && weightsAreLinked && !isNamed(weights) ? waitingAddress(weights) : undefined;

const isNamed = (weights: string): boolean => isRandom(weights) || isLocal(weights) || isPublic(weights);

/**
 * Rejects with `InputError`, or with `WaitingError` where a reader has to do something first. `inUse`: the checkpoint that
 * ran last; while its tensors fit, it stays.
 */
export async function planWeights(state: ExplorerState, inUse?: Checkpoint): Promise<Plan> {
  const { weights, model } = state;
  const plan = model
    ? forModel(model, weights ? await planned(state, weights) : undefined)
    : weights
      ? await planned(state, weights)
      : await shippedOrRandom(state, inUse);
  const chosen = state.weights && normalisations.chosenFor(state.weights);
  return chosen ? { ...plan, options: { ...plan.options, preprocessing: chosen } } : plan;
}

async function planned(state: ExplorerState, weights: string): Promise<Plan> {
  const { families, network } = state;
  if (isRandom(weights)) return random(seedOf(weights));
  if (isPublic(weights)) return fromRegister(await publicOf(weights), network, families);
  if (isLocal(weights)) return fromFiles(weights, network, families);
  const checkpoint = (await loadCheckpoints()).find(({ id }) => id === weights);
  if (checkpoint) return fromPackage(checkpoint, network, families);
  const { href: url, init } = fetchable('weights', weights, state.weightsAreLinked);
  const { options, classNames } = await usualOptions(network, families);
  return { source: { url, init }, options, about: { title: weights, ...classNames } };
}

/** What runs where nobody has chosen any weights. */
async function shippedOrRandom({ network, families }: ExplorerState, inUse: Checkpoint | undefined): Promise<Plan> {
  const checkpoint = bestOf(await loadCheckpoints(), inUse, network, families);
  if (checkpoint) return fromPackage(checkpoint, network, families);
  const plan = random(1);
  return { ...plan, about: { ...plan.about, isLack: true } };
}

/** A model from a file brings its own weights, and says how any others are given their images. */
function forModel(
  { weights, weightsTitle: title, preprocessing, classes }: OpenedModel,
  given: Plan = weights ? { source: weights, options: {}, about: { title } } : random(1),
): Plan {
  const { source, options, about } = given;
  return {
    source,
    options: { ...options, preprocessing, ...(classes && { classes: classes.names }) },
    about: { ...about, ...(classes && { classNames: classes.source }) },
  };
}

const random = (seed: number): Plan => ({
  source: { seed },
  options: {},
  about: { title: `random weights, seed ${seed}` },
});

async function fromPackage(checkpoint: Checkpoint, network: Network, families: FamilyRegister): Promise<Plan> {
  const { title, classes, preprocessing } = checkpoint;
  const departure = await departureOf(checkpoint, network, families);
  return {
    source: checkpointSource(checkpoint),
    options: { classes, preprocessing },
    about: { title, checkpoint, departure },
  };
}

async function fromFiles(weights: string, network: Network, families: FamilyRegister): Promise<Plan> {
  const { files, title } = filesNamed(weights);
  const beside = await namesIn(files, network.outputShape[2]);
  const { options, classNames } = await usualOptions(network, families, beside);
  return { source: { data: files }, options, about: { title, ...classNames } };
}

async function fromRegister(entry: PublicWeights, network: Network, families: FamilyRegister): Promise<Plan> {
  const files = await keptPublic(entry);
  if (!files) throw waiting('weights', entry.title, hostOf(entry.url));
  const { options, classNames } = await usualOptions(network, families);
  const { title, preprocessing } = entry;
  const departure = await departureOf(entry, network, families);
  const about = { title, entry, departure, ...classNames };
  return { source: { data: files }, options: { ...options, preprocessing }, about };
}

interface Usual {
  readonly options: LoadOptions;
  readonly classNames: Pick<WeightsAbout, 'classNames'>;
}

/** Weights that say nothing of their data: those of a shipped checkpoint's own network are taken to be of its data. */
async function usualOptions(network: Network, families: FamilyRegister, given?: ClassNames): Promise<Usual> {
  const shipped = await loadCheckpoints().catch(() => []);
  const twin = shipped.find((entry) => isExactly(entry, network, families));
  const own = twin && { names: twin.classes, source: 'as in the weights that come with this network' };
  const names = given ?? own ?? (await usualNames(network.outputShape[2]).catch(() => undefined)); // numbers will do
  return {
    options: { classes: names?.names, preprocessing: twin?.preprocessing },
    classNames: names ? { classNames: names.source } : {},
  };
}
