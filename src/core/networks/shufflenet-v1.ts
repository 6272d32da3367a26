import { addConvUnit } from '../blocks/conv-unit.js';
import { partNames, unitNames, type PartNames } from '../blocks/part-names.js';
import { addShuffleUnit } from '../blocks/shuffle-unit.js';
import { OptionError } from '../errors.js';
import { defineFamily } from '../family.js';
import { NetworkBuilder, type Network } from '../network.js';
import { opsOfFamilies } from '../ops/of-families.js';
import { defineOptions, type SettingsOf } from '../options.js';
import {
  addClassifier,
  addImage,
  choice,
  classesOption,
  epsilonOption,
  formatResolution,
  resolutionOption,
} from './common.js';

/** Zhang et al. 2017, table 1: output channels of stage 2 by groups; each later stage has twice as many. */
const STAGE_2_CHANNELS: Readonly<Record<Settings['groups'], number>> = {
  '1': 144,
  '2': 200,
  '3': 240,
  '4': 272,
  '8': 384,
};
const REPEATS = [4, 8, 4];
const STEM = 24;
/** A unit's depthwise convolution has a quarter of the output's channels (section 3.2). */
const COMPRESSION = 4;

const options = defineOptions([
  {
    name: 'groups',
    type: 'choice',
    numbers: true,
    default: '3',
    values: [choice('1'), choice('2'), choice('3'), choice('4'), choice('8')],
    title: 'Groups g',
    description:
      'Groups of the 1×1 convolutions; with more of them there are more channels for the same cost (paper table 1).',
  },
  {
    name: 'width',
    type: 'number',
    default: 1,
    minimum: 0.1,
    maximum: 4,
    step: 0.05,
    marks: [0.25, 0.5, 1, 1.5, 2],
    title: 'Scale s',
    description: 'Scales the channels of every layer, “ShuffleNet s×”; rounded to what the groups divide.',
  },
  {
    name: 'stem',
    type: 'integer',
    default: null,
    whenAbsent: '24 × scale',
    minimum: 1,
    maximum: 512,
    step: 1,
    marks: [12, 16, 24, 48],
    title: 'Stem channels',
    description: 'Channels of the first convolution; the authors’ code keeps 24 at 1.5×.',
  },
  resolutionOption([224]),
  classesOption,
  {
    name: 'classifierBias',
    type: 'flag',
    default: true,
    title: 'Classifier bias',
    description: 'The authors’ code has none.',
  },
  {
    name: 'shuffle',
    type: 'choice',
    default: 'before-depthwise',
    values: [
      choice('before-depthwise', 'before the depthwise (paper)'),
      choice('after-depthwise', 'after it (authors’ code)'),
    ],
    title: 'Channel shuffle',
    description: 'Where channels are dealt out anew: costs are equal, weights are not interchangeable.',
  },
  epsilonOption,
]);

type Settings = SettingsOf<typeof options>;

const presets = {
  paper: {},
  megvii: { classifierBias: false, shuffle: 'after-depthwise' },
} satisfies Record<string, Partial<Settings>>;

const presetTitles = {
  paper: 'the paper’s',
  megvii: 'the authors’ code',
} satisfies Record<keyof typeof presets, string>;

/** The nearest multiple of `divisor`, and never nothing. */
const toMultiple = (channels: number, divisor: number): number => Math.max(1, Math.round(channels / divisor)) * divisor;

const stemOf = ({ stem, width, groups }: Settings): number => stem ?? toMultiple(STEM * width, Number(groups));

function channelsOf(stage: number, { groups, width }: Settings): number {
  const first = toMultiple(STAGE_2_CHANNELS[groups] * width, COMPRESSION * Number(groups));
  return first * 2 ** stage;
}

function build(settings: Settings): Network {
  const title = `ShuffleNet ${settings.width}×, g = ${settings.groups} @ ${formatResolution(settings.resolution)}`;
  const builder = new NetworkBuilder('shufflenet-v1', title, settings);
  const outerNames = outerNamesOf(settings);
  let last = addConvUnit(builder, 'stem', addImage(builder, settings.resolution), {
    title: 'stem',
    filters: stemOf(settings),
    kernel: 3,
    stride: 2,
    padding: 1,
    epsilon: settings.normEpsilon,
    activation: 'relu',
    names: unitNames(outerNames, 'stem'),
  });
  last = builder.add('maxpool', 'max-pool', { kernel: 3, stride: 2, padding: 1 }, [last], {
    names: outerNames('maxpool'),
  });
  checkFirstUnit(builder, settings);
  REPEATS.forEach((repeats, stage) => {
    last = addStage(builder, last, stage, repeats, settings);
  });
  addClassifier(builder, last, { classes: settings.classes, bias: settings.classifierBias, names: outerNames });
  return builder.finish();
}

/** The first unit puts its branch beside the stem's channels, which leave it what they do not take. */
function checkFirstUnit(builder: NetworkBuilder, settings: Settings): void {
  const [stem, channels, groups] = [stemOf(settings), channelsOf(0, settings), Number(settings.groups)];
  const branch = channels - stem;
  if (branch >= groups && branch % groups === 0) return;
  const room = `fewer channels than the ${channels} of the first unit at width ${settings.width}`;
  const rule = `${room}, by a multiple of its ${groups} groups`;
  builder.refuse('stage1/block1/expand/conv', new OptionError('stem', groups > 1 ? rule : room, stem));
}

function addStage(builder: NetworkBuilder, input: string, stage: number, repeats: number, settings: Settings): string {
  const outputChannels = channelsOf(stage, settings);
  const before = REPEATS.slice(0, stage).reduce((sum, n) => sum + n, 0);
  return builder.scope(
    `stage${stage + 1}`,
    { role: 'stage', title: `stage ${stage + 1}: ${repeats} × ${outputChannels} channels` },
    () => {
      let last = input;
      for (let index = 0; index < repeats; index++) {
        last = addShuffleUnit(builder, `block${index + 1}`, last, {
          outputChannels,
          middle: outputChannels / COMPRESSION,
          stride: index ? 1 : 2,
          groups: Number(settings.groups),
          groupsFirst: stage > 0 || index > 0,
          shuffle: settings.shuffle,
          epsilon: settings.normEpsilon,
          names:
            settings.shuffle === 'before-depthwise'
              ? partNames(['torchvision', `stage${stage + 2}.${index}.`, PAPER_PARTS])
              : partNames(['torchvision', `features.${before + index}.`, MEGVII_PARTS]),
        });
      }
      return last;
    },
  );
}

/**
 * torchvision has no ShuffleNet v1. Its scheme stands here for the paper's words in its style, and, where the shuffle is
 * where the authors' code has it, for the names in that code: weights go with the place of the shuffle.
 */
const PAPER_PARTS = {
  'compress/conv': 'gconv1',
  'compress/norm': 'bn1',
  'compress/activation': 'relu1',
  shuffle: 'channel_shuffle',
  'depthwise/conv': 'dwconv',
  'depthwise/norm': 'bn2',
  'expand/conv': 'gconv2',
  'expand/norm': 'bn3',
  pool: 'avgpool',
  concat: 'cat',
  add: 'add',
  activation: 'relu_out',
};

/** megvii-model/ShuffleNet-Series, ShuffleNetV1/blocks.py. */
const MEGVII_PARTS = {
  'compress/conv': 'branch_main_1.0',
  'compress/norm': 'branch_main_1.1',
  'compress/activation': 'branch_main_1.2',
  shuffle: 'channel_shuffle',
  'depthwise/conv': 'branch_main_1.3',
  'depthwise/norm': 'branch_main_1.4',
  'expand/conv': 'branch_main_2.0',
  'expand/norm': 'branch_main_2.1',
  pool: 'branch_proj',
  concat: 'cat',
  add: 'add',
  activation: 'relu',
};

const PAPER_OUTER = {
  'stem/conv': 'conv1',
  'stem/norm': 'bn1',
  'stem/activation': 'relu1',
  maxpool: 'maxpool',
  pool: 'avgpool',
  classifier: 'fc',
};

const MEGVII_OUTER = {
  'stem/conv': 'first_conv.0',
  'stem/norm': 'first_conv.1',
  'stem/activation': 'first_conv.2',
  maxpool: 'maxpool',
  pool: 'globalpool',
  classifier: 'classifier.0',
};

const outerNamesOf = ({ shuffle }: Settings): PartNames =>
  partNames(['torchvision', '', shuffle === 'before-depthwise' ? PAPER_OUTER : MEGVII_OUTER]);

/** ShuffleNet (Zhang et al. 2017, arXiv:1707.01083): grouped 1×1 convolutions, and a shuffle that lets groups exchange. */
export const shufflenetV1 = defineFamily({
  id: 'shufflenet-v1',
  title: 'ShuffleNet',
  year: 2017,
  paper: 'https://arxiv.org/abs/1707.01083',
  ops: opsOfFamilies,
  options,
  presets,
  presetTitles,
  writings: {
    megvii: {
      source: 'megvii-model/ShuffleNet-Series, ShuffleNetV1/blocks.py and network.py (aa91feb)',
      globalPool: 'window',
      functions: ['block'],
      activatesBranch: true,
    },
  },
  build,
});
