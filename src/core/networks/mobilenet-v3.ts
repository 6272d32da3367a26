import { makeDivisible } from '../blocks/channels.js';
import { addConvUnit } from '../blocks/conv-unit.js';
import { addMobileBlock, type SqueezeSpec } from '../blocks/mobile-block.js';
import { partNames, unitNames, type PartNames } from '../blocks/part-names.js';
import { defineFamily } from '../family.js';
import { NetworkBuilder, type Network } from '../network.js';
import { merge } from '../ops/merge.js';
import { defineOptions, type SettingsOf } from '../options.js';
import {
  addImage,
  choice,
  classesOption,
  epsilonOption,
  formatResolution,
  paddingOption,
  resolutionOption,
} from './common.js';
import { mobileBlockNames } from './mobile-block-names.js';

/** Kernel, channels inside, output channels, squeeze-and-excitation, hard swish, stride. */
type Row = readonly [kernel: number, middle: number, channels: number, squeezes: boolean, swishes: boolean, s: number];

interface Version {
  /** Rows of equal resolution and channels together, as timm numbers the stages. */
  readonly stages: readonly (readonly Row[])[];
  /** Outputs of the fully connected layer before the classifier. */
  readonly features: number;
}

/** Howard et al. 2019, table 1. */
const LARGE: Version = {
  stages: [
    [[3, 16, 16, false, false, 1]],
    [
      [3, 64, 24, false, false, 2],
      [3, 72, 24, false, false, 1],
    ],
    [
      [5, 72, 40, true, false, 2],
      [5, 120, 40, true, false, 1],
      [5, 120, 40, true, false, 1],
    ],
    [
      [3, 240, 80, false, true, 2],
      [3, 200, 80, false, true, 1],
      [3, 184, 80, false, true, 1],
      [3, 184, 80, false, true, 1],
    ],
    [
      [3, 480, 112, true, true, 1],
      [3, 672, 112, true, true, 1],
    ],
    [
      [5, 672, 160, true, true, 2],
      [5, 960, 160, true, true, 1],
      [5, 960, 160, true, true, 1],
    ],
  ],
  features: 1280,
};

/** Howard et al. 2019, table 2. */
const SMALL: Version = {
  stages: [
    [[3, 16, 16, true, false, 2]],
    [
      [3, 72, 24, false, false, 2],
      [3, 88, 24, false, false, 1],
    ],
    [
      [5, 96, 40, true, true, 2],
      [5, 240, 40, true, true, 1],
      [5, 240, 40, true, true, 1],
    ],
    [
      [5, 120, 48, true, true, 1],
      [5, 144, 48, true, true, 1],
    ],
    [
      [5, 288, 96, true, true, 2],
      [5, 576, 96, true, true, 1],
      [5, 576, 96, true, true, 1],
    ],
  ],
  features: 1024,
};

/** ReLU6(x + 3) ÷ 6, as torchvision, timm and Keras write it. */
const HARD_SIGMOID = { function: 'hard sigmoid', alpha: 1 / 6 } as const;
const STEM = 16;
const DIVISOR = 8;

const options = defineOptions([
  {
    name: 'version',
    type: 'choice',
    default: 'large',
    values: [choice('large', 'Large'), choice('small', 'Small')],
    title: 'Version',
    description:
      'The two networks that the search found, for phones with more and with less to spare (tables 1 and 2).',
  },
  {
    name: 'width',
    type: 'number',
    default: 1,
    minimum: 0.05,
    maximum: 4,
    step: 0.05,
    marks: [0.35, 0.5, 0.75, 1, 1.25],
    title: 'Width multiplier',
    description: 'Scales the channels of the layers, as the channel scaling says.',
  },
  resolutionOption([96, 128, 160, 192, 224, 256]),
  classesOption,
  {
    name: 'minimalistic',
    type: 'flag',
    default: false,
    title: 'Minimalistic',
    description:
      'Without squeeze-and-excitation, hard swish and 5×5 kernels: what the authors’ code offers for processors on which these are slow.',
  },
  {
    name: 'channelScaling',
    type: 'choice',
    default: 'table',
    values: [choice('table', 'every number of the table'), choice('input', 'outputs only')],
    title: 'Channel scaling',
    description:
      'torchvision scales every number of the table. TensorFlow scales the outputs, expands the channels that really come in by the table’s ratio, and leaves the stem as it is; its last layers only grow. At width 1 both are the same.',
  },
  paddingOption,
  {
    ...epsilonOption,
    default: 1e-3,
    description: 'Added to the variance before the root: 1e-3 in torchvision and Keras, 1e-5 in timm.',
  },
]);

type Settings = SettingsOf<typeof options>;

const tensorFlow = { channelScaling: 'input', padding: 'same' } as const satisfies Partial<Settings>;

const presets = {
  torchvision: {},
  small: { version: 'small' },
  keras: tensorFlow,
  'keras-small': { ...tensorFlow, version: 'small' },
  'keras-minimalistic': { ...tensorFlow, minimalistic: true },
  'keras-small-minimalistic': { ...tensorFlow, version: 'small', minimalistic: true },
} satisfies Record<string, Partial<Settings>>;

const presetTitles = {
  torchvision: 'Large, torchvision’s',
  small: 'Small, torchvision’s',
  keras: 'Large, Keras’',
  'keras-small': 'Small, Keras’',
  'keras-minimalistic': 'Large minimalistic, Keras’',
  'keras-small-minimalistic': 'Small minimalistic, Keras’',
} satisfies Record<keyof typeof presets, string>;

const round = (channels: number): number => makeDivisible(channels, DIVISOR);

const versionOf = ({ version }: Settings): Version => (version === 'large' ? LARGE : SMALL);

/** Of what stands outside the blocks. */
const activationOf = ({ minimalistic }: Settings) => (minimalistic ? 'relu' : 'hard swish');

const titleOf = ({ version, width, resolution, minimalistic }: Settings): string =>
  `MobileNetV3 ${version === 'large' ? 'Large' : 'Small'}${minimalistic ? ' minimalistic' : ''} ${width} @ ${formatResolution(resolution)}`;

function build(settings: Settings): Network {
  const { width, resolution, padding, normEpsilon } = settings;
  const { stages } = versionOf(settings);
  const builder = new NetworkBuilder('mobilenet-v3', titleOf(settings), settings);
  const names = outerNames(stages.flat().length, stages.length);
  let last = addConvUnit(builder, 'stem', addImage(builder, resolution), {
    title: 'stem',
    filters: settings.channelScaling === 'input' ? STEM : round(STEM * width),
    kernel: 3,
    stride: 2,
    padding: padding === 'same' ? 'same' : 1,
    epsilon: normEpsilon,
    activation: activationOf(settings),
    names: unitNames(names, 'stem'),
  });
  let index = 0;
  stages.forEach((rows, stage) => {
    last = addStage(builder, last, rows, { stage, index }, settings);
    index += rows.length;
  });
  addHead(builder, last, names, settings);
  return builder.finish();
}

/** A convolution, the mean, and two fully connected layers. */
function addHead(builder: NetworkBuilder, input: string, names: PartNames, settings: Settings): string {
  const activation = activationOf(settings);
  const head = addConvUnit(builder, 'head', input, {
    title: 'head',
    filters: round(builder.shapeOf(input)[2] * 6),
    kernel: 1,
    padding: 0,
    epsilon: settings.normEpsilon,
    activation,
    names: unitNames(names, 'head'),
  });
  const pooled = builder.add('pool', 'global-average-pool', {}, [head], { names: names('pool') });
  const features = builder.scope('fc', { role: 'unit', title: 'fully connected' }, () => {
    const dense = { units: featuresOf(settings), bias: true };
    const values = builder.add('dense', 'dense', dense, [pooled], { names: names('fc/dense') });
    return builder.add('activation', 'activation', { function: activation }, [values], {
      names: names('fc/activation'),
    });
  });
  const classifier = { units: settings.classes, bias: true };
  return builder.add('classifier', 'dense', classifier, [features], { names: names('classifier') });
}

function featuresOf(settings: Settings): number {
  const { width, channelScaling } = settings;
  return round(versionOf(settings).features * (channelScaling === 'input' ? Math.max(1, width) : width));
}

/** Indices from 0: of the stage, and of a block among all. */
interface Place {
  readonly stage: number;
  readonly index: number;
}

function addStage(
  builder: NetworkBuilder,
  input: string,
  rows: readonly Row[],
  { stage, index }: Place,
  settings: Settings,
): string {
  const title = `stage ${stage + 1}: ${rows.length} × ${round(rows[0]![2] * settings.width)} channels`;
  return builder.scope(`stage${stage + 1}`, { role: 'stage', title }, () =>
    rows.reduce((last, row, indexInStage) => {
      const place = { stage, index: index + indexInStage, indexInStage };
      return addBlock(builder, last, row, place, settings);
    }, input),
  );
}

function addBlock(
  builder: NetworkBuilder,
  input: string,
  [tableKernel, tableMiddle, tableChannels, squeezes, swishes, stride]: Row,
  { stage, index, indexInStage }: Place & { readonly indexInStage: number },
  settings: Settings,
): string {
  const { width, minimalistic, padding } = settings;
  const kernel = minimalistic ? 3 : tableKernel;
  const { middle, expands } = middleOf(builder.shapeOf(input)[2], tableMiddle, index, settings);
  const squeeze = squeezes && !minimalistic ? squeezeOf(middle, settings) : undefined;
  const keras = index ? `expanded_conv_${index}_` : 'expanded_conv_';
  const torchvision = `features.${index + 1}.`;
  return addMobileBlock(builder, `block${indexInStage + 1}`, input, {
    middle,
    expands,
    outputChannels: round(tableChannels * width),
    kernel,
    stride,
    activation: swishes && !minimalistic ? 'hard swish' : 'relu',
    squeeze,
    padding: padding === 'same' ? 'same' : (kernel - 1) / 2,
    epsilon: settings.normEpsilon,
    names: mobileBlockNames({
      torchvision,
      keras,
      kerasParts: KERAS_PARTS,
      stage,
      indexInStage,
      expands,
      squeezes: squeeze !== undefined,
    }),
  });
}

/** How wide a block is inside, and whether a convolution makes it so: the table’s first block expands nothing. */
function middleOf(channels: number, tableMiddle: number, index: number, settings: Settings) {
  if (settings.channelScaling === 'table') {
    const middle = round(tableMiddle * settings.width);
    return { middle, expands: middle !== channels };
  }
  const before = versionOf(settings).stages.flat()[index - 1];
  return { middle: round(channels * (before ? tableMiddle / before[2] : 1)), expands: before !== undefined };
}

/** A quarter of the middle, which torchvision cuts to a whole number before it is rounded. */
const squeezeOf = (middle: number, { channelScaling }: Settings): SqueezeSpec => ({
  channels: round(channelScaling === 'input' ? middle / 4 : Math.floor(middle / 4)),
  activation: 'relu',
  gate: HARD_SIGMOID,
});

/** keras/src/applications/mobilenet_v3.py of Keras 3; its hard sigmoids and swishes have no names of their own. */
const KERAS_PARTS = {
  'expand/conv': 'expand',
  'expand/norm': 'expand_bn',
  'depthwise/conv': 'depthwise',
  'depthwise/norm': 'depthwise_bn',
  'squeeze/pool': 'squeeze_excite_avg_pool',
  'squeeze/reduce': 'squeeze_excite_conv',
  'squeeze/activation': 'squeeze_excite_relu',
  'squeeze/expand': 'squeeze_excite_conv_1',
  'squeeze/scale': 'squeeze_excite_mul',
  'project/conv': 'project',
  'project/norm': 'project_bn',
  add: 'add',
};

/** `blocks`, `stages`: how many there are; what comes after them is numbered by torchvision and timm. */
const outerNames = (blocks: number, stages: number): PartNames =>
  partNames(
    [
      'torchvision',
      '',
      {
        'stem/conv': 'features.0.0',
        'stem/norm': 'features.0.1',
        'stem/activation': 'features.0.2',
        'head/conv': `features.${blocks + 1}.0`,
        'head/norm': `features.${blocks + 1}.1`,
        'head/activation': `features.${blocks + 1}.2`,
        pool: 'avgpool',
        'fc/dense': 'classifier.0',
        'fc/activation': 'classifier.1',
        classifier: 'classifier.3',
      },
    ],
    [
      'timm',
      '',
      {
        'stem/conv': 'conv_stem',
        'stem/norm': 'bn1',
        'head/conv': `blocks.${stages}.0.conv`,
        'head/norm': `blocks.${stages}.0.bn1`,
        pool: 'global_pool',
        'fc/dense': 'conv_head',
        'fc/activation': 'act2',
        classifier: 'classifier',
      },
    ],
    [
      'keras',
      '',
      {
        'stem/conv': 'conv',
        'stem/norm': 'conv_bn',
        'head/conv': 'conv_1',
        'head/norm': 'conv_1_bn',
        'fc/dense': 'conv_2',
        classifier: 'logits',
      },
    ],
  );

/** MobileNetV3 (Howard et al. 2019, arXiv:1905.02244): found by search, with squeeze-and-excitation and hard swish. */
export const mobilenetV3 = defineFamily({
  id: 'mobilenet-v3',
  title: 'MobileNetV3',
  year: 2019,
  paper: 'https://arxiv.org/abs/1905.02244',
  options,
  ops: { merge },
  presets,
  presetTitles,
  writings: {
    default: { source: 'torchvision 0.14.1, torchvision/models/mobilenetv3.py and torchvision/ops/misc.py' },
  },
  build,
});
