/** Whether files fit a network, by names and shapes alone; and where they do not, which network they do fit. */
import {
  buildNetwork,
  familyOf,
  isNorm,
  networks,
  sparseOptions,
  weightsOf,
  type Family,
  type Network,
  type Options,
  type OptionValue,
} from '../../core/index.js';
import { LONGEST_TEXT } from '../../core/limits.js';
import { FileError } from '../file-error.js';
import type { SignalLike } from '../platform-types.js';
import { listSafetensors } from './safetensors.js';
import { listTfjsModel } from './tfjs-model.js';
import type { Examination, ListedTensor } from './types.js';
import { mainFile, nameOf, sortOf } from './weight-files.js';
import { pairWeights, type Pairing } from './pairing.js';
import { plainFiles } from './plain-files.js';
import { byPlainName, expectedIn, layoutOf, recogniseNaming, type Naming } from './weight-names.js';
import { fitsShape, headOf, matchWeights } from './weights.js';

/** Between two looks at the page, so that it stays awake. */
const SLICE_MS = 12;

/** Rejects with the signal's reason as soon as it is aborted, also in the middle of a search. */
export async function examine(network: Network, files: readonly Blob[], signal?: SignalLike): Promise<Examination> {
  const plain = await plainFiles(files);
  signal?.throwIfAborted();
  const main = mainFile(plain.files);
  const listed = { file: plain.title ?? nameOf(main), notes: plain.notes, ...(await list(main)) };
  try {
    const { notes } = matchWeights(network, listed.tensors);
    return { ...listed, notes: [...listed.notes, ...notes] };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return { ...listed, problem: error.message, ...(await elsewhere(network, listed.tensors, signal)) };
  }
}

async function list(file: Blob): Promise<Pick<Examination, 'tensors' | 'isModel'>> {
  const name = nameOf(file);
  if ((await sortOf(file, name)) === 'safetensors')
    return { tensors: await listSafetensors(file, name), isModel: false };
  const { tensors, isModel } = listTfjsModel(await file.slice(0, LONGEST_TEXT + 1).text(), name);
  return { tensors, isModel };
}

type Choice = Pick<NonNullable<Examination['fitting']>, 'network' | 'options'>;
type Tensors = ReadonlyMap<string, ListedTensor>;

/** A family, with what the names are in it. */
interface Known {
  readonly family: Family;
  readonly naming: Naming;
}

/**
 * The first of our networks whose every weight is there in its shape, looking near the given one first; else the one that
 * most tensors fit, if that is most of them: `fitting` where all but its classifier is there.
 */
async function elsewhere(
  network: Network,
  listed: readonly ListedTensor[],
  signal: SignalLike | undefined,
): Promise<Pick<Examination, 'fitting' | 'nearest'>> {
  const tensors = byPlainName(listed);
  const known = networks.flatMap((family) => namingIn(family, tensors) ?? []);
  const namingOf = (id: string): Naming => known.find(({ family }) => family.id === id)!.naming;
  const rest = resting(signal);
  let nearest: Nearness | undefined;
  for (const choice of candidates(
    network,
    known.map(({ family }) => family),
  )) {
    const candidate = { choice, network: built(choice), naming: namingOf(choice.network) };
    if (isBuilt(candidate)) {
      const whole = wholeIn(candidate, tensors);
      if (whole) return { fitting: sparse(whole) };
      // Of the body of a network nothing nearer can come but the whole of another.
      const near = nearest?.isBody ? undefined : nearness(candidate, tensors);
      if (near && (!nearest || isNearer(near, nearest))) nearest = near;
    }
    await rest();
  }
  if (!nearest || nearest.fits < MOST_OF * nearest.of) return {};
  const { fits, of, missing, left } = nearest;
  if (nearest.isBody) return { fitting: { ...sparse(nearest), withoutHead: true, left } };
  return { nearest: { ...sparse(nearest), fits, of, missing, left } };
}

/** Lets the page draw between two slices of work, and a reader give it up. */
function resting(signal: SignalLike | undefined): () => Promise<void> {
  let since = performance.now();
  return async () => {
    signal?.throwIfAborted();
    if (performance.now() - since < SLICE_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  };
}

/** A network of which less than half is there is none that these weights are of. */
const MOST_OF = 0.5;

const isNearer = (a: Nearness, b: Nearness): boolean =>
  a.isBody === b.isBody ? a.fits / a.of > b.fits / b.of : a.isBody;

const sparse = ({ network, options }: Choice): Choice => ({
  network,
  options: sparseOptions(familyOf(network), options),
});

/** Most files are named by one code base, which few of our networks come from: the others need not be built. */
function namingIn(family: Family, tensors: Tensors): Known | undefined {
  try {
    return { family, naming: recogniseNaming(buildNetwork(family.id), tensors) };
  } catch {
    return undefined;
  }
}

/** The network itself, what differs from it in one option, then each preset of each family and what differs from that. */
function* candidates({ id, options }: Network, families: readonly Family[]): Generator<Choice> {
  const own = families.find((family) => family.id === id);
  if (own) for (const varied of variations(own, options)) yield { network: id, options: varied };
  for (const family of families) {
    for (const preset of Object.keys(family.presets))
      for (const varied of variations(family, { preset })) yield { network: family.id, options: varied };
  }
}

function* variations(family: Family, options: Options): Generator<Options> {
  yield options;
  for (const spec of family.options) {
    let values: readonly OptionValue[] = [];
    if (spec.type === 'choice') values = spec.values.map(({ value }) => value);
    if (spec.type === 'flag') values = [true, false];
    if (spec.name === 'width' && spec.type === 'number') values = [...(spec.marks ?? []), ...EVERY_WIDTH];
    for (const value of values) yield { ...options, [spec.name]: value };
  }
}

/** Hundredths are published too, but twentieths are what people train. */
const EVERY_WIDTH = Array.from({ length: 40 }, (_, i) => (i + 1) / 20);

/** How much of a network the tensors are. */
interface Nearness extends Choice {
  /** Whether every weight is there, and nothing else. */
  readonly isWhole: boolean;
  /** Whether every weight is there but those of the classifier. */
  readonly isBody: boolean;
  /** Weights of the network that are there in their shapes, and all that it has. */
  readonly fits: number;
  readonly of: number;
  /** Names of its weights that are not there, or in another shape; and of tensors that it does not have. */
  readonly missing: readonly string[];
  readonly left: readonly string[];
}

interface Candidate {
  readonly choice: Choice;
  readonly network: Network;
  readonly naming: Naming;
}

/** Not every combination of options can be built. */
const isBuilt = (candidate: Partial<Candidate>): candidate is Candidate => candidate.network !== undefined;

/** The choice, with as many classes as the tensors have, where every weight is there, and nothing else. */
function wholeIn(candidate: Candidate, tensors: Tensors): Nearness | undefined {
  const { choice, network, naming } = candidate;
  if (!mayBeWhole(network, tensors)) return undefined;
  const near = compared(candidate, tensors);
  if (near.isWhole || !near.isBody || near.left.length) return near.isWhole ? near : undefined;
  const classes = classesIn(network, pairWeights(network, tensors, naming));
  const changed = { network: choice.network, options: { ...choice.options, classes: classes ?? 0 } };
  const other = { choice: changed, network: built(changed), naming };
  const again = isBuilt(other) ? compared(other, tensors) : undefined;
  return again?.isWhole ? again : undefined;
}

/** By their number, also where norms are in the convolutions before them: most candidates are out by that. */
function mayBeWhole({ nodes }: Network, { size }: Tensors): boolean {
  const weights = nodes.flatMap(weightsOf).length;
  const norms = nodes.filter(isNorm);
  return size === weights || size === weights - norms.flatMap(weightsOf).length + norms.length;
}

/** Nothing where the first layer is another one already: a network of another width is not near. */
function nearness(candidate: Candidate, tensors: Tensors): Nearness | undefined {
  const { network, naming } = candidate;
  const first = expectedIn(network, naming.scheme)[0];
  const tensor = first?.names.map((name) => tensors.get(naming.prefix + name)).find((found) => found !== undefined);
  if (!first || !tensor || !fitsShape(first, tensor, layoutOf(naming.scheme))) return undefined;
  return compared(candidate, tensors);
}

function compared({ choice, network, naming }: Candidate, tensors: Tensors): Nearness {
  const { pairs, missing, left } = pairWeights(network, tensors, naming);
  const layout = layoutOf(naming.scheme);
  const head = headOf(network);
  const wrong = pairs
    .filter(({ match, tensor }) => tensor && !fitsShape(match, tensor, layout))
    .map(({ match }) => match);
  const lacking = [...missing, ...wrong];
  const of = pairs.length + missing.length;
  return {
    network: choice.network,
    options: network.options,
    isWhole: !lacking.length && !left.length,
    isBody: lacking.every(({ node }) => node === head),
    fits: of - lacking.length,
    of,
    missing: lacking.map(({ names, node, weight }) => names[0] ?? `${node.id} ${weight.name}`),
    left,
  };
}

/** The number of outputs of a classifier's kernel or bias, where it is the network's but for that. */
function classesIn(network: Network, { scheme, pairs }: Pairing<ListedTensor>): number | undefined {
  const tensor = pairs.find(({ match }) => match.node === headOf(network))?.tensor;
  return layoutOf(scheme) === 'torch' ? tensor?.shape[0] : tensor?.shape.at(-1);
}

function built({ network, options }: Choice): Network | undefined {
  try {
    return buildNetwork(network, options);
  } catch {
    return undefined;
  }
}
