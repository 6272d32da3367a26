import type { PublishedTable } from './types.js';

export const keras: PublishedTable = {
  group: 'keras',
  source: { title: 'keras.applications parameter totals as reported by Keras itself (model.count_params())' },
  params: ['rounded', 'total'],
  rows: [
    {
      id: 'keras_mobilenet_v2_1.0_224',
      network: 'mobilenet-v2',
      options: { preset: 'keras', width: 1, resolution: 224 },
      quoted: { params: '3,538,984' },
    },
    {
      id: 'keras_mobilenet_v1_1.0_224',
      network: 'mobilenet-v1',
      options: { preset: 'keras', width: 1, resolution: 224 },
      quoted: { params: '4,253,864' },
    },
    { id: 'keras_resnet50_224', network: 'resnet', options: { preset: 'keras' }, quoted: { params: '25,636,712' } },
    {
      id: 'keras_resnet50v2_224',
      network: 'resnet',
      options: { preset: 'keras-v2' },
      quoted: { params: '25,613,800' },
    },
    {
      id: 'keras_mobilenet_v2_1.4_224',
      network: 'mobilenet-v2',
      options: { preset: 'keras', width: 1.4, resolution: 224 },
      quoted: { params: '6,156,712' },
    },
  ],
};
