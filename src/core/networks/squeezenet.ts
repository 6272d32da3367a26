import { addConvUnit } from '../blocks/conv-unit.js';
import { addFire } from '../blocks/fire.js';
import { partNames, unitNames } from '../blocks/part-names.js';
import { defineFamily } from '../family.js';
import { NetworkBuilder, type Network } from '../network.js';
import { opsOfFamilies } from '../ops/of-families.js';
import { defineOptions, type SettingsOf } from '../options.js';
import { addImage, choice, classesOption, formatResolution, resolutionOption } from './common.js';

/** A fire module: channels s of the squeeze, channels e of each expansion. */
type Fire = readonly [squeeze: number, expand: number];

interface Version {
  readonly stem: { readonly filters: number; readonly kernel: number };
  /** Fires between poolings: each stage starts with a max pooling. */
  readonly stages: readonly (readonly Fire[])[];
}

const VERSIONS: Readonly<Record<Settings['version'], Version>> = {
  /** Iandola et al. 2016, table 1. */
  '1.0': {
    stem: { filters: 96, kernel: 7 },
    stages: [
      [
        [16, 64],
        [16, 64],
        [32, 128],
      ],
      [
        [32, 128],
        [48, 192],
        [48, 192],
        [64, 256],
      ],
      [[64, 256]],
    ],
  },
  /** The authors’ later release: 2.4 times fewer operations, as it pools earlier. */
  '1.1': {
    stem: { filters: 64, kernel: 3 },
    stages: [
      [
        [16, 64],
        [16, 64],
      ],
      [
        [32, 128],
        [32, 128],
      ],
      [
        [48, 192],
        [48, 192],
        [64, 256],
        [64, 256],
      ],
    ],
  },
};

const SMALLEST_IMAGE = 21;

const options = defineOptions([
  {
    name: 'version',
    type: 'choice',
    numbers: true,
    default: '1.1',
    values: [choice('1.0'), choice('1.1')],
    title: 'Version',
    description: '1.0 is the paper’s; 1.1 has a smaller first convolution and pools earlier, at the same accuracy.',
  },
  resolutionOption([224, 227], SMALLEST_IMAGE),
  classesOption,
]);

type Settings = SettingsOf<typeof options>;

const presets = {
  torchvision: {},
  paper: { version: '1.0' },
} satisfies Record<string, Partial<Settings>>;

const presetTitles = {
  torchvision: 'version 1.1, torchvision’s',
  paper: 'version 1.0, the paper’s',
} satisfies Record<keyof typeof presets, string>;

function build(settings: Settings): Network {
  const { version, resolution, classes } = settings;
  const { stem, stages } = VERSIONS[version];
  const builder = new NetworkBuilder('squeezenet', `SqueezeNet ${version} @ ${formatResolution(resolution)}`, settings);
  let last = addConvUnit(builder, 'stem', addImage(builder, resolution), {
    ...stem,
    title: 'stem',
    stride: 2,
    padding: 0,
    bias: true,
    activation: 'relu',
    names: unitNames(partNames(['torchvision', 'features.', { 'stem/conv': '0', 'stem/activation': '1' }]), 'stem'),
  });
  let index = 2;
  stages.forEach((fires, stage) => {
    last = addStage(builder, last, fires, stage, index);
    index += 1 + fires.length;
  });
  return addHead(builder, last, classes);
}

/** `index`: what torchvision numbers the pooling; the fires come after it. */
function addStage(
  builder: NetworkBuilder,
  input: string,
  fires: readonly Fire[],
  stage: number,
  index: number,
): string {
  const channels = 2 * fires.at(-1)![1];
  return builder.scope(
    `stage${stage + 1}`,
    { role: 'stage', title: `stage ${stage + 1}: ${fires.length} × fire, ${channels} channels` },
    () => {
      let last = builder.add('pool', 'max-pool', { kernel: 3, stride: 2, padding: 0, ceil: true }, [input], {
        names: { torchvision: `features.${index}` },
      });
      fires.forEach(([squeeze, expand], i) => {
        last = addFire(builder, `block${i + 1}`, last, {
          squeeze,
          expand,
          names: partNames(['torchvision', `features.${index + 1 + i}.`, FIRE_PARTS]),
        });
      });
      return last;
    },
  );
}

const FIRE_PARTS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['squeeze', 'expand1x1', 'expand3x3'].flatMap((unit) => [
      [`${unit}/conv`, unit],
      [`${unit}/activation`, `${unit}_activation`],
    ]),
  ),
  concat: 'cat',
};

/** The classes are channels of a last convolution, with its own ReLU; the mean over the map is the score. */
function addHead(builder: NetworkBuilder, input: string, classes: number): Network {
  const scores = addConvUnit(builder, 'classifier', input, {
    title: 'classifier',
    filters: classes,
    kernel: 1,
    padding: 0,
    bias: true,
    activation: 'relu',
    names: unitNames(
      partNames(['torchvision', 'classifier.', { 'classifier/conv': '1', 'classifier/activation': '2' }]),
      'classifier',
    ),
  });
  builder.add('pool', 'global-average-pool', {}, [scores], { names: { torchvision: 'classifier.3' } });
  return builder.finish();
}

/** SqueezeNet (Iandola et al. 2016, arXiv:1602.07360). */
export const squeezenet = defineFamily({
  id: 'squeezenet',
  title: 'SqueezeNet',
  year: 2016,
  paper: 'https://arxiv.org/abs/1602.07360',
  ops: opsOfFamilies,
  options,
  presets,
  presetTitles,
  writings: { default: { source: 'torchvision 0.14.1, torchvision/models/squeezenet.py, SqueezeNet' } },
  build,
});
