/** How trained weights and a network belong together, and what may be said of their accuracy then. */
import { weightsOf, type FamilyRegister, type Fit, type Network, type Options } from '../../core/index.js';
import type { Departure, UsedWeights } from './about.js';
import { changesTo, describeChanges, FEW_CHANGES } from './advice.js';
import { samePreprocessing } from './normalisation.js';

/** What somebody has trained. */
export interface Trained {
  readonly network: { readonly id: string; readonly options: Options };
}

/** Whether weights were trained as exactly this network: the same layers with the same attributes, however chosen. */
export const isExactly = ({ network: { id, options } }: Trained, network: Network, families: FamilyRegister): boolean =>
  id === network.id && outlineOf(families.build(id, options)) === outlineOf(network);

/** Whether every tensor of these weights has its place in the network: one of the same family, with other options perhaps. */
export const hasTensors = (
  { network: { id, options } }: Trained,
  network: Network,
  families: FamilyRegister,
): boolean => id === network.id && tensorsOf(families.build(id, options)) === tensorsOf(network);

const outlineOf = ({ nodes }: Network): string =>
  JSON.stringify(
    nodes.map(({ id, kind, attributes, inputs, outputShape }) => [id, kind, attributes, inputs, outputShape]),
  );

/** Files name tensors after any code base: its names for the node have to be the same, too. */
const tensorsOf = ({ nodes }: Network): string =>
  JSON.stringify(
    nodes
      .map((node) => [node, weightsOf(node)] as const)
      .filter(([, weights]) => weights.length)
      .map(([{ id, names, sharedWith }, weights]) => [id, names, sharedWith, weights]),
  );

/** The weights to use where nobody has chosen any: those of exactly this network; else those in use, if they fit; else the first that do. */
export function bestOf<T extends Trained>(
  shipped: readonly T[],
  inUse: T | undefined,
  network: Network,
  families: FamilyRegister,
): T | undefined {
  const inOrder = inUse ? [inUse, ...shipped] : shipped;
  return (
    inOrder.find((entry) => isExactly(entry, network, families)) ??
    inOrder.find((entry) => hasTensors(entry, network, families))
  );
}

/** `undefined` where the network is exactly the one that the weights were trained as. */
export async function departureOf(
  trained: Trained,
  network: Network,
  families: FamilyRegister,
): Promise<Departure | undefined> {
  const { id, options } = trained.network;
  if (isExactly(trained, network, families)) return undefined;
  await families.load(id);
  const changes = id === network.id ? changesOf(trained, network, families) : '';
  return { trainedAs: families.build(id, options).title, runAs: network.title + changes };
}

/** What of the choice a title does not say. */
function changesOf({ network: { id, options } }: Trained, network: Network, families: FamilyRegister): string {
  const { title } = families.build(id, options);
  const names = Object.keys(changesTo(families, network, { network: id, options }));
  if (!names.length) return title === network.title ? ' with another choice' : '';
  if (names.length > FEW_CHANGES) return ` with ${names.length} other options`;
  const changes = Object.fromEntries(names.map((name) => [name, network.options[name]!]));
  return ` with ${describeChanges(families, id, changes)}`;
}

/** Whether a figure of their accuracy may stand beside these weights: network, image values and fit are those of the measurement. */
export function isAsMeasured({ checkpoint, entry, departure, preprocessing }: UsedWeights, fit: Fit): boolean {
  const own = (checkpoint ?? entry)?.preprocessing;
  return own !== undefined && !departure && samePreprocessing(own, preprocessing) && fit === MEASURED_FIT;
}

/** Of all figures that are published or measured here: the shorter side resized, and the middle cropped. */
const MEASURED_FIT: Fit = 'crop';

export const NOTHING_FITS = 'No trained weights that come with this page fit this network.';

/** Why a measured accuracy does not stand here, in a sentence; '' where it does, or where nobody has measured one. */
export function whyNotMeasured(weights: UsedWeights, fit: Fit): string {
  const { checkpoint, entry, departure } = weights;
  if (!(checkpoint ?? entry) || isAsMeasured(weights, fit)) return '';
  const cause = departure
    ? `Trained as ${departure.trainedAs}, run as ${departure.runAs}`
    : fit === MEASURED_FIT
      ? 'Trained with other image values than it is run with'
      : 'Tested on the middle of each image, run on all of it';
  return `${cause}: its accuracy was not measured so.`;
}
