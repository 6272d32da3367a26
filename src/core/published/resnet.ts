import type { PublishedTable } from './types.js';

export const resnet: PublishedTable = {
  group: 'resnet',
  source: {
    title:
      'torchvision weight metadata: num_params (installed package 0.14.1) and _ops in GFLOPS (newer releases; multiply-accumulates)',
    repository: 'pytorch/vision',
  },
  network: 'resnet',
  params: ['rounded', 'trainable'],
  macs: ['rounded', 'macs'],
  rows: [{ id: 'resnet50_25.6M', options: { depth: '50' }, quoted: { params: '25,557,032', macs: '4.089G' } }],
};
