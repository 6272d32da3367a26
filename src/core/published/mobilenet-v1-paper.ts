import type { PublishedTable } from './types.js';

export const mobilenetV1Paper: PublishedTable = {
  group: 'mobilenet_v1_paper',
  source: {
    title: 'Howard et al., MobileNets, arXiv:1704.04861, Tables 2-7, 9, 10',
    url: 'https://arxiv.org/abs/1704.04861',
  },
  network: 'mobilenet-v1',
  params: ['rounded', 'trainable'],
  macs: ['rounded', 'macs'],
  rows: [
    {
      id: 'mnv1_1.0_224',
      options: { width: 1, resolution: 224 },
      quoted: { params: '4.2M', macs: '569M', top1: 70.6 },
    },
    {
      id: 'mnv1_0.75_224',
      options: { width: 0.75, resolution: 224 },
      quoted: { params: '2.6M', macs: '325M', top1: 68.4 },
    },
    {
      id: 'mnv1_0.5_224',
      options: { width: 0.5, resolution: 224 },
      quoted: { params: '1.3M', macs: '149M', top1: 63.7 },
    },
    {
      id: 'mnv1_0.25_224',
      options: { width: 0.25, resolution: 224 },
      quoted: { params: '0.5M', macs: '41M', top1: 50.6 },
    },
    {
      id: 'mnv1_1.0_192',
      options: { width: 1, resolution: 192 },
      quoted: { params: '4.2M', macs: '418M', top1: 69.1 },
    },
    {
      id: 'mnv1_1.0_128',
      options: { width: 1, resolution: 128 },
      quoted: { params: '4.2M', macs: '186M', top1: 64.4 },
    },
    {
      id: 'mnv1_table4_conv_mobilenet',
      options: { convolution: 'full', width: 1, resolution: 224 },
      quoted: { params: '29.3M', macs: '4866M', top1: 71.7 },
      macs: ['rounded', 'macs', 'no-classifier'],
    },
  ],
};
