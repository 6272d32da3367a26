import { describe, expect, it } from 'vitest';
import { costOf, countParameters, formatShape, type Network } from '../../src/core/index.js';
import { readLayersModel, readModel } from '../../src/formats/index.js';
import architecture from '../golden/real-world/A06-architecture-only.json' with { type: 'json' };
import { functional, image, layer, modelJson, sequential } from '../support/keras-json.js';

const networkOf = (...layers: { readonly name: string; readonly [field: string]: unknown }[]): Network =>
  readLayersModel(modelJson(functional([image([8, 8, 4]), ...layers]))).network;

/** What one layer on the image becomes: kinds and shapes, without the image. */
function made(className: string, config: Readonly<Record<string, unknown>> = {}): string {
  const { nodes } = networkOf(layer(className, 'a', ['image'], config));
  return nodes
    .slice(1)
    .map(({ kind, outputShape }) => `${kind} ${formatShape(outputShape)}`)
    .join(', ');
}

describe('Keras’ JSON', () => {
  it('without weights: all counts, and nothing to run with', () => {
    const { network, hasWeights } = readLayersModel(architecture);
    const { total } = costOf(network);
    expect([countParameters(network, 'keras'), total.macs, hasWeights]).to.deep.equal([60, 1948, false]);
  });

  it('opened as a file: says that it has no weights', async () => {
    const model = await readModel([new File([JSON.stringify(architecture)], 'anything.txt')]);
    expect([model.format, model.weights, model.readsImage]).to.deep.equal(['tfjs', undefined, true]);
    expect(model.notes).to.include('The file has no weights: it runs with random ones, and predicts nothing.');
  });

  for (const values of [26, 14_739])
    it(`of ${values} values: is drawn and counted, and says that it reads no picture`, () => {
      const dense = layer('Dense', 'a', ['image'], { units: 4 });
      const { network, readsImage, notes } = readLayersModel(modelJson(functional([image([values]), dense])));
      const { total } = costOf(network);
      expect([countParameters(network, 'keras'), total.macs, readsImage]).to.deep.equal([
        4 * values + 4,
        4 * values,
        false,
      ]);
      expect(notes).to.deep.equal([
        `It reads no picture, but ${values} values: it is drawn and counted, and cannot be shown a photo.`,
      ]);
    });

  it('in tfjs’s spelling throughout', () => {
    const conv = {
      className: 'Conv2D',
      config: { name: 'a', batchInputShape: [null, 8, 8, 3], filters: 2, kernelSize: [3, 3], useBias: false },
    };
    const { total } = costOf(readLayersModel(modelJson(sequential([conv]))).network);
    expect([total.weights, total.biases, total.macs]).to.deep.equal([54, 0, 54 * 36]);
  });
});

describe('Keras’ layers', () => {
  for (const name of ['RandomFlip', 'RandomShear', 'RandomBrightness', 'Custom>RandomHue', 'GaussianNoise', 'Identity'])
    it(`${name} does nothing when the network runs`, () => {
      expect(made(name, { factor: 0.1 })).to.equal('');
    });

  for (const [className, config, expected] of [
    ['RandomCrop', { height: 4, width: 4 }, 'unknown ?'],
    ['Resizing', { height: 5, width: 6 }, 'resize 5×6×4'],
    ['CenterCrop', { height: 5, width: 6 }, 'slice 5×6×4'],
    ['Permute', { dims: [3, 1, 2] }, 'transpose 4×8×8'],
    ['LayerNormalization', { axis: [-1] }, 'norm 8×8×4'],
    ['GroupNormalization', { groups: 2 }, 'norm 8×8×4'],
    ['Rescaling', { scale: [1, 2, 3, 4] }, 'rescale 8×8×4'],
    ['Normalization', { mean: [[[[1, 2, 3, 4]]]], variance: [[[[1, 4, 9, 16]]]] }, 'rescale 8×8×4'],
    ['ReLU', { max_value: 4 }, 'activation 8×8×4'],
    ['ELU', { alpha: 0.5 }, 'activation 8×8×4'],
  ] as const)
    it(`${className} ${JSON.stringify(config)}: ${expected}`, () => {
      expect(made(className, config)).to.equal(expected);
    });

  // As Keras computes them: deconv_output_length in its conv_utils.
  for (const [config, side] of [
    [{ padding: 'same', strides: [2, 2] }, 16],
    [{ padding: 'valid', strides: [2, 2] }, 17],
    [{ padding: 'valid', strides: [4, 4] }, 32],
    [{ padding: 'same', strides: [2, 2], output_padding: [1, 1] }, 16],
    [{ padding: 'same', strides: [2, 2], output_padding: 0 }, 15],
    [{ padding: 'valid', strides: [3, 3], output_padding: [2, 2] }, 26],
  ] as const)
    it(`Conv2DTranspose of 3×3 ${JSON.stringify(config)}: ${side} rows of 8`, () => {
      expect(made('Conv2DTranspose', { filters: 2, kernel_size: [3, 3], ...config })).to.equal(
        `transposed-conv2d ${side}×${side}×2`,
      );
    });

  const call = (name: string, fields: object, values: object) => ({
    ...layer('TFOpLambda', name, [], fields as Record<string, unknown>),
    inbound_nodes: [['image', 0, 0, values]],
  });

  it('preprocessing in the model: x / 127.5 − 1', () => {
    const divide = call('tf.math.truediv', { function: 'math.truediv' }, { y: 127.5, name: null });
    const subtract = {
      ...call('tf.math.subtract', { function: 'math.subtract' }, {}),
      inbound_nodes: [['tf.math.truediv', 0, 0, { y: 1, name: null }]],
    };
    const { nodes } = networkOf(divide, subtract);
    expect(nodes.slice(1).map(({ attributes }) => attributes)).to.deep.equal([
      { scale: 1 / 127.5, offset: 0 },
      { scale: 1, offset: -1 },
    ]);
  });

  it('a function with a number that is not known is drawn as unknown', () => {
    const { nodes } = networkOf(call('roll', { function: 'roll' }, { shift: 1 }));
    expect(nodes.at(-1)!.kind).to.equal('unknown');
  });
});

describe('inputs of two axes', () => {
  const flat = (className: string) =>
    readLayersModel(modelJson(functional([image([28, 20]), layer(className, 'a', ['image'], { units: 3 })]))).network;

  it('are a grey picture where their values are only laid out anew', () => {
    expect(flat('Flatten').inputShape).to.deep.equal([28, 20, 1]);
  });

  it('are steps with features where a layer takes them so', () => {
    expect(flat('Dense').inputShape).to.deep.equal([1, 28, 20]);
    expect(flat('Dense').outputShape).to.deep.equal([1, 28, 3]);
  });
});
