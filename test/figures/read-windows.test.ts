import { describe, expect, it } from 'vitest';
import { buildNetwork, indexOf, nodeOf, type Place } from '../../src/core/index.js';
import { receptiveField } from '../../src/figures/receptive-field.js';
import { strongestRead, windowsOf } from '../../src/figures/read-windows.js';
import { work } from '../../src/runtime/explain/explain.js';
import { weightsOf } from '../../src/core/index.js';
import { Seeded } from '../support/seeded.js';

const network = buildNetwork('mobilenet-v2', { resolution: 32, width: 0.25, preset: 'cifar' });

function explain(id: string, place: Place) {
  const node = nodeOf(network, id);
  const random = new Seeded(1);
  const values = (shape: readonly number[]): Float32Array =>
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.next() + 0.1);
  const inputs = node.inputShapes.map(values);
  const weights = Object.fromEntries(weightsOf(node).map(({ name, shape }) => [name, values(shape)]));
  return { node, ...work({ node, inputs, weights, place, most: 16 }) };
}

const depthwise = network.nodes.find(({ kind, attributes }) => kind === 'depthwise-conv2d' && attributes)!.id;
const add = network.nodes.find(({ kind }) => kind === 'add')!.id;

describe('the window of a value in the maps before it', () => {
  it('is the receptive field of one layer, without padding', () => {
    const { node, arithmetic } = explain(depthwise, [0, 3, 2]);
    const [window] = windowsOf(node, arithmetic);
    expect(window!.channel).to.equal(2);
    // By the rule of receptive fields, in a network that ends there.
    const index = indexOf(network).nodes.get(depthwise)!;
    const before = receptiveField(network, network.nodes[0]!.id, [0, 3]);
    expect(before.rows).to.deep.equal([0, 0]);
    expect(network.nodes[index]!.inputs.length).to.equal(1);
    expect([window!.rows, window!.columns]).to.deep.equal([
      [0, 1],
      [2, 4],
    ]);
  });

  it('is one in each tensor that comes in, in the same place of an addition', () => {
    const { node, arithmetic } = explain(add, [2, 3, 1]);
    expect(windowsOf(node, arithmetic)).to.deep.equal([
      { input: 0, channel: 1, rows: [2, 2], columns: [3, 3] },
      { input: 1, channel: 1, rows: [2, 2], columns: [3, 3] },
    ]);
  });

  it('is in the channel that weighs most', () => {
    const stem = network.nodes.find(({ kind }) => kind === 'conv2d')!.id;
    const { node, arithmetic } = explain(stem, [4, 4, 0]);
    if (arithmetic.form !== 'sum') throw new Error('expected a sum');
    const sums = arithmetic.parts.map(({ sum }) => Math.abs(sum));
    expect(windowsOf(node, arithmetic)[0]!.channel).to.equal(sums.indexOf(Math.max(...sums)));
  });

  it('leads back to the value with the largest product', () => {
    const { arithmetic } = explain(depthwise, [4, 4, 1]);
    if (arithmetic.form !== 'sum') throw new Error('expected a sum');
    const products = arithmetic.parts[0]!.terms.map(({ product }) => product);
    expect(strongestRead(arithmetic)).to.equal(arithmetic.parts[0]!.terms[products.indexOf(Math.max(...products))]);
  });
});
