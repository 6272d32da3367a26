import type { PublishedTable } from './types.js';

export const mobilenetV2Paper: PublishedTable = {
  group: 'mobilenet_v2_paper',
  source: {
    title:
      'Sandler et al., MobileNetV2, arXiv:1801.04381, Table 4 and section 4 (paper text as stored in a public repository)',
    url: 'https://arxiv.org/abs/1801.04381',
  },
  params: ['truncated', 'no-norm'],
  macs: ['truncated', 'macs'],
  rows: [
    {
      id: 'mnv2_1.0',
      network: 'mobilenet-v2',
      options: { width: 1, resolution: 224 },
      quoted: { params: '3.4M', macs: '300M', top1: 72 },
    },
    {
      id: 'mnv2_1.4',
      network: 'mobilenet-v2',
      options: { width: 1.4, resolution: 224 },
      quoted: { params: '6.9M', macs: '585M', top1: 74.7 },
      params: { reason: 'the same authors’ checkpoint table says 6.06 M; 1.4² × 3.5 M would round to 6.9 M' },
      macs: { reason: 'the same authors’ checkpoint table says 582 M' },
    },
    {
      id: 'mnv2_size_range_low',
      network: 'mobilenet-v2',
      options: { width: 0.35, resolution: 224 },
      quoted: { params: '1.7M' },
      params: ['rounded', 'no-norm'],
    },
    {
      id: 'mnv2_cost_range_low',
      network: 'mobilenet-v2',
      options: { width: 0.35, resolution: 96 },
      quoted: { macs: '7M' },
      macs: {
        reason:
          'printed without a unit; the smallest combination that the paper names, 0.35 at 96 pixels, needs 11.9 M',
      },
    },
    {
      id: 'mnv2_table4_mobilenet_v1',
      network: 'mobilenet-v1',
      options: { width: 1, resolution: 224 },
      quoted: { params: '4.2M', macs: '575M', top1: 70.6 },
      macs: {
        reason: 'MobileNet’s own paper says 569 M; with activations it would be 573.8 M, with batch norm too 583.9 M',
      },
    },
    {
      id: 'mnv2_table4_shufflenet_2',
      network: 'shufflenet-v1',
      options: { preset: 'megvii', groups: '3', width: 2 },
      quoted: { params: '5.4M', macs: '524M', top1: 73.7 },
    },
  ],
};
