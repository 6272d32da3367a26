import { addConvUnit } from '../../src/core/blocks/conv-unit.js';
import { defineFamily, type Family } from '../../src/core/family.js';
import { NetworkBuilder, type Network } from '../../src/core/network.js';
import { addImage, classesOption, resolutionOption } from '../../src/core/networks/common.js';
import { opsOfFamilies } from '../../src/core/ops/of-families.js';
import { defineOptions, type SettingsOf } from '../../src/core/options.js';

/** Simonyan and Zisserman 2014, table 1, column D: channels of the 3×3 convolutions, one stage a resolution. */
const STAGES = [
  [64, 64],
  [128, 128],
  [256, 256, 256],
  [512, 512, 512],
  [512, 512, 512],
];

const options = defineOptions([resolutionOption([224], 32), classesOption]);

function build(settings: SettingsOf<typeof options>): Network {
  const { resolution, classes } = settings;
  const builder = new NetworkBuilder('vgg-16', 'VGG-16', settings);
  let last = addImage(builder, resolution);
  let index = 0; // torchvision counts convolutions, activations and poolings on
  STAGES.forEach((convolutions, stage) => {
    builder.scope(`stage${stage + 1}`, { role: 'stage', title: `stage ${stage + 1}` }, () => {
      convolutions.forEach((filters, i) => {
        const names = {
          conv: { torchvision: `features.${index++}` },
          activation: { torchvision: `features.${index++}` },
        };
        const unit = { title: '3×3', filters, kernel: 3, padding: 1, bias: true, activation: 'relu', names } as const;
        last = addConvUnit(builder, `conv${i + 1}`, last, unit);
      });
      last = builder.add('pool', 'max-pool', { kernel: 2, stride: 2, padding: 0 }, [last], {
        names: { torchvision: `features.${index++}` },
      });
    });
  });
  last = builder.add('pool', 'adaptive-average-pool', { size: 7 }, [last], { names: { torchvision: 'avgpool' } });
  for (const [name, dense] of [
    ['dense1', 0],
    ['dense2', 3],
  ] as const) {
    last = builder.scope(name, { role: 'unit', title: 'fully connected' }, () => {
      const names = { torchvision: `classifier.${dense}` };
      const units = builder.add('dense', 'dense', { units: 4096, bias: true }, [last], { names });
      return builder.add('activation', 'activation', { function: 'relu' }, [units]);
    });
  }
  builder.add('classifier', 'dense', { units: classes, bias: true }, [last], {
    names: { torchvision: 'classifier.6' },
  });
  return builder.finish();
}

/** The one file that a new network takes; here so that the way described in CONTRIBUTING is walked by a test. */
export const vgg16: Family = defineFamily({
  id: 'vgg-16',
  title: 'VGG-16',
  year: 2014,
  paper: 'https://arxiv.org/abs/1409.1556',
  ops: opsOfFamilies,
  options,
  presets: { torchvision: {} },
  presetTitles: { torchvision: 'torchvision’s' },
  build,
});
