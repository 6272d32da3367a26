import type { PublishedTable } from './types.js';

export const ptflops: PublishedTable = {
  group: 'ptflops',
  source: {
    title: 'sovrasov/flops-counter.pytorch (ptflops) README; the pytorch backend also counts BN, ReLU, pooling, bias',
    repository: 'sovrasov/flops-counter.pytorch',
    path: 'README.md',
    commit: 'd612c7547445841a325fd2a1ff2ab27583f01bae',
  },
  params: ['rounded', 'trainable'],
  macs: ['rounded', 'ptflops'],
  rows: [
    {
      id: 'ptflops_mobilenet_v2',
      network: 'mobilenet-v2',
      options: { width: 1, resolution: 224 },
      quoted: { params: '3.50M', macs: '0.32G' },
    },
    { id: 'ptflops_alexnet', network: 'alexnet', quoted: { params: '61.10M', macs: '0.72G' } },
    {
      id: 'ptflops_resnet18',
      network: 'resnet',
      options: { depth: '18' },
      quoted: { params: '11.69M', macs: '1.83G' },
    },
    {
      id: 'ptflops_resnet50',
      network: 'resnet',
      options: { depth: '50' },
      quoted: { params: '25.56M', macs: '4.13G' },
    },
    {
      id: 'ptflops_shufflenet_v2_x1_0',
      network: 'shufflenet-v2',
      options: { width: 1 },
      quoted: { params: '2.28M', macs: '0.15G' },
    },
  ],
};
