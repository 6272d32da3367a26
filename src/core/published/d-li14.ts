import type { PublishedTable } from './types.js';

export const dLi14: PublishedTable = {
  group: 'd-li14',
  source: {
    title: 'd-li14/mobilenetv2.pytorch README (column headed MFLOPs; the numbers are multiply-accumulates)',
    repository: 'd-li14/mobilenetv2.pytorch',
    path: 'README.md',
    commit: '1733532bd43743442077326e1efc556d7cfd025d',
  },
  network: 'mobilenet-v2',
  params: ['truncated', 'trainable'],
  macs: ['rounded', 'torchsummaryX'],
  rows: [
    { id: 'dli14_1.0', options: { width: 1, resolution: 224 }, quoted: { params: '3.504M', macs: '300.79M' } },
    { id: 'dli14_0.75', options: { width: 0.75, resolution: 224 }, quoted: { params: '2.636M', macs: '209.08M' } },
    { id: 'dli14_0.5', options: { width: 0.5, resolution: 224 }, quoted: { params: '1.968M', macs: '97.14M' } },
    { id: 'dli14_0.35', options: { width: 0.35, resolution: 224 }, quoted: { params: '1.677M', macs: '59.29M' } },
    { id: 'dli14_0.25', options: { width: 0.25, resolution: 224 }, quoted: { params: '1.519M', macs: '37.21M' } },
    { id: 'dli14_192x192', options: { width: 1, resolution: 192 }, quoted: { params: '3.504M', macs: '221.33M' } },
    { id: 'dli14_128x128', options: { width: 1, resolution: 128 }, quoted: { params: '3.504M', macs: '99.09M' } },
    { id: 'dli14_96x96', options: { width: 1, resolution: 96 }, quoted: { params: '3.504M', macs: '56.31M' } },
  ],
};
