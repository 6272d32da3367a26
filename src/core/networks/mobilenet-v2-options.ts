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
  },
  {
    name: 'strides',
    type: 'choice',
    default: 'imagenet',
    values: [choice('imagenet', 'ImageNet: stem 2'), choice('cifar', 'CIFAR: stem 1')],
    title: 'Strides',
  },
  {
    name: 'stemStride',
    type: 'choice',
    default: null,
    whenAbsent: 'as the strides say',
    values: [choice('1', '1'), choice('2', '2')],
    title: 'Stem stride s',
  },
  {
    name: 'blocks',
    type: 'blocks',
    default: TABLE_2,
    title: 'Blocks t, c, n, s',
  },
  {
    name: 'shortcut',
    type: 'choice',
    default: 'identity',
    values: [choice('identity', 'identity'), choice('projection', 'projection'), choice('none', 'none')],
    title: 'Shortcut',
  },
  {
    name: 'bottleneck',
    type: 'choice',
    default: 'inverted',
    values: [choice('inverted', 'inverted'), choice('classical', 'classical')],
    title: 'Bottleneck',
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
  },
  {
    name: 'unitExpansion',
    type: 'flag',
    default: false,
    title: 'Expand at t = 1',
  },
  {
    name: 'projectionNorm',
    type: 'flag',
    default: true,
    title: 'BN after projection',
  },
  {
    name: 'stemActivation',
    type: 'choice',
    default: 'relu6',
    values: [choice('relu6', 'ReLU6'), choice('relu', 'ReLU')],
    title: 'Stem and head activation',
  },
  paddingOption,
  {
    name: 'pool',
    type: 'choice',
    default: 'global',
    values: [choice('global', 'global'), choice('4x4', '4×4')],
    title: 'Pooling',
  },
  {
    name: 'classifier',
    type: 'choice',
    default: 'dense',
    values: [choice('dense', 'fully connected'), choice('conv', '1×1 convolution')],
    title: 'Classifier',
  },
  {
    name: 'divisor',
    type: 'integer',
    default: 8,
    minimum: 1,
    maximum: 64,
    step: 1,
    title: 'Channel divisor',
  },
  {
    name: 'channelRounding',
    type: 'choice',
    default: 'exact',
    values: [choice('exact', 'from the exact product'), choice('truncated', 'from its whole part')],
    title: 'Rounding from',
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
  post: 'the listing for CIFAR-10, 32 px',
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
