/**
 * What code bases call the modules of our networks that nobody here asks for by name, only files do: Hugging Face's
 * transformers (v4, `models/…/modeling_….py`) and TensorFlow's slim (tensorflow/models, `research/slim/nets`, whose variables
 * `_build_tf_to_pytorch_map` of transformers lists too). By where a node stands in the network.
 */
import type { Network } from '../../core/index.js';

/** `transformers`: weights as PyTorch has them; `slim`: as TensorFlow has them. */
export type ForeignScheme = 'transformers' | 'slim';

/** A node's place: its block's index in the whole network, the stage's and the index in it, and the path inside the block. */
interface Place {
  readonly block: number;
  readonly stage: number;
  readonly indexInStage: number;
  /** `expand/conv`; of a node outside all blocks its whole id: `stem/conv`. */
  readonly unit: string;
  readonly part: string;
}

/** The module of a node; nothing where the code base has none there. */
type ModuleOf = (place: Place) => string | undefined;

/** Parts of a convolution and its norm: `convolution`, `normalization`; of slim's the norm is below the convolution. */
type Parts = Readonly<Record<string, string>>;

const TRANSFORMERS: Parts = { conv: 'convolution', norm: 'normalization' };

const inParts = (module: string | undefined, { part }: Place, parts: Parts = TRANSFORMERS): string | undefined =>
  module === undefined || parts[part] === undefined ? undefined : `${module}.${parts[part]}`;

const isInBlock = ({ block }: Place): boolean => block >= 0;

/** MobileNetV1ForImageClassification: 26 layers, two a block. */
const transformersV1: ModuleOf = (place) => {
  if (place.unit === 'classifier') return 'classifier';
  const second = { depthwise: 0, pointwise: 1 }[place.unit];
  if (isInBlock(place)) return inParts(second === undefined ? undefined : `layer.${2 * place.block + second}`, place);
  return inParts(place.unit === 'stem' ? 'conv_stem' : undefined, place);
};

/** MobileNetV2ForImageClassification: the first block is a part of the stem. */
const transformersV2: ModuleOf = (place) => {
  if (place.unit === 'classifier') return 'classifier';
  const outer = { stem: 'conv_stem.first_conv', head: 'conv_1x1' }[place.unit];
  if (!isInBlock(place)) return inParts(outer, place);
  const inner = { expand: 'expand_1x1', depthwise: 'conv_3x3', project: 'reduce_1x1' }[place.unit];
  const block = place.block ? `layer.${place.block - 1}` : 'conv_stem';
  return inParts(inner && `${block}.${inner}`, place);
};

/** ResNetForImageClassification; `conv2` is its `layer.1`. */
const transformersResNet: ModuleOf = (place) => {
  const { unit, stage, indexInStage } = place;
  if (unit === 'classifier') return 'classifier.1';
  if (!isInBlock(place)) return inParts(unit === 'stem' ? 'embedder.embedder' : undefined, place);
  const inner = unit === 'shortcut' ? unit : `layer.${Number(unit.replace('conv', '')) - 1}`;
  return inParts(`encoder.stages.${stage}.layers.${indexInStage}.${inner}`, place);
};

/** EfficientNetForImageClassification. */
const transformersEfficientNet: ModuleOf = (place) => {
  const { unit, block } = place;
  if (unit === 'classifier') return 'classifier';
  if (unit === 'stem') return inParts('embeddings', place, { conv: 'convolution', norm: 'batchnorm' });
  if (unit === 'head') return inParts('encoder', place, { conv: 'top_conv', norm: 'top_bn' });
  const [module, parts] =
    {
      expand: ['expansion', { conv: 'expand_conv', norm: 'expand_bn' }] as const,
      depthwise: ['depthwise_conv', { conv: 'depthwise_conv', norm: 'depthwise_norm' }] as const,
      squeeze: ['squeeze_excite', { reduce: 'reduce', expand: 'expand' }] as const,
      project: ['projection', { conv: 'project_conv', norm: 'project_bn' }] as const,
    }[unit] ?? [];
  return module && inParts(`encoder.blocks.${block}.${module}`, place, parts);
};

const SLIM_LOGITS = 'Logits/Conv2d_1c_1x1';

/** A norm's variables are a layer of the convolution's. */
const inSlim = (scope: string | undefined, { part }: Place): string | undefined =>
  scope && { conv: scope, norm: `${scope}/BatchNorm` }[part];

/** mobilenet_v1.py; a full convolution, which the paper compares with, is called as the depthwise one is not: `Conv2d_3`. */
const slimV1: ModuleOf = (place) => {
  const { unit, block } = place;
  if (unit === 'classifier') return SLIM_LOGITS;
  if (!isInBlock(place)) return inSlim(unit === 'stem' ? 'Conv2d_0' : undefined, place);
  return inSlim(unit === 'conv' ? `Conv2d_${block + 1}` : `Conv2d_${block + 1}_${unit}`, place);
};

/** mobilenet/mobilenet_v2.py and mobilenet_v3.py, conv_blocks.py: `expanded_conv`, `expanded_conv_1`, … */
const slimMobile: ModuleOf = (place) => {
  const { unit, part, block } = place;
  if (unit === 'classifier') return SLIM_LOGITS;
  const outer = { stem: 'Conv', head: 'Conv_1' }[unit];
  if (!isInBlock(place)) return unit === 'fc' ? 'Conv_2' : inSlim(outer, place);
  const scope = block ? `expanded_conv_${block}` : 'expanded_conv';
  const squeeze = { reduce: 'Conv', expand: 'Conv_1' }[part];
  if (unit === 'squeeze') return squeeze && `${scope}/squeeze_excite/${squeeze}`;
  return ['expand', 'depthwise', 'project'].includes(unit) ? inSlim(`${scope}/${unit}`, place) : undefined;
};

interface Code {
  /** Of the whole model's class or scope; the classifier of transformers stands outside. */
  readonly prefix: string;
  readonly moduleOf: ModuleOf;
  /** Options with which the code base has the network. */
  readonly has?: (options: Network['options']) => boolean;
}

const CODES: Readonly<Record<ForeignScheme, Readonly<Record<string, Code>>>> = {
  transformers: {
    'mobilenet-v1': { prefix: 'mobilenet_v1.', moduleOf: transformersV1 },
    'mobilenet-v2': { prefix: 'mobilenet_v2.', moduleOf: transformersV2 },
    resnet: { prefix: 'resnet.', moduleOf: transformersResNet, has: ({ preActivation }) => !preActivation },
    efficientnet: { prefix: 'efficientnet.', moduleOf: transformersEfficientNet, has: ({ lite }) => !lite },
  },
  slim: {
    'mobilenet-v1': { prefix: 'MobilenetV1/', moduleOf: slimV1 },
    'mobilenet-v2': { prefix: 'MobilenetV2/', moduleOf: slimMobile },
    'mobilenet-v3': { prefix: 'MobilenetV3/', moduleOf: slimMobile },
  },
};

/** Names that each node's module may have, by node id: with the model's prefix first, then as in the bare model. */
type Modules = ReadonlyMap<string, readonly string[]>;

const known = new WeakMap<Network, Map<ForeignScheme, Modules>>();

/** What a code base calls the module of a node; none where it has no such network, or nothing at that place. */
export function foreignModules(network: Network, id: string, scheme: ForeignScheme): readonly string[] {
  const schemes = known.get(network) ?? new Map<ForeignScheme, Modules>();
  known.set(network, schemes);
  const modules = schemes.get(scheme) ?? modulesIn(network, scheme);
  schemes.set(scheme, modules);
  return modules.get(id) ?? [];
}

function modulesIn(network: Network, scheme: ForeignScheme): Modules {
  const code = CODES[scheme][network.id];
  if (!code || code.has?.(network.options) === false) return new Map();
  const { prefix, moduleOf } = code;
  const found = placesIn(network).map(([id, place]) => [id, moduleOf(place)] as const);
  return new Map(
    found.flatMap(([id, module]) => {
      if (module === undefined) return [];
      const isOutside = scheme === 'transformers' && module.startsWith('classifier');
      return [[id, isOutside ? [module] : [prefix + module, module]] as const];
    }),
  );
}

const BLOCK = /^stage(\d+)\/block(\d+)\/([^/]+)\/(.+)$/;
const OUTER = /^([^/]+)(?:\/(.+))?$/;

function placesIn({ nodes }: Network): readonly (readonly [id: string, place: Place])[] {
  const blocks = new Map<string, number>();
  return nodes.map(({ id }) => {
    const [, stage, inStage, unit = '', part = ''] = BLOCK.exec(id) ?? [];
    if (stage === undefined) {
      const [, outer = '', rest = ''] = OUTER.exec(id) ?? [];
      return [id, { block: -1, stage: -1, indexInStage: -1, unit: outer, part: rest }];
    }
    const key = `${stage}/${inStage}`;
    const block = blocks.get(key) ?? blocks.size;
    blocks.set(key, block);
    return [id, { block, stage: Number(stage) - 1, indexInStage: Number(inStage) - 1, unit, part }];
  });
}
