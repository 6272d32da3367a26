import type { PublishedTable } from './types.js';

export const shufflenetV1Paper: PublishedTable = {
  group: 'shufflenet_v1_paper',
  source: {
    title: 'Zhang et al., ShuffleNet, arXiv:1707.01083, Table 1 ("floating-point multiplication-adds") and Table 2',
    url: 'https://arxiv.org/abs/1707.01083',
  },
  network: 'shufflenet-v1',
  macs: ['rounded', 'macs', 'no-classifier'],
  rows: [
    { id: 'shufflenet_v1_table1_g1', options: { groups: '1', width: 1 }, quoted: { macs: '143M' } },
    { id: 'shufflenet_v1_table1_g3', options: { groups: '3', width: 1 }, quoted: { macs: '137M' } },
    { id: 'shufflenet_v1_table1_g8', options: { groups: '8', width: 1 }, quoted: { macs: '137M' } },
  ],
};
