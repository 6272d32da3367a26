import { makeDivisible } from '../blocks/channels.js';
import { addConvUnit } from '../blocks/conv-unit.js';
import { addBottleneck } from '../blocks/inverted-residual.js';
import { defineFamily } from '../family.js';
import { NetworkBuilder, type Network } from '../network.js';
import type { BlockRow } from '../options.js';
import type { Padding } from '../ops/window.js';
import { addImage, formatResolution } from './common.js';
import { bottleneckNames, classifierNames, headNames, poolNames, stemNames } from './mobilenet-v2-names.js';
import { effectiveBlocks, options, presets, presetTitles, type Settings } from './mobilenet-v2-options.js';

function build(settings: Settings): Network {
  const blocks = effectiveBlocks(settings);
  const builder = new NetworkBuilder('mobilenet-v2', titleOf(settings), settings);
  let last = addStem(builder, addImage(builder, settings.resolution), settings);
  let index = 0;
  blocks.forEach((row, stage) => {
    last = addStage(builder, last, row, stage, index, settings);
    index += row[2];
  });
  last = addHead(builder, last, index, settings);
  return builder.finish();
}

const titleOf = ({ width, resolution }: Settings): string => `MobileNetV2 ${width} @ ${formatResolution(resolution)}`;

const channelsOf = (channels: number, { width, divisor, channelRounding }: Settings): number =>
  makeDivisible(channelRounding === 'truncated' ? Math.trunc(channels * width) : channels * width, divisor);

const windowPadding = ({ padding }: Settings): Padding => (padding === 'same' ? 'same' : 1);

function addStem(builder: NetworkBuilder, input: string, settings: Settings): string {
  return addConvUnit(builder, 'stem', input, {
    title: 'stem',
    // Keras rounds the stem from the exact product too.
    filters: makeDivisible(32 * settings.width, settings.divisor),
    kernel: 3,
    stride: settings.stemStride ? Number(settings.stemStride) : settings.strides === 'cifar' ? 1 : 2,
    padding: windowPadding(settings),
    epsilon: settings.normEpsilon,
    activation: settings.stemActivation,
    names: stemNames,
  });
}

function addStage(
  builder: NetworkBuilder,
  input: string,
  [t, c, n, s]: BlockRow,
  stage: number,
  index: number,
  settings: Settings,
): string {
  const outputChannels = channelsOf(c, settings);
  return builder.scope(
    `stage${stage + 1}`,
    { role: 'stage', title: `stage ${stage + 1}: ${n} × ${outputChannels} channels` },
    () => {
      let last = input;
      for (let i = 0; i < n; i++) {
        const place = { index: index + i, stage, indexInStage: i, expands: t !== 1 || settings.unitExpansion };
        last = addBottleneck(builder, `block${i + 1}`, last, {
          t,
          outputChannels,
          stride: i ? 1 : s,
          shortcut: settings.shortcut,
          bottleneck: settings.bottleneck,
          activationPosition: settings.activationPosition,
          unitExpansion: settings.unitExpansion,
          projectionNorm: settings.projectionNorm,
          padding: settings.padding === 'same' ? 'same' : 1,
          epsilon: settings.normEpsilon,
          divisor: settings.divisor,
          names: bottleneckNames(place),
        });
      }
      return last;
    },
  );
}

function addHead(builder: NetworkBuilder, input: string, blocks: number, settings: Settings): string {
  const { classes, width, divisor, pool, classifier } = settings;
  const features = addConvUnit(builder, 'head', input, {
    title: 'head',
    filters: width <= 1 ? makeDivisible(1280, divisor) : makeDivisible(1280 * width, divisor),
    kernel: 1,
    padding: 0,
    epsilon: settings.normEpsilon,
    activation: settings.stemActivation,
    names: headNames(blocks),
  });
  const pooled =
    pool === 'global'
      ? builder.add('pool', 'global-average-pool', {}, [features], { names: poolNames })
      : builder.add('pool', 'average-pool', { kernel: 4, stride: 4, padding: 0 }, [features], { names: poolNames });
  const placement = { names: classifierNames };
  if (classifier === 'dense')
    return builder.add('classifier', 'dense', { units: classes, bias: true }, [pooled], placement);
  return builder.add(
    'classifier',
    'conv2d',
    { filters: classes, kernel: 1, stride: 1, padding: 0, groups: 1, bias: true },
    [pooled],
    placement,
  );
}

/** MobileNetV2 (Sandler et al. 2018, arXiv:1801.04381), with the variants of the post and its listing. */
export const mobilenetV2 = defineFamily({
  id: 'mobilenet-v2',
  title: 'MobileNetV2',
  year: 2018,
  paper: 'https://arxiv.org/abs/1801.04381',
  options,
  presets,
  presetTitles,
  writings: {
    default: {
      source: 'torchvision 0.14.1, torchvision/models/mobilenetv2.py, MobileNetV2._forward_impl',
      globalPool: 'function',
    },
    post: {
      source: 'the CIFAR-10 listing, whose forward methods call each module’s forward',
      functions: ['stem', 'head', 'block'],
      hooked: ['shortcut'],
    },
  },
  build,
  effectiveBlocks,
});
