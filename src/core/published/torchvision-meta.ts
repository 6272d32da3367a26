import type { PublishedTable } from './types.js';

export const torchvisionMeta: PublishedTable = {
  group: 'torchvision_meta',
  source: {
    title:
      'torchvision weight metadata: num_params (installed package 0.14.1) and _ops in GFLOPS (newer releases; multiply-accumulates)',
    repository: 'pytorch/vision',
  },
  params: ['rounded', 'trainable'],
  macs: ['rounded', 'macs'],
  rows: [
    { id: 'torchvision_resnet18', network: 'resnet', options: { depth: '18' }, quoted: { params: '11689512' } },
    {
      id: 'torchvision_resnet50',
      network: 'resnet',
      options: { depth: '50' },
      quoted: { params: '25557032', macs: '4.089G' },
    },
    { id: 'torchvision_resnet152', network: 'resnet', options: { depth: '152' }, quoted: { params: '60192808' } },
    {
      id: 'torchvision_mobilenet_v2',
      network: 'mobilenet-v2',
      options: { width: 1, resolution: 224 },
      quoted: { params: '3504872', macs: '0.301G' },
    },
    {
      id: 'torchvision_squeezenet1_1',
      network: 'squeezenet',
      options: { version: '1.1' },
      quoted: { params: '1235496', macs: '0.349G' },
    },
    { id: 'torchvision_alexnet', network: 'alexnet', quoted: { params: '61100840', macs: '0.714G' } },
    {
      id: 'torchvision_shufflenet_v2_x1_0',
      network: 'shufflenet-v2',
      options: { width: 1 },
      quoted: { params: '2278604', macs: '0.145G' },
    },
  ],
};
