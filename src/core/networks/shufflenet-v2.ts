import { addConvUnit } from '../blocks/conv-unit.js';
import { partNames, unitNames } from '../blocks/part-names.js';
import { addShuffleUnitV2 } from '../blocks/shuffle-unit-v2.js';
import { OptionError } from '../errors.js';
import { defineFamily } from '../family.js';
import { NetworkBuilder, type Network } from '../network.js';
import { opsOfFamilies } from '../ops/of-families.js';
import { defineOptions, type SettingsOf } from '../options.js';
import { addClassifier, addImage, classesOption, epsilonOption, formatResolution, resolutionOption } from './common.js';

/** Ma et al. 2018, table 5: channels of the stages and of the last convolution, which no rule gives from the width. */
const TABLE_5: Readonly<Record<number, readonly [number, number, number, number]>> = {
  0.5: [48, 96, 192, 1024],
  1: [116, 232, 464, 1024],
  1.5: [176, 352, 704, 1024],
  2: [244, 488, 976, 2048],
};
const REPEATS = [4, 8, 4];
const STEM = 24;

const options = defineOptions([
  {
    name: 'width',
    type: 'number',
    default: 1,
    minimum: 0.5,
    maximum: 2,
    step: 0.5,
    marks: [0.5, 1, 1.5, 2],
    title: 'Width',
    description: 'One of the four networks of the paper’s table 5: 0.5×, 1×, 1.5× or 2×.',
  },
  resolutionOption([224]),
  classesOption,
  epsilonOption,
]);

type Settings = SettingsOf<typeof options>;

const presets = { torchvision: {} } satisfies Record<string, Partial<Settings>>;
const presetTitles = { torchvision: 'the paper’s and torchvision’s' } satisfies Record<keyof typeof presets, string>;

function channelsOf(width: number): readonly [number, number, number, number] {
  const channels = TABLE_5[width];
  if (!channels) throw new OptionError('width', `one of ${Object.keys(TABLE_5).map(Number).sort().join(', ')}`, width);
  return channels;
}

function build(settings: Settings): Network {
  const { width, resolution, classes, normEpsilon } = settings;
  const [, , , features] = channelsOf(width);
  const builder = new NetworkBuilder(
    'shufflenet-v2',
    `ShuffleNetV2 ${width}× @ ${formatResolution(resolution)}`,
    settings,
  );
  const common = { epsilon: normEpsilon, activation: 'relu' } as const;
  const stem = {
    ...common,
    title: 'stem',
    filters: STEM,
    kernel: 3,
    stride: 2,
    padding: 1,
    names: unitNames(outerNames, 'stem'),
  };
  let last = addConvUnit(builder, 'stem', addImage(builder, resolution), stem);
  last = builder.add('maxpool', 'max-pool', { kernel: 3, stride: 2, padding: 1 }, [last], {
    names: outerNames('maxpool'),
  });
  REPEATS.forEach((repeats, stage) => {
    last = addStage(builder, last, stage, repeats, settings);
  });
  last = addConvUnit(builder, 'head', last, {
    ...common,
    title: 'head',
    filters: features,
    kernel: 1,
    padding: 0,
    names: unitNames(outerNames, 'head'),
  });
  addClassifier(builder, last, { classes, names: outerNames });
  return builder.finish();
}

function addStage(
  builder: NetworkBuilder,
  input: string,
  stage: number,
  repeats: number,
  { width, normEpsilon }: Settings,
): string {
  const outputChannels = channelsOf(width)[stage]!;
  return builder.scope(
    `stage${stage + 1}`,
    { role: 'stage', title: `stage ${stage + 1}: ${repeats} × ${outputChannels} channels` },
    () => {
      let last = input;
      for (let index = 0; index < repeats; index++) {
        last = addShuffleUnitV2(builder, `block${index + 1}`, last, {
          outputChannels,
          stride: index ? 1 : 2,
          epsilon: normEpsilon,
          names: partNames(['torchvision', `stage${stage + 2}.${index}.`, UNIT_PARTS]),
        });
      }
      return last;
    },
  );
}

/** torchvision `InvertedResidual` of ShuffleNetV2; `chunk` gives two tensors, and each is a node here. */
const UNIT_PARTS = {
  keep: 'chunk',
  take: 'chunk#2',
  'side-depthwise/conv': 'branch1.0',
  'side-depthwise/norm': 'branch1.1',
  'side-pointwise/conv': 'branch1.2',
  'side-pointwise/norm': 'branch1.3',
  'side-pointwise/activation': 'branch1.4',
  'first/conv': 'branch2.0',
  'first/norm': 'branch2.1',
  'first/activation': 'branch2.2',
  'depthwise/conv': 'branch2.3',
  'depthwise/norm': 'branch2.4',
  'second/conv': 'branch2.5',
  'second/norm': 'branch2.6',
  'second/activation': 'branch2.7',
  concat: 'cat',
  shuffle: 'channel_shuffle',
};

const outerNames = partNames([
  'torchvision',
  '',
  {
    'stem/conv': 'conv1.0',
    'stem/norm': 'conv1.1',
    'stem/activation': 'conv1.2',
    maxpool: 'maxpool',
    'head/conv': 'conv5.0',
    'head/norm': 'conv5.1',
    'head/activation': 'conv5.2',
    pool: 'mean',
    classifier: 'fc',
  },
]);

/** ShuffleNetV2 (Ma et al. 2018, arXiv:1807.11164): no grouped convolutions any more, channels split and shuffled. */
export const shufflenetV2 = defineFamily({
  id: 'shufflenet-v2',
  title: 'ShuffleNetV2',
  year: 2018,
  paper: 'https://arxiv.org/abs/1807.11164',
  ops: opsOfFamilies,
  options,
  presets,
  presetTitles,
  writings: {
    default: {
      source: 'torchvision 0.14.1, torchvision/models/shufflenetv2.py, ShuffleNetV2._forward_impl',
      globalPool: 'mean',
    },
  },
  build,
});
