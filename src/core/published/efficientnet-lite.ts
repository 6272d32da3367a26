import type { PublishedTable } from './types.js';

export const efficientnetLite: PublishedTable = {
  group: 'efficientnet_lite',
  source: {
    title: 'EfficientNet-lite: params, MAdds and FP32 accuracy',
    repository: 'tensorflow/tpu',
    path: 'models/official/efficientnet/lite/README.md',
  },
  network: 'efficientnet',
  params: ['rounded', 'trainable'],
  macs: {
    reason:
      'Multiply–adds are 3 to 6 % fewer: work on single values must be in it, which no way of counting that was tried has for all five.',
  },
  rows: [
    {
      id: 'tpu_efficientnet_lite0',
      options: { preset: 'lite0' },
      quoted: { params: '4.7M', macs: '407M', top1: 75.1 },
    },
    {
      id: 'tpu_efficientnet_lite1',
      options: { preset: 'lite1' },
      quoted: { params: '5.4M', macs: '631M', top1: 76.7 },
    },
    {
      id: 'tpu_efficientnet_lite2',
      options: { preset: 'lite2' },
      quoted: { params: '6.1M', macs: '899M', top1: 77.6 },
    },
    {
      id: 'tpu_efficientnet_lite3',
      options: { preset: 'lite3' },
      quoted: { params: '8.2M', macs: '1.44B', top1: 79.8 },
    },
    {
      id: 'tpu_efficientnet_lite4',
      options: { preset: 'lite4' },
      quoted: { params: '13.0M', macs: '2.64B', top1: 81.5 },
    },
  ],
};
