/** What chosen weights mean: where they are, what they are called, how images are normalised for them. */
import { locationOf, type FileAddress } from '../../core/addresses.js';
import { excerptName, type FamilyRegister, type Network } from '../../core/index.js';
import { FileError } from '../../formats/file-error.js';
import { plainFiles } from '../../formats/weights/plain-files.js';
import type { FetchInit, LoadOptions, WeightsSource } from '../../runtime/index.js';
import { loadRuntime } from '../chunks.js';
import { fetchable, waiting, waitingAddress } from '../addresses.js';
import { InputError } from '../errors.js';
import { checkpointSource, loadCheckpoints, type Checkpoint } from '../shipped.js';
import type { OpenedModel } from '../opened.js';
import type { WeightsAbout } from './about.js';
import { FIRST_SEED, type Said, type WeightsChoice } from './choice.js';
import { classesIn, namesIn, namesSaid, usualNames, type ClassNames } from './classes.js';
import { keptPublic } from './fetching.js';
import { bestOf, departureOf, isExactly } from './fit.js';
import { preprocessingOf } from './normalisation.js';
import { hostOf, publicOf, type PublicWeights } from './public.js';

export interface Plan {
  readonly source: WeightsSource;
  readonly options: LoadOptions;
  readonly about: WeightsAbout;
}

/** What weights are chosen for. */
export interface WeightsTarget {
  readonly network: Network;
  readonly families: FamilyRegister;
  /** Where the network came from a file. */
  readonly model: OpenedModel | undefined;
}

/** The address of somebody else that a link names, where a reader has to agree first. */
export const waitingWeights = (weights: WeightsChoice): FileAddress | undefined =>
  weights.kind === 'address' && weights.isLinked ? waitingAddress(weights.href) : undefined;

/**
 * Rejects with `InputError`, or with `WaitingError` where a reader has to do something first. `inUse`: the checkpoint that
 * ran last; while its tensors fit, it stays.
 */
export async function planWeights(target: WeightsTarget, weights: WeightsChoice, inUse?: Checkpoint): Promise<Plan> {
  const { model } = target;
  const plan = await (model && weights.kind === 'fitting' ? ownOf(model) : planFor(target, weights, inUse));
  if (model) return withSaid(forModel(model, plan), weights, target);
  return weights.kind === 'fitting' ? plan : withSaid(plan, weights, target); // of what fits all is known
}

/** What a reader or an author says takes the place of what is known. */
async function withSaid(
  { options, about, ...plan }: Plan,
  { imageValues, classNames }: Said,
  { network }: WeightsTarget,
): Promise<Plan> {
  const names = classNames === undefined ? undefined : await namesSaid(classNames, classesIn(network));
  return {
    ...plan,
    options: {
      ...options,
      ...(imageValues !== undefined && { preprocessing: preprocessingOf(imageValues) }),
      ...(names && { classes: names.names }),
    },
    about: { ...about, ...(names && { classNames: names.source }) },
  };
}

async function planFor(target: WeightsTarget, weights: WeightsChoice, inUse: Checkpoint | undefined): Promise<Plan> {
  switch (weights.kind) {
    case 'fitting':
      return shippedOrRandom(target, inUse);
    case 'random':
      return random(weights.seed);
    case 'checkpoint':
      return fromPackage(await checkpointOf(weights.id), target);
    case 'address':
      return fromAddress(weights.href, weights.isLinked, target);
    case 'files':
      return fromFiles(weights, target);
    case 'public':
      return fromRegister(await publicOf(weights.id), target);
  }
}

async function checkpointOf(id: string): Promise<Checkpoint> {
  const checkpoints = await loadCheckpoints();
  const checkpoint = checkpoints.find((candidate) => candidate.id === id);
  if (checkpoint) return checkpoint;
  const known = checkpoints.map((candidate) => candidate.id).join(', ');
  const sentence = `weights: expected an address or one of ${known}, got "${excerptName(id)}"`;
  throw new InputError('weights', 'weights-unknown', sentence);
}

async function fromAddress(address: string, isLinked: boolean, target: WeightsTarget): Promise<Plan> {
  const { href: url, init } = fetchable('weights', address, isLinked);
  const { options, classNames } = await usualOptions(target);
  const source = CONTAINER.test(new URL(url).pathname) ? fromContainer(url, init) : { url, init };
  return { source, options, about: { title: address, ...classNames } };
}

/** What the page has to open before the engine can read it; a file that is called otherwise is one that it reads itself. */
const CONTAINER = /\.(?:pth|pt|ckpt|tar|npz|keras|h5|hdf5)$/i;

const fromContainer = (url: string, init: FetchInit): WeightsSource => ({
  key: url,
  read: async (onProgress) => {
    const { downloadFile } = await loadRuntime();
    const blob = await downloadFile(url, { init, onProgress });
    const file = new File([blob], locationOf(url).file);
    const { files } = await plainOf([file]);
    return files[0]!;
  },
});

/** What is wrong with a container is wrong with the weights. */
const plainOf = (files: readonly Blob[]): ReturnType<typeof plainFiles> =>
  plainFiles(files).catch((error: unknown) => {
    throw error instanceof FileError ? new InputError('weights', 'file-format', error.message) : error;
  });

/** What runs where nobody has chosen any weights. */
async function shippedOrRandom(target: WeightsTarget, inUse: Checkpoint | undefined): Promise<Plan> {
  const checkpoint = bestOf(await loadCheckpoints(), inUse, target.network, target.families);
  if (checkpoint) return fromPackage(checkpoint, target);
  const plan = random(FIRST_SEED);
  return { ...plan, about: { ...plan.about, isLack: true } };
}

/** A model from a file may bring its own weights. */
const ownOf = async ({ weights, weightsTitle: title }: OpenedModel): Promise<Plan> =>
  weights ? { source: weights, options: {}, about: { title } } : random(FIRST_SEED);

/** It says how any others are given their images. */
const forModel = ({ preprocessing, classes }: OpenedModel, { source, options, about }: Plan): Plan => ({
  source,
  options: { ...options, preprocessing, ...(classes && { classes: classes.names }) },
  about: { ...about, ...(classes && { classNames: classes.source }) },
});

const random = (seed: number): Plan => ({
  source: { seed },
  options: {},
  about: { title: `random weights, seed ${seed}`, seed },
});

async function fromPackage(checkpoint: Checkpoint, { network, families }: WeightsTarget): Promise<Plan> {
  const { title, classes, preprocessing } = checkpoint;
  const departure = await departureOf(checkpoint, network, families);
  return {
    source: checkpointSource(checkpoint),
    options: { classes, preprocessing },
    about: { title, checkpoint, departure },
  };
}

async function fromFiles(
  { files, title, withoutHead }: Extract<WeightsChoice, { kind: 'files' }>,
  target: WeightsTarget,
): Promise<Plan> {
  const beside = await namesIn(files, target.network.outputShape[2]);
  const { options, classNames } = await usualOptions(target, beside);
  const { files: data, notes } = await plainOf(files);
  return { source: { data }, options: { ...options, withoutHead }, about: { title, notes, ...classNames } };
}

async function fromRegister(entry: PublicWeights, target: WeightsTarget): Promise<Plan> {
  const files = await keptPublic(entry);
  if (!files) throw waiting('weights', entry.title, hostOf(entry.url));
  const { options, classNames } = await usualOptions(target);
  const { title, preprocessing } = entry;
  const departure = await departureOf(entry, target.network, target.families);
  const about = { title, entry, departure, ...classNames };
  return { source: { data: files }, options: { ...options, preprocessing }, about };
}

interface Usual {
  readonly options: LoadOptions;
  readonly classNames: Pick<WeightsAbout, 'classNames'>;
}

/** Weights that say nothing of their data: those of a shipped checkpoint's own network are taken to be of its data. */
async function usualOptions({ network, families }: WeightsTarget, beside?: ClassNames): Promise<Usual> {
  const shipped = await loadCheckpoints().catch(() => []);
  const twin = shipped.find((entry) => isExactly(entry, network, families));
  const own = twin && { names: twin.classes, source: 'as in the weights that come with this network' };
  const names = beside ?? own ?? (await usualNames(network.outputShape[2]).catch(() => undefined)); // numbers will do
  return {
    options: { classes: names?.names, preprocessing: twin?.preprocessing },
    classNames: names ? { classNames: names.source } : {},
  };
}
