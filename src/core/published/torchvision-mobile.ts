import type { PublishedTable } from './types.js';

export const torchvisionMobile: PublishedTable = {
  group: 'torchvision_mobile',
  source: {
    title: 'torchvision 0.14.1, weight metadata: num_params and acc@1 on ImageNet-1K',
    repository: 'pytorch/vision',
    path: 'torchvision/models',
  },
  params: ['rounded', 'trainable'],
  rows: [
    { id: 'torchvision_mobilenet_v3_large_v1', network: 'mobilenet-v3', quoted: { params: '5483032', top1: 74.042 } },
    { id: 'torchvision_mobilenet_v3_large_v2', network: 'mobilenet-v3', quoted: { params: '5483032', top1: 75.274 } },
    {
      id: 'torchvision_mobilenet_v3_small',
      network: 'mobilenet-v3',
      options: { version: 'small' },
      quoted: { params: '2542856', top1: 67.668 },
    },
    {
      id: 'torchvision_efficientnet_b0',
      network: 'efficientnet',
      options: { preset: 'b0' },
      quoted: { params: '5288548', top1: 77.692 },
    },
    {
      id: 'torchvision_efficientnet_b1',
      network: 'efficientnet',
      options: { preset: 'b1' },
      quoted: { params: '7794184', top1: 79.838 },
    },
    {
      id: 'torchvision_efficientnet_b2',
      network: 'efficientnet',
      options: { preset: 'b2', resolution: 288 },
      quoted: { params: '9109994', top1: 80.608 },
    },
    {
      id: 'torchvision_efficientnet_b3',
      network: 'efficientnet',
      options: { preset: 'b3' },
      quoted: { params: '12233232', top1: 82.008 },
    },
    {
      id: 'torchvision_efficientnet_b4',
      network: 'efficientnet',
      options: { preset: 'b4' },
      quoted: { params: '19341616', top1: 83.384 },
    },
    {
      id: 'torchvision_efficientnet_b5',
      network: 'efficientnet',
      options: { preset: 'b5' },
      quoted: { params: '30389784', top1: 83.444 },
    },
    {
      id: 'torchvision_efficientnet_b6',
      network: 'efficientnet',
      options: { preset: 'b6' },
      quoted: { params: '43040704', top1: 84.008 },
    },
    {
      id: 'torchvision_efficientnet_b7',
      network: 'efficientnet',
      options: { preset: 'b7' },
      quoted: { params: '66347960', top1: 84.122 },
    },
  ],
};
