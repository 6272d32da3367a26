import { addConvUnit } from '../blocks/conv-unit.js';
import { defineFamily } from '../family.js';
import { NetworkBuilder, type Network } from '../network.js';
import { opsOfFamilies } from '../ops/of-families.js';
import type { LocalResponseNormAttributes } from '../ops/local-response-norm.js';
import { defineOptions, type SettingsOf } from '../options.js';
import { addImage, choice, classesOption, formatResolution, resolutionOption } from './common.js';

interface Convolution {
  readonly filters: number;
  readonly kernel: number;
  readonly stride?: number;
  readonly padding: number;
  /** Split over the two graphics cards of 2012: each half of the filters sees half of the channels. */
  readonly twoColumns?: boolean;
}

interface Variant {
  readonly title: string;
  /** One stage a resolution. */
  readonly stages: readonly (readonly Convolution[])[];
  /** After the convolution of the first two stages. */
  readonly localResponseNorm?: LocalResponseNormAttributes;
  /** Whether a pooling window that reaches beyond the map counts. */
  readonly ceil: boolean;
  /** torchvision's number of each convolution among `features`, in order. */
  readonly names: (index: number) => string;
}

const VARIANTS: Readonly<Record<Settings['variant'], Variant>> = {
  /** Krizhevsky 2014, “One weird trick”: one column, no response normalisation. */
  torchvision: {
    title: 'AlexNet',
    stages: [
      [{ filters: 64, kernel: 11, stride: 4, padding: 2 }],
      [{ filters: 192, kernel: 5, padding: 2 }],
      [
        { filters: 384, kernel: 3, padding: 1 },
        { filters: 256, kernel: 3, padding: 1 },
        { filters: 256, kernel: 3, padding: 1 },
      ],
    ],
    ceil: false,
    names: (index) => `features.${[0, 3, 6, 8, 10][index]}`,
  },
  /** Krizhevsky et al. 2012 as Caffe's `bvlc_alexnet` has it: two columns that meet in the third convolution. */
  caffe: {
    title: 'AlexNet 2012',
    stages: [
      [{ filters: 96, kernel: 11, stride: 4, padding: 0 }],
      [{ filters: 256, kernel: 5, padding: 2, twoColumns: true }],
      [
        { filters: 384, kernel: 3, padding: 1 },
        { filters: 384, kernel: 3, padding: 1, twoColumns: true },
        { filters: 256, kernel: 3, padding: 1, twoColumns: true },
      ],
    ],
    localResponseNorm: { size: 5, alpha: 1e-4, beta: 0.75, k: 1 },
    ceil: true,
    names: (index) => `conv${index + 1}`,
  },
};

const SMALLEST_IMAGE = 63;
const HIDDEN = 4096;
const POOLED_SIZE = 6;

const options = defineOptions([
  {
    name: 'variant',
    type: 'choice',
    default: 'torchvision',
    values: [choice('torchvision', 'one column (2014)'), choice('caffe', 'two columns (2012)')],
    title: 'Variant',
    description:
      'torchvision has the simplified network of 2014; Caffe the one of 2012, which ran on two graphics cards.',
  },
  {
    name: 'grouped',
    type: 'flag',
    default: true,
    title: 'Grouped convolutions',
    description:
      'In the variant of 2012: convolutions 2, 4 and 5 in two groups, as on two graphics cards; without, each sees all channels.',
  },
  resolutionOption([224, 227], SMALLEST_IMAGE),
  classesOption,
]);

type Settings = SettingsOf<typeof options>;

const presets = {
  torchvision: {},
  caffe: { variant: 'caffe', resolution: 227 },
  ungrouped: { variant: 'caffe', resolution: 227, grouped: false },
} satisfies Record<string, Partial<Settings>>;

const presetTitles = {
  torchvision: 'torchvision’s, of 2014',
  caffe: 'of 2012, in two groups',
  ungrouped: 'of 2012, without groups',
} satisfies Record<keyof typeof presets, string>;

function build(settings: Settings): Network {
  const variant = VARIANTS[settings.variant];
  const builder = new NetworkBuilder(
    'alexnet',
    `${variant.title} @ ${formatResolution(settings.resolution)}`,
    settings,
  );
  let last = addImage(builder, settings.resolution);
  let index = 0;
  variant.stages.forEach((convolutions, stage) => {
    last = addStage(builder, last, variant, stage, index, settings);
    index += convolutions.length;
  });
  return addHead(builder, last, settings);
}

function addStage(
  builder: NetworkBuilder,
  input: string,
  variant: Variant,
  stage: number,
  index: number,
  settings: Settings,
): string {
  const convolutions = variant.stages[stage]!;
  const { filters } = convolutions.at(-1)!;
  return builder.scope(
    `stage${stage + 1}`,
    { role: 'stage', title: `stage ${stage + 1}: ${convolutions.length} × convolution, ${filters} channels` },
    () => {
      let last = input;
      convolutions.forEach((convolution, i) => {
        last = addConvolution(builder, `conv${i + 1}`, last, convolution, variant.names(index + i), settings);
      });
      if (variant.localResponseNorm && stage < 2) {
        last = builder.add('norm', 'local-response-norm', variant.localResponseNorm, [last], {
          names: { torchvision: `norm${stage + 1}` },
        });
      }
      const names = { torchvision: poolName(settings.variant, stage) };
      return builder.add('pool', 'max-pool', { kernel: 3, stride: 2, padding: 0, ceil: variant.ceil }, [last], {
        names,
      });
    },
  );
}

const poolName = (variant: Settings['variant'], stage: number): string =>
  variant === 'torchvision' ? `features.${[2, 5, 12][stage]}` : `pool${[1, 2, 5][stage]}`;

/** torchvision counts the ReLU on; Caffe calls it after its convolution. */
const activationName = (conv: string): string =>
  conv.startsWith('features.')
    ? `features.${Number(conv.slice('features.'.length)) + 1}`
    : conv.replace('conv', 'relu');

function addConvolution(
  builder: NetworkBuilder,
  name: string,
  input: string,
  { twoColumns, ...convolution }: Convolution,
  conv: string,
  settings: Settings,
): string {
  return addConvUnit(builder, name, input, {
    ...convolution,
    title: `${convolution.kernel}×${convolution.kernel}`,
    groups: twoColumns && settings.grouped ? 2 : 1,
    bias: true,
    activation: 'relu',
    names: { conv: { torchvision: conv }, activation: { torchvision: activationName(conv) } },
  });
}

/** Nine in ten parameters are here: three fully connected layers over the flattened 6×6 map. */
function addHead(builder: NetworkBuilder, input: string, { variant, classes }: Settings): Network {
  const [first, second, last] =
    variant === 'torchvision' ? ['classifier.1', 'classifier.4', 'classifier.6'] : ['fc6', 'fc7', 'fc8'];
  const pooled =
    variant === 'torchvision'
      ? builder.add('pool', 'adaptive-average-pool', { size: POOLED_SIZE }, [input], {
          names: { torchvision: 'avgpool' },
        })
      : input;
  const hidden = (name: string, from: string, dense: string, activation: string): string =>
    builder.scope(name, { role: 'unit', title: 'fully connected' }, () => {
      const units = builder.add('dense', 'dense', { units: HIDDEN, bias: true }, [from], {
        names: { torchvision: dense },
      });
      return builder.add('activation', 'activation', { function: 'relu' }, [units], {
        names: { torchvision: activation },
      });
    });
  const [relu6, relu7] = variant === 'torchvision' ? ['classifier.2', 'classifier.5'] : ['relu6', 'relu7'];
  const both = hidden('dense2', hidden('dense1', pooled, first!, relu6!), second!, relu7!);
  builder.add('classifier', 'dense', { units: classes, bias: true }, [both], { names: { torchvision: last! } });
  return builder.finish();
}

/** AlexNet (Krizhevsky et al. 2012), whose two columns are where grouped convolution comes from. */
export const alexnet = defineFamily({
  id: 'alexnet',
  title: 'AlexNet',
  year: 2012,
  paper: 'https://papers.nips.cc/paper/4824-imagenet-classification-with-deep-convolutional-neural-networks',
  ops: opsOfFamilies,
  options,
  presets,
  presetTitles,
  writings: { default: { source: 'torchvision 0.14.1, torchvision/models/alexnet.py, AlexNet' } },
  build,
});
