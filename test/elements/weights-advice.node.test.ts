import { describe, expect, it } from 'vitest';
import { buildNetwork, families } from '../../src/core/index.js';
import {
  changesTo,
  conventionsFor,
  describeChanges,
  describeChoice,
  isDrawnAs,
} from '../../src/explorer/weights/advice.js';

describe('weights with another code base’s names: what to change', () => {
  it('MobileNetV2: Keras’ padding and epsilon for Keras’ names, PyTorch’s for PyTorch’s', () => {
    const torch = buildNetwork('mobilenet-v2');
    const keras = buildNetwork('mobilenet-v2', { preset: 'keras' });
    expect(conventionsFor(families, torch, 'keras')).to.deep.equal({ padding: 'same', normEpsilon: 1e-3 });
    expect(conventionsFor(families, keras, 'timm')).to.deep.equal({ padding: 'torch', normEpsilon: 1e-5 });
    expect(conventionsFor(families, keras, 'keras')).to.equal(undefined);
    expect(conventionsFor(families, torch, 'torchvision')).to.equal(undefined);
  });

  it('slim’s names: as Keras computes; transformers’ names: as their first code base does', () => {
    const torch = buildNetwork('mobilenet-v2');
    const keras = { padding: 'same', normEpsilon: 1e-3 };
    expect(conventionsFor(families, torch, 'slim')).to.deep.equal(keras);
    expect(conventionsFor(families, torch, 'transformers')).to.deep.equal(keras);
    expect(conventionsFor(families, buildNetwork('mobilenet-v1'), 'transformers')).to.deep.equal(keras);
    expect(conventionsFor(families, buildNetwork('efficientnet'), 'transformers')).to.deep.equal(keras);
    expect(conventionsFor(families, buildNetwork('resnet'), 'transformers')).to.equal(undefined);
  });

  it('ResNet: what has weights of its own is left alone, as they would not have fitted without', () => {
    const paper = buildNetwork('resnet', { preset: 'keras', strideOn: '3x3', normEpsilon: 1e-5 });
    expect(conventionsFor(families, paper, 'keras')).to.deep.equal({ strideOn: '1x1', normEpsilon: 1.001e-5 });
  });

  it('networks that Keras does not have, and names that are ours: nothing', () => {
    expect(conventionsFor(families, buildNetwork('squeezenet'), 'torchvision')).to.equal(undefined);
    expect(conventionsFor(families, buildNetwork('mobilenet-v2', { padding: 'same' }), 'core')).to.equal(undefined);
  });
});

describe('weights that fit other options: what they are called', () => {
  const drawn = buildNetwork('mobilenet-v2', { resolution: 96 });

  it('a few options by their names, the image’s size left out', () => {
    const choice = { network: 'mobilenet-v2', options: { width: 0.5, classes: 7 } };
    expect(changesTo(families, drawn, choice)).to.deep.equal({ width: 0.5, classes: 7 });
    expect(describeChoice(families, drawn, choice)).to.equal('width multiplier 0.5, classes 7');
    expect(describeChanges(families, 'mobilenet-v2', { normEpsilon: 1e-3 })).to.equal('BN\u00a0epsilon 0.001');
  });

  it('many options by the preset that they make up, and other networks by their titles', () => {
    expect(describeChoice(families, drawn, { network: 'mobilenet-v2', options: { preset: 'post' } })).to.equal(
      'MobileNetV2 1, the listing for CIFAR-10, 32 px, with 10 classes',
    );
    expect(
      describeChoice(families, drawn, { network: 'resnet', options: { preset: 'torchvision', depth: '18' } }),
    ).to.equal('ResNet-18, torchvision’s, with 1,000 classes');
  });

  it('are drawn already where nothing but the image’s size differs', () => {
    expect(isDrawnAs(families, drawn, { network: 'mobilenet-v2', options: { preset: 'torchvision' } })).to.equal(true);
    expect(isDrawnAs(families, drawn, { network: 'mobilenet-v2', options: { preset: 'keras' } })).to.equal(false);
    expect(isDrawnAs(families, drawn, { network: 'resnet', options: {} })).to.equal(false);
  });
});
