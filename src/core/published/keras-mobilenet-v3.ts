import type { PublishedTable } from './types.js';

/** All three print more than the network of the same file has: 2.5 M, 2.0 M and 2.0 M parameters; 57 M, 43 M and 52 M multiply–adds. */
const REASON =
  'The file beside this table builds a smaller network, and so does torchvision; no way of counting prints these digits.';

export const kerasMobilenetV3: PublishedTable = {
  group: 'keras_mobilenet_v3',
  source: {
    title: 'Keras 3, docstring of MobileNetV3Small and MobileNetV3Large',
    repository: 'keras-team/keras',
    path: 'keras/src/applications/mobilenet_v3.py',
    commit: '3422977a5e',
  },
  network: 'mobilenet-v3',
  params: ['rounded', 'trainable'],
  macs: ['rounded', 'macs'],
  rows: [
    {
      id: 'keras_mobilenet_v3_large',
      options: { preset: 'keras' },
      quoted: { params: '5.4M', macs: '217M', top1: 75.6 },
      params: ['truncated', 'trainable'],
    },
    {
      id: 'keras_mobilenet_v3_large_0.75',
      options: { preset: 'keras', width: 0.75 },
      quoted: { params: '4.0M', macs: '155M', top1: 73.3 },
    },
    {
      id: 'keras_mobilenet_v3_large_minimalistic',
      options: { preset: 'keras-minimalistic' },
      quoted: { params: '3.9M', macs: '209M', top1: 72.3 },
    },
    {
      id: 'keras_mobilenet_v3_small',
      options: { preset: 'keras-small' },
      quoted: { params: '2.9M', macs: '66M', top1: 68.1 },
      params: { reason: REASON },
      macs: { reason: REASON },
    },
    {
      id: 'keras_mobilenet_v3_small_0.75',
      options: { preset: 'keras-small', width: 0.75 },
      quoted: { params: '2.4M', macs: '44M', top1: 65.4 },
      params: { reason: REASON },
      macs: { reason: REASON },
    },
    {
      id: 'keras_mobilenet_v3_small_minimalistic',
      options: { preset: 'keras-small-minimalistic' },
      quoted: { params: '2.0M', macs: '65M', top1: 61.9 },
      macs: { reason: REASON },
    },
  ],
};
