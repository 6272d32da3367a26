import { addConvUnit } from '../blocks/conv-unit.js';
import { partNames, unitNames, type PartNames } from '../blocks/part-names.js';
import { addSeparable } from '../blocks/separable.js';
import { defineFamily } from '../family.js';
import { NetworkBuilder, type Network } from '../network.js';
import { defineOptions, type SettingsOf } from '../options.js';
import {
  addClassifier,
  addImage,
  choice,
  classesOption,
  epsilonOption,
  formatResolution,
  paddingOption,
  resolutionOption,
} from './common.js';

/** Howard et al. 2017, table 1, one stage a resolution: output channels, repeats, stride of the first. */
const TABLE_1 = [
  [64, 1, 1],
  [128, 2, 2],
  [256, 2, 2],
  [512, 6, 2],
  [1024, 2, 2],
] as const;

/** The stage of 14×14×512, from which table 5 takes five layers; the first, which halves the image, stays. */
const SHALLOW_STAGE = 3;

const STEM = 32;
const FEWEST_CHANNELS = 8;

const options = defineOptions([
  {
    name: 'width',
    type: 'number',
    default: 1,
    minimum: 0.05,
    maximum: 4,
    step: 0.05,
    marks: [0.25, 0.5, 0.75, 1],
    title: 'Width multiplier α',
    description: 'Scales the channels of every layer (paper section 3.3).',
  },
  resolutionOption([128, 160, 192, 224]),
  classesOption,
  {
    name: 'shallow',
    type: 'flag',
    default: false,
    title: 'Shallow',
    description: 'Leave out the five layers of 14×14×512, as in table 5 of the paper.',
  },
  {
    name: 'convolution',
    type: 'choice',
    default: 'separable',
    values: [choice('separable', 'depthwise separable'), choice('full', 'full 3×3')],
    title: 'Convolution',
    description:
      'Full replaces each pair of depthwise and pointwise convolution by one 3×3 convolution (paper table 4, “Conv MobileNet”).',
  },
  paddingOption,
  epsilonOption,
]);

type Settings = SettingsOf<typeof options>;

const presets = {
  paper: {},
  keras: { padding: 'same', normEpsilon: 1e-3 },
  shallow: { shallow: true },
} satisfies Record<string, Partial<Settings>>;

const presetTitles = {
  paper: 'the paper’s, 224 px',
  keras: 'Keras’',
  shallow: 'the shallow one of table 5',
} satisfies Record<keyof typeof presets, string>;

const channelsOf = (channels: number, { width }: Settings): number =>
  Math.max(FEWEST_CHANNELS, Math.trunc(channels * width));

function build(settings: Settings): Network {
  const title = `${settings.shallow ? 'shallow ' : ''}MobileNet ${settings.width} @ ${formatResolution(settings.resolution)}`;
  const builder = new NetworkBuilder('mobilenet-v1', title, settings);
  let last = addConvUnit(builder, 'stem', addImage(builder, settings.resolution), {
    title: 'stem',
    filters: channelsOf(STEM, settings),
    kernel: 3,
    stride: 2,
    padding: paddingOf(settings),
    epsilon: settings.normEpsilon,
    activation: 'relu6',
    names: unitNames(stemNames, 'stem'),
  });
  let index = 1;
  TABLE_1.forEach(([channels, repeats, stride], stage) => {
    const n = settings.shallow && stage === SHALLOW_STAGE ? 1 : repeats;
    last = addStage(builder, last, { channels: channelsOf(channels, settings), n, stride, stage, index }, settings);
    index += n;
  });
  return addHead(builder, last, settings);
}

const paddingOf = ({ padding }: Settings) => (padding === 'same' ? 'same' : 1);

interface Stage {
  readonly channels: number;
  readonly n: number;
  readonly stride: number;
  readonly stage: number;
  /** Among all blocks, from 1. */
  readonly index: number;
}

function addStage(
  builder: NetworkBuilder,
  input: string,
  { channels, n, stride, stage, index }: Stage,
  settings: Settings,
): string {
  return builder.scope(
    `stage${stage + 1}`,
    { role: 'stage', title: `stage ${stage + 1}: ${n} × ${channels} channels` },
    () => {
      let last = input;
      for (let i = 0; i < n; i++) {
        last = addSeparable(builder, `block${i + 1}`, last, {
          outputChannels: channels,
          stride: i ? 1 : stride,
          convolution: settings.convolution,
          padding: paddingOf(settings),
          epsilon: settings.normEpsilon,
          activation: 'relu6',
          names: settings.convolution === 'full' ? fullNames(index + i) : separableNames(index + i, stage, i),
        });
      }
      return last;
    },
  );
}

function addHead(builder: NetworkBuilder, input: string, { classes }: Settings): Network {
  addClassifier(builder, input, { classes, names: headNames });
  return builder.finish();
}

const stemParts = (conv: string, norm: string, activation: string) => ({
  'stem/conv': conv,
  'stem/norm': norm,
  'stem/activation': activation,
});

/** torchvision has no MobileNet v1: its scheme stands here for one Sequential of 14 Sequentials, as most ports write it. */
const stemNames = partNames(
  ['torchvision', 'features.0.', stemParts('0', '1', '2')],
  ['timm', '', { 'stem/conv': 'conv_stem', 'stem/norm': 'bn1' }],
  ['keras', 'conv1', stemParts('', '_bn', '_relu')],
);

const separableNames = (index: number, stage: number, indexInStage: number): PartNames =>
  partNames(
    [
      'torchvision',
      `features.${index}.`,
      {
        'depthwise/conv': '0',
        'depthwise/norm': '1',
        'depthwise/activation': '2',
        'pointwise/conv': '3',
        'pointwise/norm': '4',
        'pointwise/activation': '5',
      },
    ],
    [
      'timm',
      `blocks.${stage}.${indexInStage}.`,
      { 'depthwise/conv': 'conv_dw', 'depthwise/norm': 'bn1', 'pointwise/conv': 'conv_pw', 'pointwise/norm': 'bn2' },
    ],
    ['keras', 'conv_', kerasParts(index)],
  );

const kerasParts = (index: number) =>
  Object.fromEntries(
    (['depthwise', 'pointwise'] as const).flatMap((unit) => {
      const name = `${unit === 'depthwise' ? 'dw' : 'pw'}_${index}`;
      return [
        [`${unit}/conv`, name],
        [`${unit}/norm`, `${name}_bn`],
        [`${unit}/activation`, `${name}_relu`],
      ];
    }),
  ) as Record<string, string>;

const fullNames = (index: number): PartNames =>
  partNames(['torchvision', `features.${index}.`, { 'conv/conv': '0', 'conv/norm': '1', 'conv/activation': '2' }]);

const headNames = partNames(
  ['torchvision', '', { pool: 'avgpool', classifier: 'classifier' }],
  ['timm', '', { pool: 'global_pool', classifier: 'classifier' }],
  ['keras', '', { pool: 'global_average_pooling2d', classifier: 'conv_preds' }],
);

/** MobileNet (Howard et al. 2017, arXiv:1704.04861), the network that MobileNetV2 is measured against. */
export const mobilenetV1 = defineFamily({
  id: 'mobilenet-v1',
  title: 'MobileNet',
  year: 2017,
  paper: 'https://arxiv.org/abs/1704.04861',
  options,
  presets,
  presetTitles,
  build,
});
