import { partNames, type PartNames } from '../blocks/part-names.js';

/** Where a block stands; both indices start at 0. */
export interface ResidualPlace {
  readonly stage: number;
  readonly index: number;
  readonly kind: 'basic' | 'bottleneck';
  readonly preActivation: boolean;
}

const units = (kind: ResidualPlace['kind']): readonly number[] => (kind === 'basic' ? [1, 2] : [1, 2, 3]);

/** torchvision's blocks call one ReLU several times: `relu`, `relu#2`, … */
function torchvisionParts(kind: ResidualPlace['kind']): Record<string, string> {
  const again = (time: number): string => (time === 1 ? 'relu' : `relu#${time}`);
  const own = units(kind).flatMap((i) => [
    [`conv${i}/conv`, `conv${i}`],
    [`conv${i}/norm`, `bn${i}`],
    [`conv${i}/activation`, again(i)],
  ]);
  return {
    ...(Object.fromEntries(own) as Record<string, string>),
    'shortcut/conv': 'downsample.0',
    'shortcut/norm': 'downsample.1',
    add: 'add',
    activation: again(units(kind).length),
  };
}

/** torchvision has no pre-activation ResNet; these are its names with each norm and ReLU numbered as the convolution after it. */
function preActivationParts(kind: ResidualPlace['kind']): Record<string, string> {
  const own = units(kind).flatMap((i) => [
    [`conv${i}/conv`, `conv${i}`],
    [`conv${i}/norm`, `bn${i + 1}`],
    [`conv${i}/activation`, `relu${i + 1}`],
  ]);
  return {
    ...(Object.fromEntries(own) as Record<string, string>),
    'pre/norm': 'bn1',
    'pre/activation': 'relu1',
    'shortcut/conv': 'downsample',
    add: 'add',
  };
}

/** Keras numbers convolutions from 1 and calls the projection 0; the last addition is `add`, of the second version `out`. */
function kerasParts({ kind, preActivation }: ResidualPlace): Record<string, string> {
  const own = units(kind).flatMap((i) => [
    [`conv${i}/conv`, `${i}_conv`],
    [`conv${i}/norm`, `${i}_bn`],
    [`conv${i}/activation`, `${i}_relu`],
  ]);
  return {
    ...(Object.fromEntries(own) as Record<string, string>),
    'pre/norm': 'preact_bn',
    'pre/activation': 'preact_relu',
    'shortcut/conv': '0_conv',
    'shortcut/norm': '0_bn',
    add: preActivation ? 'out' : 'add',
    activation: 'out',
  };
}

/** The names of one residual block's parts. */
export function residualNames(place: ResidualPlace): PartNames {
  const { stage, index, kind, preActivation } = place;
  const parts = preActivation ? preActivationParts(kind) : torchvisionParts(kind);
  const torch = ['torchvision', `layer${stage + 1}.${index}.`, parts] as const;
  // Keras has the depths of bottlenecks only.
  return kind === 'basic'
    ? partNames(torch)
    : partNames(torch, ['keras', `conv${stage + 2}_block${index + 1}_`, kerasParts(place)]);
}

/** Everything outside the blocks. */
export const outerNames = partNames(
  [
    'torchvision',
    '',
    {
      'stem/conv': 'conv1',
      'stem/norm': 'bn1',
      'stem/activation': 'relu',
      maxpool: 'maxpool',
      'head/norm': 'bn_last',
      'head/activation': 'relu_last',
      pool: 'avgpool',
      classifier: 'fc',
    },
  ],
  [
    'keras',
    '',
    {
      'stem/conv': 'conv1_conv',
      'stem/norm': 'conv1_bn',
      'stem/activation': 'conv1_relu',
      maxpool: 'pool1_pool',
      'head/norm': 'post_bn',
      'head/activation': 'post_relu',
      pool: 'avg_pool',
      classifier: 'predictions',
    },
  ],
);
