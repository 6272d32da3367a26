import type { BottleneckNames, BottleneckPart } from '../blocks/inverted-residual.js';
import type { Names, NameScheme } from '../network.js';
import { TIMM_EXPANDING, TIMM_PLAIN } from './timm-names.js';

/** Where a bottleneck stands: what the naming schemes count by. All indices start at 0. */
export interface BlockPlace {
  /** Among all bottlenecks of the network. */
  readonly index: number;
  readonly stage: number;
  readonly indexInStage: number;
  /** Whether the block starts with a 1×1 expansion; it moves torchvision's and timm's numbers. */
  readonly expands: boolean;
}

type PartNames = Partial<Record<BottleneckPart, string>>;

/** torchvision `InvertedResidual.conv`: a Sequential whose first member is there only with an expansion. */
const torchvisionParts = (depthwise: 0 | 1): PartNames => ({
  ...(depthwise && { 'expand/conv': 'conv.0.0', 'expand/norm': 'conv.0.1', 'expand/activation': 'conv.0.2' }),
  'depthwise/conv': `conv.${depthwise}.0`,
  'depthwise/norm': `conv.${depthwise}.1`,
  'depthwise/activation': `conv.${depthwise}.2`,
  'project/conv': `conv.${depthwise + 1}`,
  'project/norm': `conv.${depthwise + 2}`,
  add: 'add',
});
const torchvisionExpanding = torchvisionParts(1);
const torchvisionPlain = torchvisionParts(0);

const kerasParts: PartNames = {
  'expand/conv': 'expand',
  'expand/norm': 'expand_BN',
  'expand/activation': 'expand_relu',
  'depthwise/conv': 'depthwise',
  'depthwise/norm': 'depthwise_BN',
  'depthwise/activation': 'depthwise_relu',
  'project/conv': 'project',
  'project/norm': 'project_BN',
  add: 'add',
};

/** The listing's attributes; `bn_pre` and `bn_squeeze` are ours, for the variants that it only describes. */
const postParts: PartNames = {
  'pre/norm': 'bn_pre',
  'pre/activation': 'relu_pre',
  'expand/conv': 'conv_expand',
  'expand/norm': 'bn_expand',
  'expand/activation': 'relu_expand',
  'depthwise/conv': 'conv_depthwise',
  'depthwise/norm': 'bn_depthwise',
  'depthwise/activation': 'relu_depthwise',
  'project/conv': 'conv_squeeze',
  'project/norm': 'bn_squeeze',
  'project/activation': 'relu_squeeze',
  'shortcut/conv': 'conv_res.0',
  'shortcut/norm': 'conv_res.1',
  add: 'add',
  activation: 'relu',
};

/** The listing reassigns `name` in its loop, so that names accumulate: `group_2_bottleneck_0_bottleneck_1`. */
const postBlock = ({ stage, indexInStage }: BlockPlace): string =>
  `group${stage + 1}.group_${stage + 1}${Array.from({ length: indexInStage + 1 }, (_, i) => `_bottleneck_${i}`).join('')}`;

/** The names of one bottleneck's parts in every scheme. */
export function bottleneckNames(place: BlockPlace): BottleneckNames {
  const { index, stage, indexInStage, expands } = place;
  const timm: PartNames = expands ? TIMM_EXPANDING : TIMM_PLAIN;
  const schemes = [
    ['torchvision', `features.${index + 1}.`, expands ? torchvisionExpanding : torchvisionPlain],
    ['timm', `blocks.${stage}.${indexInStage}.`, timm],
    ['keras', index ? `block_${index}_` : 'expanded_conv_', kerasParts],
    ['post', `${postBlock(place)}.`, postParts],
  ] as const;
  return (part) => {
    const names: { -readonly [Scheme in NameScheme]?: string } = {};
    for (const [scheme, prefix, parts] of schemes) if (parts[part]) names[scheme] = prefix + parts[part];
    return names;
  };
}

const names = (torchvision: string, timm: string | undefined, keras: string, post: string): Names => ({
  torchvision,
  ...(timm && { timm }),
  keras,
  post,
});

export const stemNames = {
  conv: names('features.0.0', 'conv_stem', 'Conv1', 'conv1'),
  norm: names('features.0.1', 'bn1', 'bn_Conv1', 'bn1'),
  activation: names('features.0.2', undefined, 'Conv1_relu', 'relu'),
};

/** `blocks`: how many bottlenecks there are; torchvision numbers the head after them. */
export const headNames = (blocks: number) => ({
  conv: names(`features.${blocks + 1}.0`, 'conv_head', 'Conv_1', 'conv2'),
  norm: names(`features.${blocks + 1}.1`, 'bn2', 'Conv_1_bn', 'bn2'),
  activation: names(`features.${blocks + 1}.2`, undefined, 'out_relu', 'relu#2'),
});

export const poolNames = names('avgpool', 'global_pool', 'global_average_pooling2d', 'avgpool');
export const classifierNames = names('classifier.1', 'classifier', 'predictions', 'conv3');
