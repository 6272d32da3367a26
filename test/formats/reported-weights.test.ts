import { describe, expect, it } from 'vitest';
import { buildNetwork, isNorm, nodeOf, roleOf, type NetworkNode } from '../../src/core/index.js';
import { examine } from '../../src/formats/weights/weight-fit.js';
import { expectedIn } from '../../src/formats/weights/weight-names.js';
import type { NetworkWeights } from '../../src/formats/weights/weights.js';
import { tensorsIn } from '../../src/formats/write/safetensors.js';
import { randomWeights } from '../../src/runtime/random.js';
import { readWeights } from '../../src/runtime/weight-source.js';
import { runModel } from '../support/run-model.js';
import { smallOptions } from '../support/small-options.js';
import { writeSafetensors, type WrittenTensor } from '../support/safetensors.js';

const network = buildNetwork('mobilenet-v2', smallOptions);
const weights = withNorms(randomWeights(network, 11));
const image = Float32Array.from({ length: 32 * 32 * 3 }, (_, at) => Math.sin(at * 0.37));

/** Norms that change what comes, as those of a network that was trained do. */
function withNorms({ nodes, ...rest }: NetworkWeights): NetworkWeights {
  const wave = (name: string, at: number): number =>
    ({ gamma: 1, moving_variance: 1.5 })[name] === undefined ? Math.sin(at) / 4 : 1 + Math.cos(at + name.length) / 3;
  const changed = [...nodes].map(([id, own]) => {
    if (!isNorm(nodeOf(network, id))) return [id, own] as const;
    const values = Object.entries(own).map(([name, all]) => [name, all.map((_, at) => wave(name, at))] as const);
    return [id, Object.fromEntries(values)] as const;
  });
  return { ...rest, nodes: new Map(changed) };
}

const fileOf = (tensors: readonly WrittenTensor[]): File => new File([writeSafetensors(tensors)], 'mine.safetensors');

async function logits(own: NetworkWeights): Promise<readonly number[]> {
  const { id } = network.nodes.at(-1)!;
  return [...(await runModel({ network, weights: own } as never, image, [id])).get(id)!.values];
}

async function expectAsPlain(file: File): Promise<readonly string[]> {
  const { problem, notes } = await examine(network, [file]);
  expect(problem).to.equal(undefined);
  const [read, right] = [await logits(await readWeights(network, { files: [file] })), await logits(weights)];
  const largest = Math.max(...right.map(Math.abs));
  right.forEach((value, at) => expect(read[at]).to.be.closeTo(value, 1e-4 * largest));
  return notes;
}

describe('A12: names that begin with what is not the network’s', () => {
  for (const prefix of ['model.', 'backbone.', 'net.', 'state_dict.', 'encoder.', 'module.model.', 'my.own.part.'])
    it(`${prefix} loads, and says what was dropped`, async () => {
      const named = tensorsIn(network, weights, 'torchvision').map((tensor) => ({
        ...tensor,
        name: prefix + tensor.name,
      }));
      const rest = prefix.replace(/^module\./, '');
      expect(await expectAsPlain(fileOf(named))).to.deep.equal([
        `Its names begin with ${rest} here, which is left out.`,
      ]);
    });
});

/** A convolution with the norm after it in its numbers. */
function folded(norm: NetworkNode, epsilon: number, kernel: WrittenTensor, axis: number) {
  const { gamma, beta, moving_mean: mean, moving_variance: variance } = weights.nodes.get(norm.id)!;
  const scale = gamma!.map((value, at) => value / Math.sqrt(variance![at]! + epsilon));
  const inner = kernel.shape.slice(axis + 1).reduce((product, size) => product * size, 1);
  const data = Float32Array.from(
    kernel.data as Float32Array,
    (value, at) => value * scale[Math.floor(at / inner) % kernel.shape[axis]!]!,
  );
  return { kernel: { ...kernel, data }, bias: beta!.map((value, at) => value - mean![at]! * scale[at]!) };
}

/** As slim calls them. */
const slimTensors = (end = '') =>
  expectedIn(network, 'slim').map(({ node, weight, names: [name] }) => ({
    name: name + end,
    shape: weight.shape,
    data: weights.nodes.get(node.id)![weight.name]!,
  }));

describe('TensorFlow’s names with the number of an output', () => {
  it('load with what training has left beside, averages before last values', async () => {
    const [first] = slimTensors();
    const beside = ['/Momentum', '/RMSProp', '/RMSProp_1'].map((end) => ({
      ...first!,
      name: `${first!.name}${end}:0`,
    }));
    const last = slimTensors(':0').map((tensor) => ({ ...tensor, data: tensor.data.map((value) => value + 1) }));
    const step = { name: 'global_step:0', shape: [1], data: new Float32Array(1) };
    const file = fileOf([...last, ...slimTensors('/ExponentialMovingAverage:0'), ...beside, step]);
    expect(await expectAsPlain(file)).to.deep.equal([
      'Its averages over training (ExponentialMovingAverage) are taken.',
    ]);
  });
});

describe('A18: norms in the convolutions before them', () => {
  for (const scheme of ['torchvision', 'keras'] as const)
    it(`by ${scheme}’s names: recognised, and run as the plain original`, async () => {
      const plain = new Map(tensorsIn(network, weights, scheme).map((tensor) => [tensor.name, tensor]));
      for (const norm of network.nodes.filter(isNorm)) {
        const conv = nodeOf(network, norm.inputs[0]!);
        const isDepthwise = roleOf(conv) === 'channel-filter';
        const [name, parts] = [conv.names[scheme]!, scheme === 'keras' ? '/' : '.'];
        const kernel = plain.get(
          `${name}${scheme === 'torchvision' ? '.weight' : isDepthwise ? '/depthwise_kernel' : '/kernel'}`,
        )!;
        const axis = scheme === 'torchvision' ? 0 : isDepthwise ? 2 : 3;
        const both = folded(norm, norm.attributes.epsilon, kernel, axis);
        plain.set(kernel.name, both.kernel as never);
        plain.set(`${name}${parts}bias`, { name: `${name}${parts}bias`, shape: [both.bias.length], data: both.bias });
        for (const own of plain.keys()) if (own.startsWith(`${norm.names[scheme]!}${parts}`)) plain.delete(own);
      }
      const notes = await expectAsPlain(fileOf([...plain.values()]));
      expect(notes.join(' ')).to.include('10 norms in the convolutions before them');
    });
});
