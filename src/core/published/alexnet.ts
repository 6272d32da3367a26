import type { PublishedTable } from './types.js';

export const alexnet: PublishedTable = {
  group: 'alexnet',
  source: {
    title:
      'torchvision weight metadata: num_params (installed package 0.14.1) and _ops in GFLOPS (newer releases; multiply-accumulates)',
    repository: 'pytorch/vision',
  },
  network: 'alexnet',
  params: ['rounded', 'trainable'],
  macs: ['rounded', 'macs'],
  rows: [{ id: 'alexnet_61M_torchvision', quoted: { params: '61,100,840', macs: '0.714G' } }],
};
