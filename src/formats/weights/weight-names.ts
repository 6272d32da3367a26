/** What each code base calls the tensors of a node, and how it lays them out. */
import {
  type NameScheme,
  type Network,
  type NetworkNode,
  roleOf,
  type WeightShape,
  weightsOf,
  excerptName,
} from '../../core/index.js';
import { duplicateTensor, FileError } from '../file-error.js';
import { foreignModules, type ForeignScheme } from './foreign-names.js';

/** Our own ids are a scheme too: `toLayersModel` saves under them. */
export type Scheme = NameScheme | ForeignScheme | 'core';

/** `torch`: output channels first. `tensorflow`: as core declares. */
export type Layout = 'torch' | 'tensorflow';

/** A stored tensor and the weight that it is. */
export interface Match {
  readonly node: NetworkNode;
  readonly weight: WeightShape;
  /** Its name in the file; the first of several that the scheme allows. */
  readonly names: readonly string[];
}

const torchNames: Readonly<Record<string, string>> = {
  kernel: 'weight',
  bias: 'bias',
  gamma: 'weight',
  beta: 'bias',
  moving_mean: 'running_mean',
  moving_variance: 'running_var',
};

/** As much of a weight as its name depends on. */
type NamedWeight = Pick<WeightShape, 'name'>;

const torch = (module: string, { name }: NamedWeight): readonly string[] => [`${module}.${torchNames[name]}`];

/**
 * Keras 2 calls a depthwise kernel `depthwise_kernel`, Keras 3 `kernel`; the classifiers that are `predictions` today were
 * `Logits` (MobileNetV2) and `probs` (ResNet) in keras-applications. A separable convolution has two kernels in one layer.
 */
function keras(layer: string, { name }: NamedWeight, node: NetworkNode): readonly string[] {
  const role = roleOf(node);
  if (role === 'channel-filter' && name === 'kernel') return [`${layer}/depthwise_kernel`, `${layer}/kernel`];
  const layers = layer === 'predictions' ? ['predictions', 'Logits', 'probs'] : [layer];
  const suffixes = [
    name,
    ...(role === 'convolution' && name === 'kernel' ? ['pointwise_kernel'] : otherSuffixes(name)),
  ];
  return layers.flatMap((candidate) => suffixes.map((suffix) => `${candidate}/${suffix}`));
}

const slimNames: Readonly<Record<string, string>> = { kernel: 'weights', bias: 'biases' };

function slim(scope: string, { name }: NamedWeight, node: NetworkNode): readonly string[] {
  const isDepthwise = roleOf(node) === 'channel-filter' && name === 'kernel';
  return [`${scope}/${isDepthwise ? 'depthwise_weights' : (slimNames[name] ?? name)}`];
}

const tensorNames = {
  torchvision: torch,
  timm: torch,
  post: torch,
  transformers: torch,
  keras,
  slim,
  core: keras,
} as const;

/** What a scheme calls the module of a node: the usual name first. */
function modulesOf(network: Network, node: NetworkNode, scheme: Scheme): readonly string[] {
  if (scheme === 'transformers' || scheme === 'slim') return foreignModules(network, node.id, scheme);
  const module = scheme === 'core' ? node.id : node.names[scheme];
  return module ? [module] : [];
}

/** The names that a scheme has for a weight, also for one that the network's node does not have. */
export const namesOf = (network: Network, node: NetworkNode, weight: NamedWeight, scheme: Scheme): readonly string[] =>
  modulesOf(network, node, scheme).flatMap((module) => tensorNames[scheme](module, weight, node));

/** Keras' Normalization keeps what batch norm calls moving. */
const otherSuffixes = (name: string): readonly string[] => (name.startsWith('moving_') ? [name.slice(7)] : []);

export const layoutOf = (scheme: Scheme): Layout => (tensorNames[scheme] === torch ? 'torch' : 'tensorflow');

/** Every weight of the network with the names it may have in a scheme; none for nodes that the scheme does not name. */
export function expectedIn(network: Network, scheme: Scheme): readonly Match[] {
  return network.nodes.flatMap((node) =>
    weightsOf(node).map((weight) => ({ node, weight, names: namesOf(network, node, weight, scheme) })),
  );
}

/** `module.` is DataParallel's, `_orig_mod.` torch.compile's, `:0` TensorFlow's, and none says anything. */
const bareName = (name: string): string => name.replace(/^(?:module\.|_orig_mod\.)+/, '').replace(/:0$/, '');

/** Bookkeeping that is no weight: PyTorch's, what thop leaves in a model that it has counted, and slim's of training. */
const isIgnored = (name: string): boolean =>
  /(?:^|\.)(?:num_batches_tracked|total_ops|total_params)$|\/(?:RMSProp(?:_1)?|Momentum)$|^global_step$/.test(name);

/** TensorFlow's averages over training, which stand beside the last values, and are what is evaluated. */
const AVERAGE = /\/ExponentialMovingAverage$/;
export const isAverage = ({ name }: { readonly name: string }): boolean => AVERAGE.test(bareName(name));

/** Stored tensors by plain name, an average before the values that it is of. Throws `FileError` where two become one. */
export function byPlainName<T extends { readonly name: string }>(stored: Iterable<T>): Map<string, T> {
  const plain = new Map<string, T>();
  for (const tensor of stored) {
    const bare = bareName(tensor.name);
    if (isIgnored(bare)) continue;
    const name = bare.replace(AVERAGE, '');
    const other = plain.get(name);
    if (other && isAverage(other) === isAverage(tensor)) throw duplicateTensor(name);
    if (!other || isAverage(tensor)) plain.set(name, tensor);
  }
  return plain;
}

const SCHEMES: readonly Scheme[] = ['torchvision', 'timm', 'transformers', 'keras', 'slim', 'post', 'core'];

/** Whose names a file has. */
export interface Naming {
  readonly scheme: Scheme;
  /** What all names begin with that is not the network's: `model.`, `backbone.`, …; mostly nothing. */
  readonly prefix: string;
}

/** The scheme that knows most of the names, after a prefix where none knows any without. Throws where none knows any. */
export function recogniseNaming(network: Network, stored: ReadonlyMap<string, unknown>): Naming {
  const schemes = SCHEMES.map((scheme) => ({ scheme, expected: expectedIn(network, scheme) }));
  const best =
    bestOf(schemes.map(({ scheme, expected }) => scored({ scheme, prefix: '' }, expected, stored))) ??
    bestOf(
      schemes.flatMap(({ scheme, expected }) =>
        prefixesIn(expected, stored).map((prefix) => scored({ scheme, prefix }, expected, stored)),
      ),
    );
  if (best) return best.naming;
  const examples = schemes.flatMap(({ scheme, expected }) => {
    const name = expected.find(({ names }) => names.length)?.names[0];
    return name === undefined ? [] : `${name} (${scheme})`;
  });
  const got = listNames([...stored.keys()]);
  throw new FileError('weights-names', `expected tensors such as ${examples.join(', ')}; got ${got}`);
}

interface Scored {
  readonly naming: Naming;
  readonly known: number;
}

const scored = (naming: Naming, expected: readonly Match[], stored: ReadonlyMap<string, unknown>): Scored => ({
  naming,
  known: expected.filter(({ names }) => names.some((name) => stored.has(naming.prefix + name))).length,
});

/** The first of those that know most; none where nobody knows any. */
function bestOf(all: readonly Scored[]): Scored | undefined {
  return all.reduce<Scored | undefined>((a, b) => (b.known > (a?.known ?? 0) ? b : a), undefined);
}

/** More than these are the prefixes of layers that are called alike. */
const MOST_PREFIXES = 8;

/** What stands before the names of the first layer that has one, wherever they come. */
function prefixesIn(expected: readonly Match[], stored: ReadonlyMap<string, unknown>): readonly string[] {
  const names = expected.find((match) => match.names.length)?.names ?? [];
  const prefixes = new Set<string>();
  for (const name of stored.keys()) {
    const end = names.find((known) => name.endsWith(known) && /[./]$/.test(name.slice(0, -known.length)));
    if (end !== undefined) prefixes.add(name.slice(0, -end.length));
    if (prefixes.size === MOST_PREFIXES) break;
  }
  return [...prefixes];
}

/** The tensors of a prefix, without it; the others are not the network's. */
export function withoutPrefix<T>(stored: ReadonlyMap<string, T>, { prefix }: Naming): ReadonlyMap<string, T> {
  if (!prefix) return stored;
  const inside = [...stored].filter(([name]) => name.startsWith(prefix));
  return new Map(inside.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}

/** The first few, and how many more. */
export function listNames(names: readonly string[], none = 'none'): string {
  if (!names.length) return none;
  const more = names.length - FEW;
  return names.slice(0, FEW).map(excerptName).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

const FEW = 4;
