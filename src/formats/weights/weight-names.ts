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

/** Our own ids are a scheme too: `toLayersModel` saves under them. */
export type Scheme = NameScheme | 'core';

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

const torch = (module: string, { name }: WeightShape): readonly string[] => [`${module}.${torchNames[name]}`];

/**
 * Keras 2 calls a depthwise kernel `depthwise_kernel`, Keras 3 `kernel`; the classifiers that are `predictions` today were
 * `Logits` (MobileNetV2) and `probs` (ResNet) in keras-applications. A separable convolution has two kernels in one layer.
 */
function keras(layer: string, { name }: WeightShape, node: NetworkNode): readonly string[] {
  const role = roleOf(node);
  if (role === 'channel-filter' && name === 'kernel') return [`${layer}/depthwise_kernel`, `${layer}/kernel`];
  const layers = layer === 'predictions' ? ['predictions', 'Logits', 'probs'] : [layer];
  const suffixes = [
    name,
    ...(role === 'convolution' && name === 'kernel' ? ['pointwise_kernel'] : otherSuffixes(name)),
  ];
  return layers.flatMap((candidate) => suffixes.map((suffix) => `${candidate}/${suffix}`));
}

const tensorNames = { torchvision: torch, timm: torch, post: torch, keras, core: keras } as const;

/** Keras' Normalization keeps what batch norm calls moving. */
const otherSuffixes = (name: string): readonly string[] => (name.startsWith('moving_') ? [name.slice(7)] : []);

export const layoutOf = (scheme: Scheme): Layout => (scheme === 'keras' || scheme === 'core' ? 'tensorflow' : 'torch');

/** Every weight of the network with the names it may have in a scheme; none for nodes that the scheme does not name. */
export function expectedIn(network: Network, scheme: Scheme): readonly Match[] {
  return network.nodes.flatMap((node) => {
    const module = scheme === 'core' ? node.id : node.names[scheme];
    return weightsOf(node).map((weight) => ({
      node,
      weight,
      names: module ? tensorNames[scheme](module, weight, node) : [],
    }));
  });
}

/** Bookkeeping that is no weight. */
const isIgnored = (name: string): boolean => name.endsWith('.num_batches_tracked');

/** `module.` is DataParallel's, `_orig_mod.` torch.compile's, `:0` TensorFlow's, and none says anything. */
const plainName = (name: string): string => name.replace(/^(?:module\.|_orig_mod\.)+/, '').replace(/:0$/, '');

/** Stored tensors by plain name. Throws `FileError` where two become one. */
export function byPlainName<T extends { readonly name: string }>(stored: Iterable<T>): Map<string, T> {
  const plain = new Map<string, T>();
  for (const tensor of stored) {
    if (isIgnored(tensor.name)) continue;
    const name = plainName(tensor.name);
    if (plain.has(name)) throw duplicateTensor(name);
    plain.set(name, tensor);
  }
  return plain;
}

const SCHEMES: readonly Scheme[] = ['torchvision', 'timm', 'keras', 'post', 'core'];

/** The scheme that knows most of the names. Throws where none knows any. */
export function recogniseScheme(network: Network, stored: ReadonlyMap<string, unknown>): Scheme {
  const scored = SCHEMES.map((scheme) => ({
    scheme,
    known: expectedIn(network, scheme).filter(({ names }) => names.some((name) => stored.has(name))).length,
  }));
  const best = scored.reduce((a, b) => (b.known > a.known ? b : a));
  if (best.known) return best.scheme;
  const expected = SCHEMES.map((scheme) => `${firstName(network, scheme)} (${scheme})`).join(', ');
  throw new FileError('weights-names', `expected tensors such as ${expected}; got ${listNames([...stored.keys()])}`);
}

const firstName = (network: Network, scheme: Scheme): string =>
  expectedIn(network, scheme).find(({ names }) => names.length)?.names[0] ?? 'none';

/** The first few, and how many more. */
export function listNames(names: readonly string[], none = 'none'): string {
  if (!names.length) return none;
  const more = names.length - FEW;
  return names.slice(0, FEW).map(excerptName).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

const FEW = 4;
