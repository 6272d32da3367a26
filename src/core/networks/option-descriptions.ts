/**
 * What the options are that a page has at once, MobileNetV2's and those that all families share: only a reader who looks into
 * them asks, and so these sentences stand apart from the rest of them.
 */
import type { Family } from '../family.js';
import type { OptionSpec } from '../options.js';
import type { Settings } from './mobilenet-v2-options.js';

const descriptions: Readonly<Record<string, string>> = {
  resolution: 'Height and width of the input image in pixels; HxW where it is not square.',
  classes: 'Outputs of the classifier: 1000 for ImageNet, 1001 with TensorFlow’s background class, 10 for CIFAR-10.',
  normEpsilon: 'Added to the variance before the root: 1e-5 in PyTorch, 1e-3 or 1.001e-5 in Keras.',
  padding: 'At stride 2 PyTorch pads on all sides, TensorFlow at the bottom and right: equal shapes, different values.',
  width: 'Scales the channels of every layer (paper section 4); the last 1×1 convolution never falls below 1280.',
  expansion: 'Replaces the expansion factor of every row but the first.',
  strides:
    'CIFAR sets stride 1 in the stem and, unless a table is given, in the second row: a 32-pixel image cannot be halved five times.',
  stemStride: 'The stride that the CIFAR-10 listing leaves undefined; only 1 fits its 4×4 pooling at 32 pixels.',
  blocks: 'The table of bottlenecks: expansion, output channels, repeats, stride of the first (paper table 2).',
  shortcut:
    'Identity adds only where shapes agree (paper); projection puts a 1×1 convolution where stride is 1 and channels differ (the CIFAR-10 listing).',
  bottleneck:
    'Inverted: thin–fat–thin. Classical: the depthwise convolution works on N_i/t channels (rounded to the divisor) instead.',
  activationPosition: 'Where a block has its last non-linearity; linear bottlenecks have none (paper section 3.2).',
  unitExpansion:
    'Keep the 1×1 expansion convolution where t is 1, as the CIFAR-10 listing does; the paper’s code leaves it out.',
  projectionNorm: 'Batch norm after the last 1×1 convolution of a block; the CIFAR-10 listing has none.',
  stemActivation: 'The activation outside the blocks; the CIFAR-10 listing uses plain ReLU there.',
  pool: 'The mean over the whole map, or the AvgPool2d(4) of the CIFAR-10 listing, which fits only a 4×4 map.',
  classifier: 'The same numbers either way; the CIFAR-10 listing writes it as a convolution.',
  divisor: 'Channels are rounded to a multiple of this, never below 90 % of the exact value.',
  channelRounding:
    'Keras cuts channels × width to a whole number before rounding to the divisor; the two differ at widths such as 0.14 or 0.42.',
} satisfies Record<keyof Settings, string>;

/** An option's sentence for a reader. */
export const descriptionOf = ({ name, description = descriptions[name] }: OptionSpec): string => description ?? '';

/** A family whose options have their sentences with them. */
export const described = (family: Family): Family => ({
  ...family,
  options: family.options.map((spec) => ({ ...spec, description: descriptionOf(spec) })),
});
