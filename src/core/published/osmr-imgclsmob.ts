import type { PublishedTable } from './types.js';

export const osmrImgclsmob: PublishedTable = {
  group: 'osmr_imgclsmob',
  source: {
    title: 'osmr/imgclsmob (pytorchcv) model tables; column FLOPs/2, whose tool also counts element-wise work',
    repository: 'osmr/imgclsmob',
    path: 'chainer_/README.md, pytorch/README.md',
    commit: 'c1a844dde061f6d72f25011dc1af9a2e35b1bdfc',
  },
  params: ['rounded', 'trainable'],
  macs: ['rounded', 'imgclsmob'],
  rows: [
    { id: 'osmr_AlexNet-b', network: 'alexnet', quoted: { params: '61,100,840', macs: '714.83M' } },
    {
      id: 'osmr_ResNet-18',
      network: 'resnet',
      options: { depth: '18' },
      quoted: { params: '11,689,512', macs: '1820.41M' },
    },
    {
      id: 'osmr_ResNet-50',
      network: 'resnet',
      options: { preset: 'paper', depth: '50' },
      quoted: { params: '25,557,032', macs: '3877.95M' },
    },
    {
      id: 'osmr_ResNet-50b',
      network: 'resnet',
      options: { depth: '50' },
      quoted: { params: '25,557,032', macs: '4110.48M' },
    },
    {
      id: 'osmr_ResNet-152b',
      network: 'resnet',
      options: { depth: '152' },
      quoted: { params: '60,192,808', macs: '11554.38M' },
    },
    {
      id: 'osmr_PreResNet-18',
      network: 'resnet',
      options: { preset: 'pre-activation', depth: '18' },
      quoted: { params: '11,687,848', macs: '1820.56M' },
    },
    {
      id: 'osmr_PreResNet-50b',
      network: 'resnet',
      options: { preset: 'pre-activation', depth: '50' },
      quoted: { params: '25,549,480', macs: '4107.97M' },
    },
    {
      id: 'osmr_SqueezeNet_v1.1',
      network: 'squeezenet',
      options: { version: '1.1' },
      quoted: { params: '1,235,496', macs: '352.02M' },
    },
    {
      id: 'osmr_ShuffleNet_x1.0_(g=1)',
      network: 'shufflenet-v1',
      options: { groups: '1', width: 1 },
      quoted: { params: '1,531,936', macs: '148.13M' },
      macs: {
        reason:
          'the tool counts shuffling, and that code shuffles even a single group: half of 402,192 values more than 147.93 M',
      },
    },
    {
      id: 'osmr_ShuffleNet_x1.0_(g=3)',
      network: 'shufflenet-v1',
      options: { groups: '3', width: 1 },
      quoted: { params: '1,865,728', macs: '145.46M' },
    },
    {
      id: 'osmr_ShuffleNet_x1.0_(g=8)',
      network: 'shufflenet-v1',
      options: { groups: '8', width: 1 },
      quoted: { params: '2,434,768', macs: '150.76M' },
    },
    {
      id: 'osmr_ShuffleNetV2_x1.0',
      network: 'shufflenet-v2',
      options: { width: 1 },
      quoted: { params: '2,278,604', macs: '149.72M' },
    },
    {
      id: 'osmr_MobileNet_x1.0',
      network: 'mobilenet-v1',
      options: { width: 1, resolution: 224 },
      quoted: { params: '4,231,976', macs: '579.80M' },
    },
    {
      id: 'osmr_MobileNet_x0.75',
      network: 'mobilenet-v1',
      options: { width: 0.75, resolution: 224 },
      quoted: { params: '2,585,560', macs: '333.99M' },
    },
    {
      id: 'osmr_MobileNet_x0.5',
      network: 'mobilenet-v1',
      options: { width: 0.5, resolution: 224 },
      quoted: { params: '1,331,592', macs: '155.42M' },
    },
    {
      id: 'osmr_MobileNet_x0.25',
      network: 'mobilenet-v1',
      options: { width: 0.25, resolution: 224 },
      quoted: { params: '470,072', macs: '44.09M' },
    },
    {
      id: 'osmr_MobileNetV2_x1.0',
      network: 'mobilenet-v2',
      options: { width: 1, resolution: 224 },
      quoted: { params: '3,504,960' },
      params: ['rounded', 'trainable', 'no-classifier-bias', 'unit-expansion'],
    },
  ],
};
