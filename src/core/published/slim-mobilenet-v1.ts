import type { PublishedTable } from './types.js';

export const slimMobilenetV1: PublishedTable = {
  group: 'slim_mobilenet_v1',
  source: {
    title:
      'TF-slim mobilenet_v1.md, "Pre-trained Models" (float rows; the 16 _quant rows repeat the same MACs and parameters)',
    repository: 'tensorflow/models',
    path: 'research/slim/nets/mobilenet_v1.md',
    commit: '02c04f49a188ba9a515100a3375a6359f3fffef1',
  },
  network: 'mobilenet-v1',
  params: ['rounded', 'three-per-norm'],
  macs: ['rounded', 'torchsummaryX'],
  rows: [
    {
      id: 'slim_mobilenet_v1_1.0_224',
      options: { width: 1, resolution: 224 },
      quoted: { params: '4.24M', macs: '569M', top1: 70.9, top5: 89.9 },
    },
    {
      id: 'slim_mobilenet_v1_1.0_192',
      options: { width: 1, resolution: 192 },
      quoted: { params: '4.24M', macs: '418M', top1: 70, top5: 89.2 },
    },
    {
      id: 'slim_mobilenet_v1_1.0_128',
      options: { width: 1, resolution: 128 },
      quoted: { params: '4.24M', macs: '186M', top1: 65.2, top5: 85.8 },
    },
    {
      id: 'slim_mobilenet_v1_0.75_224',
      options: { width: 0.75, resolution: 224 },
      quoted: { params: '2.59M', macs: '317M', top1: 68.4, top5: 88.2 },
      macs: ['rounded', 'macs', 'no-first-convolution'],
    },
    {
      id: 'slim_mobilenet_v1_0.75_192',
      options: { width: 0.75, resolution: 192 },
      quoted: { params: '2.59M', macs: '233M', top1: 67.2, top5: 87.3 },
      macs: ['rounded', 'macs', 'no-first-convolution'],
    },
    {
      id: 'slim_mobilenet_v1_0.75_128',
      options: { width: 0.75, resolution: 128 },
      quoted: { params: '2.59M', macs: '104M', top1: 62.1, top5: 83.9 },
      macs: ['rounded', 'macs', 'no-first-convolution'],
    },
    {
      id: 'slim_mobilenet_v1_0.5_224',
      options: { width: 0.5, resolution: 224 },
      quoted: { params: '1.34M', macs: '150M', top1: 63.3, top5: 84.9 },
    },
    {
      id: 'slim_mobilenet_v1_0.5_128',
      options: { width: 0.5, resolution: 128 },
      quoted: { params: '1.34M', macs: '49M', top1: 56.3, top5: 79.4 },
    },
    {
      id: 'slim_mobilenet_v1_0.25_224',
      options: { width: 0.25, resolution: 224 },
      quoted: { params: '0.47M', macs: '41M', top1: 49.8, top5: 74.2 },
    },
    {
      id: 'slim_mobilenet_v1_0.25_192',
      options: { width: 0.25, resolution: 192 },
      quoted: { params: '0.47M', macs: '34M', top1: 47.7, top5: 72.3 },
      macs: { reason: 'a slip of that table: 41 M at 224 pixels shrink to 30.2 M at 192' },
    },
    {
      id: 'slim_mobilenet_v1_0.25_128',
      options: { width: 0.25, resolution: 128 },
      quoted: { params: '0.47M', macs: '14M', top1: 41.5, top5: 66.3 },
    },
  ],
};
