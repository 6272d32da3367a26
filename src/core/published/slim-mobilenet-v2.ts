import type { PublishedTable } from './types.js';

export const slimMobilenetV2: PublishedTable = {
  group: 'slim_mobilenet_v2',
  source: {
    title: 'TF-slim MobileNet README, table "Mobilenet V2 Imagenet Checkpoints"',
    repository: 'tensorflow/models',
    path: 'research/slim/nets/mobilenet/README.md',
    commit: '0ba83cf0211401a8505505276c59418f15338d31',
  },
  network: 'mobilenet-v2',
  params: ['rounded', 'no-norm'],
  macs: ['truncated', 'macs'],
  rows: [
    {
      id: 'slim_mobilenet_v2_1.4_224',
      options: { width: 1.4, resolution: 224 },
      quoted: { params: '6.06M', macs: '582M', top1: 75, top5: 92.5 },
    },
    {
      id: 'slim_mobilenet_v2_1.0_224',
      options: { width: 1, resolution: 224 },
      quoted: { params: '3.47M', macs: '300M', top1: 71.8, top5: 91 },
    },
    {
      id: 'slim_mobilenet_v2_1.0_192',
      options: { width: 1, resolution: 192 },
      quoted: { params: '3.47M', macs: '221M', top1: 70.7, top5: 90.1 },
    },
    {
      id: 'slim_mobilenet_v2_1.0_128',
      options: { width: 1, resolution: 128 },
      quoted: { params: '3.47M', macs: '99M', top1: 65.3, top5: 86.9 },
    },
    {
      id: 'slim_mobilenet_v2_1.0_96',
      options: { width: 1, resolution: 96 },
      quoted: { params: '3.47M', macs: '56M', top1: 60.3, top5: 83.2 },
    },
    {
      id: 'slim_mobilenet_v2_0.75_224',
      options: { width: 0.75, resolution: 224 },
      quoted: { params: '2.61M', macs: '209M', top1: 69.8, top5: 89.6 },
    },
    {
      id: 'slim_mobilenet_v2_0.75_192',
      options: { width: 0.75, resolution: 192 },
      quoted: { params: '2.61M', macs: '153M', top1: 68.7, top5: 88.9 },
    },
    {
      id: 'slim_mobilenet_v2_0.75_128',
      options: { width: 0.75, resolution: 128 },
      quoted: { params: '2.61M', macs: '69M', top1: 63.2, top5: 85.3 },
    },
    {
      id: 'slim_mobilenet_v2_0.75_96',
      options: { width: 0.75, resolution: 96 },
      quoted: { params: '2.61M', macs: '39M', top1: 58.8, top5: 81.6 },
    },
    {
      id: 'slim_mobilenet_v2_0.5_224',
      options: { width: 0.5, resolution: 224 },
      quoted: { params: '1.95M', macs: '97M', top1: 65.4, top5: 86.4 },
    },
    {
      id: 'slim_mobilenet_v2_0.5_192',
      options: { width: 0.5, resolution: 192 },
      quoted: { params: '1.95M', macs: '71M', top1: 63.9, top5: 85.4 },
    },
    {
      id: 'slim_mobilenet_v2_0.5_96',
      options: { width: 0.5, resolution: 96 },
      quoted: { params: '1.95M', macs: '18M', top1: 51.2, top5: 75.8 },
    },
    {
      id: 'slim_mobilenet_v2_0.35_224',
      options: { width: 0.35, resolution: 224 },
      quoted: { params: '1.66M', macs: '59M', top1: 60.3, top5: 82.9 },
    },
    {
      id: 'slim_mobilenet_v2_0.35_128',
      options: { width: 0.35, resolution: 128 },
      quoted: { params: '1.66M', macs: '20M', top1: 50.8, top5: 75 },
    },
    {
      id: 'slim_mobilenet_v2_0.35_96',
      options: { width: 0.35, resolution: 96 },
      quoted: { params: '1.66M', macs: '11M', top1: 45.5, top5: 70.4 },
    },
  ],
};
