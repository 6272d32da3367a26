import type { PublishedTable } from './types.js';

export const tonylins: PublishedTable = {
  group: 'tonylins',
  source: {
    title: 'tonylins/pytorch-mobilenet-v2 README (column headed FLOPs; multiply-accumulates)',
    repository: 'tonylins/pytorch-mobilenet-v2',
    path: 'README.md',
    commit: '99f213657e97de463c11c9e0eaca3bda598e8b3f',
  },
  network: 'mobilenet-v2',
  params: ['rounded', 'no-norm'],
  macs: ['rounded', 'macs'],
  rows: [
    {
      id: 'tonylins_1.0',
      options: { width: 1, resolution: 224 },
      quoted: { params: '3.471M', macs: '300.775M' },
      macs: {
        how: ['rounded', 'macs-biases'],
        note: '300.774272 M rounds to 300.774; one more operation a class, or 1001 classes truncated, gives the printed digit',
      },
    },
  ],
};
