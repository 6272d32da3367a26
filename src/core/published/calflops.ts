import type { PublishedTable } from './types.js';

export const calflops: PublishedTable = {
  group: 'calflops',
  source: {
    title: 'MrYxJ/calculate-flops.pytorch README',
    repository: 'MrYxJ/calculate-flops.pytorch',
    path: 'README.md',
    commit: '29ca58443fc15252888de377b842fa0308a5cfe8',
  },
  macs: ['rounded', 'macs'],
  rows: [
    {
      id: 'calflops_alexnet',
      network: 'alexnet',
      quoted: { macs: '741.19M' },
      macs: { reason: 'a slip of that table: its own FLOPs column, 1.43 G, is twice 714.19 M, not twice 741.19 M' },
    },
    { id: 'calflops_resnet18', network: 'resnet', options: { depth: '18' }, quoted: { macs: '1814.07M' } },
    { id: 'calflops_resnet50', network: 'resnet', options: { depth: '50' }, quoted: { macs: '4089.18M' } },
    { id: 'calflops_resnet152', network: 'resnet', options: { depth: '152' }, quoted: { macs: '11513.6M' } },
    { id: 'calflops_squeezenet1_1', network: 'squeezenet', options: { version: '1.1' }, quoted: { macs: '349.152M' } },
  ],
};
