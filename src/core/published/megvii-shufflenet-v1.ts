import type { PublishedTable } from './types.js';

export const megviiShufflenetV1: PublishedTable = {
  group: 'megvii_shufflenet_v1',
  source: {
    title: 'megvii-model/ShuffleNet-Series README',
    repository: 'megvii-model/ShuffleNet-Series',
    path: 'README.md and ShuffleNetV1/README.md',
    commit: 'aa91feb71b01f28d0b8da3533d20a3edb11b1810',
  },
  network: 'shufflenet-v1',
  params: ['rounded', 'trainable'],
  macs: ['rounded', 'macs'],
  rows: [
    {
      id: 'megvii_shufflenet_v1_2.0_g3',
      options: { preset: 'megvii', groups: '3', width: 2 },
      quoted: { params: '5.4M', macs: '524M' },
    },
    {
      id: 'megvii_shufflenet_v1_1.5_g8',
      options: { preset: 'megvii', groups: '8', width: 1.5, stem: 24 },
      quoted: { params: '4.3M', macs: '290M' },
    },
    {
      id: 'megvii_shufflenet_v1_1.0_g3',
      options: { preset: 'megvii', groups: '3', width: 1 },
      quoted: { params: '1.9M', macs: '138M' },
      macs: {
        reason:
          '137.46 M by the repository’s own structure; the 138 of g = 8, which does come out, is printed for both',
      },
    },
    {
      id: 'megvii_shufflenet_v1_1.0_g8',
      options: { preset: 'megvii', groups: '8', width: 1 },
      quoted: { params: '2.4M', macs: '138M' },
    },
    {
      id: 'megvii_shufflenet_v1_0.5_g3',
      options: { preset: 'megvii', groups: '3', width: 0.5 },
      quoted: { params: '0.7M', macs: '38M' },
    },
  ],
};
