import type { PublishedTable } from './types.js';

export const resnetPaper: PublishedTable = {
  group: 'resnet_paper',
  source: {
    title: 'He et al., ResNet, arXiv:1512.03385, Table 1, row FLOPs (multiply-adds)',
    url: 'https://arxiv.org/abs/1512.03385',
  },
  network: 'resnet',
  macs: ['truncated', 'macs'],
  rows: [
    { id: 'resnet_paper_18', options: { depth: '18' }, quoted: { macs: '1.8G' } },
    { id: 'resnet_paper_50', options: { preset: 'paper', depth: '50' }, quoted: { macs: '3.8G' } },
    {
      id: 'resnet_paper_152',
      options: { preset: 'paper', depth: '152' },
      quoted: { macs: '11.3G' },
      macs: ['rounded', 'macs'],
    },
  ],
};
