import { makeDivisible } from '../blocks/channels.js';
import { addConvUnit } from '../blocks/conv-unit.js';
import { addMobileBlock } from '../blocks/mobile-block.js';
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

function build(settings: Settings): Network {
  const { version, width, resolution, minimalistic } = settings;
  const { stages } = version === 'large' ? LARGE : SMALL;
  const name = `MobileNetV3 ${version === 'large' ? 'Large' : 'Small'}${minimalistic ? ' minimalistic' : ''}`;
  const builder = new NetworkBuilder('mobilenet-v3', `${name} ${width} @ ${formatResolution(resolution)}`, settings);
  const blocks = stages.flat().length;
  const names = outerNames(blocks, stages.length);
  const common = {
    epsilon: settings.normEpsilon,
    activation: minimalistic ? 'relu' : 'hard swish',
  } as const;
  let last = addConvUnit(builder, 'stem', addImage(builder, resolution), {
    ...common,
    title: 'stem',
    filters: settings.channelScaling === 'input' ? STEM : round(STEM * width),
    kernel: 3,
    stride: 2,
    padding: settings.padding === 'same' ? 'same' : 1,
    names: unitNames(names, 'stem'),
  });
  let index = 0;
  stages.forEach((rows, stage) => {
    last = addStage(builder, last, rows, { stage, index }, settings);
    index += rows.length;
  });
  last = addConvUnit(builder, 'head', last, {
    ...common,
    title: 'head',
    filters: round(builder.shapeOf(last)[2] * 6),
    kernel: 1,
    padding: 0,
    names: unitNames(names, 'head'),
  });
  last = builder.add('pool', 'global-average-pool', {}, [last], { names: names('pool') });
  last = builder.scope('fc', { role: 'unit', title: 'fully connected' }, () => {
    const dense = { units: featuresOf(settings), bias: true };
    const features = builder.add('dense', 'dense', dense, [last], { names: names('fc/dense') });
    const activation = { function: common.activation };
    return builder.add('activation', 'activation', activation, [features], { names: names('fc/activation') });
  });
  const classifier = { units: settings.classes, bias: true };
  builder.add('classifier', 'dense', classifier, [last], { names: names('classifier') });
  return builder.finish();
}

function featuresOf({ version, width, channelScaling }: Settings): number {
  const { features } = version === 'large' ? LARGE : SMALL;
  return round(features * (channelScaling === 'input' ? Math.max(1, width) : width));
}

function addStage(
  builder: NetworkBuilder,
  input: string,
  rows: readonly Row[],
  { stage, index }: { readonly stage: number; readonly index: number },
  settings: Settings,
): string {
  const { width, channelScaling, minimalistic, padding, normEpsilon } = settings;
  const outputChannels = round(rows[0]![2] * width);
  const title = `stage ${stage + 1}: ${rows.length} × ${outputChannels} channels`;
  return builder.scope(`stage${stage + 1}`, { role: 'stage', title }, () => {
    let last = input;
    rows.forEach(([tableKernel, tableMiddle, , squeezes, swishes, stride], row) => {
      const channels = builder.shapeOf(last)[2];
      const kernel = minimalistic ? 3 : tableKernel;
      const isFirst = index + row === 0;
      // The table’s first block has no expansion: its ratio is 1.
      const ratio = isFirst ? 1 : tableMiddle / inputOf(settings, index + row);
      const middle = channelScaling === 'input' ? round(channels * ratio) : round(tableMiddle * width);
      const expands = channelScaling === 'input' ? !isFirst : middle !== channels;
      const squeeze =
        squeezes && !minimalistic
          ? {
              channels: round(channelScaling === 'input' ? middle * 0.25 : Math.floor(middle / 4)),
              activation: 'relu' as const,
              gate: HARD_SIGMOID,
            }
          : undefined;
      last = addMobileBlock(builder, `block${row + 1}`, last, {
        middle,
        expands,
        outputChannels,
        kernel,
        stride,
        activation: swishes && !minimalistic ? 'hard swish' : 'relu',
        squeeze,
        padding: padding === 'same' ? 'same' : (kernel - 1) / 2,
        epsilon: normEpsilon,
        names: mobileBlockNames({
          torchvision: `features.${index + row + 1}.`,
          keras: isFirst ? 'expanded_conv_' : `expanded_conv_${index + row}_`,
          kerasParts: KERAS_PARTS,
          stage,
          indexInStage: row,
          expands,
          squeezes: squeeze !== undefined,
        }),
      });
    });
    return last;
  });
}

/** The table's input channels of a block: the outputs of the one before. */
const inputOf = ({ version }: Settings, index: number): number =>
  (version === 'large' ? LARGE : SMALL).stages.flat()[index - 1]![2];

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
