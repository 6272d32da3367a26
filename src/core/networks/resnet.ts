import { addConvUnit } from '../blocks/conv-unit.js';
import { unitNames } from '../blocks/part-names.js';
import { addResidual } from '../blocks/residual.js';
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
import { outerNames, residualNames } from './resnet-names.js';

/** He et al. 2015, table 1: blocks a stage. */
const REPEATS: Readonly<Record<Settings['depth'], readonly number[]>> = {
  '18': [2, 2, 2, 2],
  '34': [3, 4, 6, 3],
  '50': [3, 4, 6, 3],
  '101': [3, 4, 23, 3],
  '152': [3, 8, 36, 3],
};

/** Channels of the 3×3 convolutions, a stage; a bottleneck gives out four times as many. */
const WIDTHS = [64, 128, 256, 512];
const BOTTLENECK_FACTOR = 4;

const options = defineOptions([
  {
    name: 'depth',
    type: 'choice',
    numbers: true,
    default: '50',
    values: [choice('18'), choice('34'), choice('50'), choice('101'), choice('152')],
    title: 'Depth',
    description:
      'Convolutions and the classifier on the longest way: 18 and 34 have basic blocks, the deeper ones bottlenecks.',
  },
  resolutionOption([224, 288, 320]),
  classesOption,
  {
    name: 'strideOn',
    type: 'choice',
    default: '3x3',
    values: [choice('3x3', 'the 3×3 (torchvision)'), choice('1x1', 'the first 1×1 (paper)')],
    title: 'Stride on',
    description:
      'Which convolution of a bottleneck halves the image; on the 3×3 it costs more, and torchvision does that.',
  },
  {
    name: 'preActivation',
    type: 'flag',
    default: false,
    title: 'Pre-activation',
    description: 'BN and ReLU before each convolution, nothing after the addition (He et al. 2016).',
  },
  {
    name: 'strideAt',
    type: 'choice',
    default: 'first',
    values: [choice('first', 'the first block'), choice('last', 'the last block (Keras V2)')],
    title: 'Stride at',
    description:
      'Which block of a stage halves the image; Keras’ second version lets the last one do it, for the stage that follows.',
  },
  {
    name: 'stemNorm',
    type: 'flag',
    default: true,
    title: 'BN after the stem',
    description: 'BN and ReLU right after the first convolution; Keras’ second version leaves them to the first block.',
  },
  {
    name: 'convBias',
    type: 'choice',
    default: 'none',
    values: [choice('none'), choice('all', 'on all (Keras)'), choice('unnormalised', 'where no BN follows (Keras V2)')],
    title: 'Convolution bias',
    description: 'A bias before BN changes nothing that BN could not do; Keras counts it nevertheless.',
  },
  epsilonOption,
]);

type Settings = SettingsOf<typeof options>;

const KERAS_EPSILON = 1.001e-5;

const presets = {
  torchvision: {},
  paper: { strideOn: '1x1' },
  'pre-activation': { preActivation: true },
  keras: { strideOn: '1x1', convBias: 'all', normEpsilon: KERAS_EPSILON },
  'keras-v2': {
    preActivation: true,
    strideAt: 'last',
    stemNorm: false,
    convBias: 'unnormalised',
    normEpsilon: KERAS_EPSILON,
  },
} satisfies Record<string, Partial<Settings>>;

const presetTitles = {
  torchvision: 'torchvision’s',
  paper: 'the paper’s',
  'pre-activation': 'pre-activation',
  keras: 'Keras’',
  'keras-v2': 'Keras’ second version',
} satisfies Record<keyof typeof presets, string>;

function build(settings: Settings): Network {
  const title = `${settings.preActivation ? 'pre-activation ' : ''}ResNet-${settings.depth} @ ${formatResolution(settings.resolution)}`;
  const builder = new NetworkBuilder('resnet', title, settings);
  let last = addStem(builder, addImage(builder, settings.resolution), settings);
  REPEATS[settings.depth].forEach((repeats, stage) => {
    last = addStage(builder, last, stage, repeats, settings);
  });
  return addHead(builder, last, settings);
}

function addStem(builder: NetworkBuilder, input: string, { stemNorm, convBias, normEpsilon }: Settings): string {
  const stem = addConvUnit(builder, 'stem', input, {
    title: 'stem',
    filters: 64,
    kernel: 7,
    stride: 2,
    padding: 3,
    bias: convBias === 'all' || (convBias === 'unnormalised' && !stemNorm),
    epsilon: stemNorm ? normEpsilon : undefined,
    activation: stemNorm ? 'relu' : undefined,
    names: unitNames(outerNames, 'stem'),
  });
  return builder.add('maxpool', 'max-pool', { kernel: 3, stride: 2, padding: 1 }, [stem], {
    names: outerNames('maxpool'),
  });
}

/** At which block the image is halved: the first of every stage but the first, or the last of every stage but the last. */
const strideOf = (stage: number, index: number, repeats: number, { strideAt }: Settings): number =>
  strideAt === 'first'
    ? stage > 0 && index === 0
      ? 2
      : 1
    : stage < WIDTHS.length - 1 && index === repeats - 1
      ? 2
      : 1;

function addStage(builder: NetworkBuilder, input: string, stage: number, repeats: number, settings: Settings): string {
  const { depth, strideOn, preActivation, strideAt, convBias, normEpsilon } = settings;
  const kind = Number(depth) < 50 ? 'basic' : 'bottleneck';
  const width = WIDTHS[stage]!;
  const outputChannels = kind === 'basic' ? width : width * BOTTLENECK_FACTOR;
  return builder.scope(
    `stage${stage + 1}`,
    { role: 'stage', title: `stage ${stage + 1}: ${repeats} × ${outputChannels} channels` },
    () => {
      let last = input;
      for (let index = 0; index < repeats; index++) {
        last = addResidual(builder, `block${index + 1}`, last, {
          kind,
          width,
          outputChannels,
          stride: strideOf(stage, index, repeats, settings),
          strideOn,
          preActivation,
          projection: strideAt === 'last' ? 'where channels change' : 'where the shape changes',
          convBias,
          epsilon: normEpsilon,
          names: residualNames({ stage, index, kind, preActivation }),
        });
      }
      return last;
    },
  );
}

/** What pre-activation takes from the start of a block is missing at the end of the last one. */
function addHead(builder: NetworkBuilder, input: string, { preActivation, normEpsilon, classes }: Settings): Network {
  const features = preActivation ? addLastActivation(builder, input, normEpsilon) : input;
  addClassifier(builder, features, { classes, names: outerNames });
  return builder.finish();
}

const addLastActivation = (builder: NetworkBuilder, input: string, epsilon: number): string =>
  builder.scope('head', { role: 'unit', title: 'last activation' }, () => {
    const norm = builder.add('norm', 'batch-norm', { epsilon }, [input], { names: outerNames('head/norm') });
    return builder.add('activation', 'activation', { function: 'relu' }, [norm], {
      names: outerNames('head/activation'),
    });
  });

/** ResNet (He et al. 2015, arXiv:1512.03385) and its pre-activation form (He et al. 2016, arXiv:1603.05027). */
export const resnet = defineFamily({
  id: 'resnet',
  title: 'ResNet',
  year: 2015,
  paper: 'https://arxiv.org/abs/1512.03385',
  ops: opsOfFamilies,
  options,
  presets,
  presetTitles,
  writings: { default: { source: 'torchvision 0.14.1, torchvision/models/resnet.py, ResNet' } },
  build,
});
