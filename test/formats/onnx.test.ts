import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { costOf, type Shape } from '../../src/core/index.js';
import { readOnnx } from '../../src/formats/onnx/read.js';
import expected from '../golden/onnx/expected.json' with { type: 'json' };
import { channelsFirst, channelsLast } from '../support/channels.js';
import { runModel } from '../support/run-model.js';

const bytesOf = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../golden/onnx/${name}.onnx`, import.meta.url)));
const read = (name: string) => readOnnx(bytesOf(name), `${name}.onnx`, () => undefined, { resolution: 32 });

/** As make_networks.py makes it. */
const SHAPE: Shape = [32, 32, 3];
const image = channelsLast(
  Float32Array.from({ length: 3 * 32 * 32 }, (_, at) => Math.sin(at * 0.37)),
  SHAPE,
);

describe('ONNX as PyTorch 1.13 exports it', () => {
  for (const [name, { opset, parameters, macs, tensors }] of Object.entries(expected)) {
    it(`${name}, opset ${opset}: every operation is known, and the counts are PyTorch’s own`, () => {
      const { network, misfit } = read(name);
      expect(misfit).to.equal(undefined);
      expect(network.nodes.filter(({ kind }) => kind === 'unknown').map(({ id }) => id)).to.deep.equal([]);
      const { total } = costOf(network);
      expect([total.weights + total.biases + total.normTrainable, total.macs]).to.deep.equal([parameters, macs]);
    });

    it(`${name}, opset ${opset}: gives PyTorch’s values, at the end and on the way`, async () => {
      const model = read(name);
      const ids = Object.keys(tensors).map((tensor) => model.layers.get(tensor)!);
      const results = await runModel(model, image, ids);
      Object.entries(tensors).forEach(([tensor, { dims, values, step }], at) => {
        const result = results.get(ids[at]!)!;
        const own = dims.length === 4 ? channelsFirst(result.values, result.shape as unknown as Shape) : result.values;
        expect(own.length, tensor).to.equal(dims.reduce((size, axis) => size * axis, 1));
        const largest = Math.max(...values.map(Math.abs));
        values.forEach((value, place) => expect(own[place * step], tensor).to.be.closeTo(value, 1e-4 * largest));
      });
    });
  }

  it('finds functions that exports spell out: layer norm, GELU, swish', () => {
    const kindsIn = (name: string) =>
      read(name).network.nodes.map(({ kind, attributes }) => ('function' in attributes ? attributes.function : kind));
    const count = (name: string, kind: string): number => kindsIn(name).filter((one) => one === kind).length;
    expect([count('convnext', 'norm'), count('convnext', 'GELU'), count('convnext', 'erf')]).to.deep.equal([2, 1, 0]);
    expect([count('efficientnet', 'swish'), count('efficientnet', 'sigmoid')]).to.deep.equal([6, 2]);
  });

  it('leaves height and width open where the file does', () => {
    expect(read('resnet').isOpen).to.equal(false);
    const open = readOnnx(bytesOf('shufflenet'), 'shufflenet.onnx', () => undefined, { resolution: [64, 96] });
    expect([open.isOpen, open.network.inputShape]).to.deep.equal([true, [64, 96, 3]]);
    expect(open.notes[0]).to.equal('The file leaves height and width open; 64×96 is taken here, and can be changed.');
  });

  it('finds the modules of PyTorch as groups', () => {
    const { groups } = read('resnet').network;
    const block = (id: string) => [`block ${id}`, `unit ${id}/conv1`, `unit ${id}/conv2`];
    expect(groups.map(({ role, id }) => `${role} ${id}`)).to.deep.equal([
      'unit conv1',
      'stage layer1',
      ...block('layer1/0'),
      ...block('layer1/1'),
      'stage layer2',
      ...block('layer2/0'),
      'unit layer2/0/downsample.0',
      ...block('layer2/1'),
    ]);
    const blocks = read('mobilenet-v2').network.groups.filter(({ role }) => role === 'block');
    expect(blocks.map(({ id }) => id)).to.deep.equal(['features/1', 'features/2', 'features/3']);
  });
});
