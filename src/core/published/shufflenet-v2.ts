import type { PublishedTable } from './types.js';

export const shufflenetV2: PublishedTable = {
  group: 'shufflenet_v2',
  source: {
    title: 'megvii-model/ShuffleNet-Series README',
    repository: 'megvii-model/ShuffleNet-Series',
    path: 'README.md and ShuffleNetV1/README.md',
    commit: 'aa91feb71b01f28d0b8da3533d20a3edb11b1810',
  },
  network: 'shufflenet-v2',
  params: ['rounded', 'trainable'],
  macs: ['rounded', 'macs'],
  rows: [
    {
      id: 'megvii_shufflenet_v2_1.0',
      options: { width: 1 },
      quoted: { params: '2.3M', macs: '146M' },
      macs: {
        reason: '144.9 M are computed, also by torchvision’s own module; the authors print 146 here and in the paper',
      },
    },
  ],
};
