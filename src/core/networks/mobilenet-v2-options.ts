import { defineOptions, sameOption, type BlockRow, type SettingsOf } from '../options.js';
import { choice, classesOption, epsilonOption, paddingOption, resolutionOption } from './common.js';

/** Sandler et al. 2018, table 2: expansion t, output channels c, repeats n, stride s of the first. */
const TABLE_2: readonly BlockRow[] = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
];

/** The row whose stride a 32-pixel image cannot afford; stride 1 there and in the stem leaves a 4×4 map for the head. */
const FIRST_STRIDED_ROW = 1;

export const options = defineOptions([
  {
    name: 'width',
    type: 'number',
    default: 1,
    minimum: 0.05,
    maximum: 4,
    step: 0.05,
    marks: [0.35, 0.5, 0.75, 1, 1.3, 1.4],
    title: 'Width multiplier',
    description:
      'Scales the channels of every layer (paper section 4); the last 1×1 convolution never falls below 1280.',
  },
  resolutionOption([32, 96, 128, 160, 192, 224]),
  classesOption,
  {
    name: 'expansion',
    type: 'number',
    default: null,
    whenAbsent: 'as in the table',
    minimum: 0.25,
    maximum: 32,
    step: 1,
    marks: [1, 2, 4, 6, 8, 10],
    title: 'Expansion t',
    description: 'Replaces the expansion factor of every row but the first.',
  },
  {
    name: 'strides',
    type: 'choice',
    default: 'imagenet',
    values: [choice('imagenet', 'ImageNet: stem 2'), choice('cifar', 'CIFAR: stem 1')],
    title: 'Strides',
    description:
      'CIFAR sets stride 1 in the stem and, unless a table is given, in the second row: a 32-pixel image cannot be halved five times.',
  },
  {
    name: 'stemStride',
    type: 'choice',
    default: null,
    whenAbsent: 'as the strides say',
    values: [choice('1', '1'), choice('2', '2')],
    title: 'Stem stride s',
    description: 'The stride that the post’s listing leaves undefined; only 1 fits its 4×4 pooling at 32 pixels.',
  },
  {
    name: 'blocks',
    type: 'blocks',
    default: TABLE_2,
    title: 'Blocks t, c, n, s',
    description: 'The table of bottlenecks: expansion, output channels, repeats, stride of the first (paper table 2).',
  },
  {
    name: 'shortcut',
    type: 'choice',
    default: 'identity',
    values: [choice('identity', 'identity'), choice('projection', 'projection'), choice('none', 'none')],
    title: 'Shortcut',
    description:
      'Identity adds only where shapes agree (paper); projection puts a 1×1 convolution where stride is 1 and channels differ (the post).',
  },
  {
    name: 'bottleneck',
    type: 'choice',
    default: 'inverted',
    values: [choice('inverted', 'inverted'), choice('classical', 'classical')],
    title: 'Bottleneck',
    description:
      'Inverted: thin–fat–thin. Classical: the depthwise convolution works on N_i/t channels (rounded to the divisor) instead.',
  },
  {
    name: 'activationPosition',
    type: 'choice',
    default: 'linear',
    values: [
      choice('linear', 'linear'),
      choice('after-projection', 'ReLU after projection'),
      choice('after-addition', 'ReLU after addition'),
      choice('pre-activation', 'pre-activation'),
    ],
    title: 'Activation position',
    description: 'Where a block has its last non-linearity; linear bottlenecks have none (paper section 3.2).',
  },
  {
    name: 'unitExpansion',
    type: 'flag',
    default: false,
    title: 'Expand at t = 1',
    description: 'Keep the 1×1 expansion convolution where t is 1, as the post does; the paper’s code leaves it out.',
  },
  {
    name: 'projectionNorm',
    type: 'flag',
    default: true,
    title: 'BN after projection',
    description: 'Batch norm after the last 1×1 convolution of a block; the post’s listing has none.',
  },
  {
    name: 'stemActivation',
    type: 'choice',
    default: 'relu6',
    values: [choice('relu6', 'ReLU6'), choice('relu', 'ReLU')],
    title: 'Stem and head activation',
    description: 'The activation outside the blocks; the post’s listing uses plain ReLU there.',
  },
  paddingOption,
  {
    name: 'pool',
    type: 'choice',
    default: 'global',
    values: [choice('global', 'global'), choice('4x4', '4×4')],
    title: 'Pooling',
    description: 'The mean over the whole map, or the post’s AvgPool2d(4), which fits only a 4×4 map.',
  },
  {
    name: 'classifier',
    type: 'choice',
    default: 'dense',
    values: [choice('dense', 'fully connected'), choice('conv', '1×1 convolution')],
    title: 'Classifier',
    description: 'The same numbers either way; the post writes it as a convolution.',
  },
  {
    name: 'divisor',
    type: 'integer',
    default: 8,
    minimum: 1,
    maximum: 64,
    step: 1,
    title: 'Channel divisor',
    description: 'Channels are rounded to a multiple of this, never below 90 % of the exact value.',
  },
  {
    name: 'channelRounding',
    type: 'choice',
    default: 'exact',
    values: [choice('exact', 'from the exact product'), choice('truncated', 'from its whole part')],
    title: 'Rounding from',
    description:
      'Keras cuts channels × width to a whole number before rounding to the divisor; the two differ at widths such as 0.14 or 0.42.',
  },
  epsilonOption,
]);

export type Settings = SettingsOf<typeof options>;

export const presets = {
  paper: {},
  torchvision: { padding: 'torch', normEpsilon: 1e-5 },
  keras: { padding: 'same', normEpsilon: 1e-3, channelRounding: 'truncated' },
  cifar: { resolution: 32, classes: 10, strides: 'cifar' },
  post: {
    resolution: 32,
    classes: 10,
    strides: 'cifar',
    stemActivation: 'relu',
    unitExpansion: true,
    projectionNorm: false,
    shortcut: 'projection',
    pool: '4x4',
    classifier: 'conv',
  },
} satisfies Record<string, Partial<Settings>>;

export const presetTitles = {
  post: 'the post’s network, 32 px',
  paper: 'the paper’s, 224 px',
  torchvision: 'torchvision’s',
  keras: 'Keras’',
  cifar: 'the paper’s, cut for CIFAR',
} satisfies Record<keyof typeof presets, string>;

/** The table as it is built: t and s replaced where other options say so. */
export function effectiveBlocks({ blocks, expansion, strides }: Settings): readonly BlockRow[] {
  const unstrided = strides === 'cifar' && sameOption(blocks, TABLE_2) ? FIRST_STRIDED_ROW : undefined;
  return blocks.map(([t, c, n, s], row) => [
    expansion !== null && row > 0 ? expansion : t,
    c,
    n,
    row === unstrided ? 1 : s,
  ]);
}
