import { makeDivisible } from '../blocks/channels.js';
import { addConvUnit } from '../blocks/conv-unit.js';
import { addMobileBlock } from '../blocks/mobile-block.js';
import { partNames, unitNames } from '../blocks/part-names.js';
import { defineFamily } from '../family.js';
import { NetworkBuilder, type Network } from '../network.js';
import { merge } from '../ops/merge.js';
import { defineOptions, type SettingsOf } from '../options.js';
import {
  addClassifier,
  addImage,
  classesOption,
  epsilonOption,
  formatResolution,
  paddingOption,
  resolutionOption,
} from './common.js';
import { mobileBlockNames } from './mobile-block-names.js';

/** Tan and Le 2019, table 1: expansion, kernel, stride of the first, output channels, repeats. */
const TABLE_1: readonly (readonly [t: number, kernel: number, s: number, c: number, n: number])[] = [
  [1, 3, 1, 16, 1],
  [6, 3, 2, 24, 2],
  [6, 5, 2, 40, 2],
  [6, 3, 2, 80, 3],
  [6, 5, 1, 112, 3],
  [6, 5, 2, 192, 4],
  [6, 3, 1, 320, 1],
];
const STEM = 32;
const HEAD = 1280;

const options = defineOptions([
  {
    name: 'width',
    type: 'number',
    default: 1,
    minimum: 0.05,
    maximum: 4,
    step: 0.1,
    marks: [1, 1.1, 1.2, 1.4, 1.6, 1.8, 2],
    title: 'Width coefficient',
    description: 'Scales the channels of every layer (paper section 3.3); Lite keeps those of stem and head.',
  },
  {
    name: 'depthCoefficient',
    type: 'number',
    default: 1,
    minimum: 0.1,
    maximum: 6,
    step: 0.1,
    marks: [1, 1.1, 1.2, 1.4, 1.8, 2.2, 2.6, 3.1],
    title: 'Depth coefficient',
    description: 'Scales the repeats of every stage, rounded up; Lite keeps those of the first and the last.',
  },
  resolutionOption([224, 240, 260, 300, 380, 456, 528, 600]),
  classesOption,
  {
    name: 'lite',
    type: 'flag',
    default: false,
    title: 'Lite',
    description: 'Without squeeze-and-excitation and with ReLU6 for swish, so that it quantises well on phones.',
  },
  paddingOption,
  {
    ...epsilonOption,
    description: 'Added to the variance before the root: 1e-5 in torchvision up to B4, 1e-3 from B5 on and in Keras.',
  },
]);

type Settings = SettingsOf<typeof options>;

const scaled = <const Rest extends Partial<Settings>>(
  width: number,
  depthCoefficient: number,
  resolution: number,
  rest: Rest,
) => ({ width, depthCoefficient, resolution, ...rest });
const larger = { normEpsilon: 1e-3 } as const;
const lite = { lite: true, padding: 'same', normEpsilon: 1e-3 } as const;

const presets = {
  b0: {},
  b1: scaled(1, 1.1, 240, {}),
  b2: scaled(1.1, 1.2, 260, {}),
  b3: scaled(1.2, 1.4, 300, {}),
  b4: scaled(1.4, 1.8, 380, {}),
  b5: scaled(1.6, 2.2, 456, larger),
  b6: scaled(1.8, 2.6, 528, larger),
  b7: scaled(2, 3.1, 600, larger),
  keras: { padding: 'same', normEpsilon: 1e-3 },
  lite0: lite,
  lite1: scaled(1, 1.1, 240, lite),
  lite2: scaled(1.1, 1.2, 260, lite),
  lite3: scaled(1.2, 1.4, 280, lite),
  lite4: scaled(1.4, 1.8, 300, lite),
} satisfies Record<string, Partial<Settings>>;

const presetTitles = {
  b0: 'B0',
  b1: 'B1',
  b2: 'B2',
  b3: 'B3',
  b4: 'B4',
  b5: 'B5',
  b6: 'B6',
  b7: 'B7',
  keras: 'B0, Keras’',
  lite0: 'Lite0',
  lite1: 'Lite1',
  lite2: 'Lite2',
  lite3: 'Lite3',
  lite4: 'Lite4',
} satisfies Record<keyof typeof presets, string>;

const round = (channels: number): number => makeDivisible(channels, 8);

/** The preset of these coefficients, as a reader calls it; else the coefficients. */
function titleOf({ width, depthCoefficient, resolution, lite: isLite }: Settings): string {
  const same = Object.entries(presets as Record<string, Partial<Settings>>).find(
    ([, preset]) =>
      (preset.width ?? 1) === width &&
      (preset.depthCoefficient ?? 1) === depthCoefficient &&
      (preset.lite ?? false) === isLite,
  );
  const name = same
    ? (presetTitles as Record<string, string>)[same[0]]!
    : `${isLite ? 'Lite ' : ''}${width}, depth ${depthCoefficient}`;
  return `EfficientNet ${name} @ ${formatResolution(resolution)}`;
}

function build(settings: Settings): Network {
  const { width, resolution, classes, lite: isLite, padding, normEpsilon } = settings;
  const builder = new NetworkBuilder('efficientnet', titleOf(settings), settings);
  const outer = isLite ? 1 : width;
  const common = { epsilon: normEpsilon, activation: isLite ? 'relu6' : 'swish' } as const;
  let last = addConvUnit(builder, 'stem', addImage(builder, resolution), {
    ...common,
    title: 'stem',
    filters: round(STEM * outer),
    kernel: 3,
    stride: 2,
    padding: padding === 'same' ? 'same' : 1,
    names: unitNames(outerNames, 'stem'),
  });
  TABLE_1.forEach((_, stage) => {
    last = addStage(builder, last, stage, settings);
  });
  last = addConvUnit(builder, 'head', last, {
    ...common,
    title: 'head',
    filters: round(HEAD * outer),
    kernel: 1,
    padding: 0,
    names: unitNames(outerNames, 'head'),
  });
  addClassifier(builder, last, { classes, names: outerNames });
  return builder.finish();
}

/** Rounded up after the product, in floating point as the authors’ code has it. */
function repeatsOf(stage: number, { depthCoefficient, lite: isLite }: Settings): number {
  const repeats = TABLE_1[stage]![4];
  const isFixed = isLite && (stage === 0 || stage === TABLE_1.length - 1);
  return isFixed ? repeats : Math.ceil(repeats * depthCoefficient);
}

function addStage(builder: NetworkBuilder, input: string, stage: number, settings: Settings): string {
  const { width, lite: isLite, padding, normEpsilon } = settings;
  const [t, kernel, s, c] = TABLE_1[stage]!;
  const outputChannels = round(c * width);
  const repeats = repeatsOf(stage, settings);
  const title = `stage ${stage + 1}: ${repeats} × ${outputChannels} channels`;
  return builder.scope(`stage${stage + 1}`, { role: 'stage', title }, () => {
    let last = input;
    for (let block = 0; block < repeats; block++) {
      const channels = builder.shapeOf(last)[2];
      last = addMobileBlock(builder, `block${block + 1}`, last, {
        middle: channels * t,
        expands: t !== 1,
        outputChannels,
        kernel,
        stride: block ? 1 : s,
        activation: isLite ? 'relu6' : 'swish',
        // A quarter of what comes into the block, not of its middle.
        squeeze: isLite
          ? undefined
          : {
              channels: Math.max(1, Math.floor(channels / 4)),
              activation: 'swish',
              gate: { function: 'sigmoid' },
            },
        padding: padding === 'same' ? 'same' : (kernel - 1) / 2,
        epsilon: normEpsilon,
        names: mobileBlockNames({
          torchvision: `features.${stage + 1}.${block}.`,
          keras: `block${stage + 1}${String.fromCharCode(97 + block)}_`,
          kerasParts: KERAS_PARTS,
          stage,
          indexInStage: block,
          expands: t !== 1,
          squeezes: !isLite,
        }),
      });
    }
    return last;
  });
}

/** keras/src/applications/efficientnet.py of Keras 3. */
const KERAS_PARTS = {
  'expand/conv': 'expand_conv',
  'expand/norm': 'expand_bn',
  'expand/activation': 'expand_activation',
  'depthwise/conv': 'dwconv',
  'depthwise/norm': 'bn',
  'depthwise/activation': 'activation',
  'squeeze/pool': 'se_squeeze',
  'squeeze/reduce': 'se_reduce',
  'squeeze/expand': 'se_expand',
  'squeeze/scale': 'se_excite',
  'project/conv': 'project_conv',
  'project/norm': 'project_bn',
  add: 'add',
};

const outerNames = partNames(
  [
    'torchvision',
    '',
    {
      'stem/conv': 'features.0.0',
      'stem/norm': 'features.0.1',
      'stem/activation': 'features.0.2',
      'head/conv': 'features.8.0',
      'head/norm': 'features.8.1',
      'head/activation': 'features.8.2',
      pool: 'avgpool',
      classifier: 'classifier.1',
    },
  ],
  [
    'timm',
    '',
    {
      'stem/conv': 'conv_stem',
      'stem/norm': 'bn1',
      'head/conv': 'conv_head',
      'head/norm': 'bn2',
      pool: 'global_pool',
      classifier: 'classifier',
    },
  ],
  [
    'keras',
    '',
    {
      'stem/conv': 'stem_conv',
      'stem/norm': 'stem_bn',
      'stem/activation': 'stem_activation',
      'head/conv': 'top_conv',
      'head/norm': 'top_bn',
      'head/activation': 'top_activation',
      pool: 'avg_pool',
      classifier: 'predictions',
    },
  ],
);

/** EfficientNet (Tan and Le 2019, arXiv:1905.11946): MBConv blocks, with width, depth and resolution scaled together. */
export const efficientnet = defineFamily({
  id: 'efficientnet',
  title: 'EfficientNet',
  year: 2019,
  paper: 'https://arxiv.org/abs/1905.11946',
  options,
  ops: { merge },
  presets,
  presetTitles,
  writings: {
    default: { source: 'torchvision 0.14.1, torchvision/models/efficientnet.py and torchvision/ops/misc.py' },
  },
  build,
});
