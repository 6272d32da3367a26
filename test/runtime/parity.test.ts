import { expect } from '@open-wc/testing';
import { buildNetwork, findNode, type NameScheme, type Network } from '../../src/core/index.js';
import { openEngine, type Engine } from '../../src/runtime/index.js';
import type { BackendName } from '../../src/runtime/types.js';
import keras from '../golden/parity/keras_b_0.35_96.json' with { type: 'json' };
import a from '../golden/parity/a_seed_t6_s1_32.json' with { type: 'json' };
import b from '../golden/parity/b_mobilenet_v2_0.35_96.json' with { type: 'json' };
import b2 from '../golden/parity/b2_mobilenet_v2_0.35_H64_W96.json' with { type: 'json' };
import c from '../golden/parity/c_mobilenet_v2_1.0_224.json' with { type: 'json' };
import d from '../golden/parity/d_mobilenet_v3_small_0.5.json' with { type: 'json' };
import e from '../golden/parity/e_mobilenet_v3_large_0.35.json' with { type: 'json' };
import f from '../golden/parity/f_efficientnet_0.5.json' with { type: 'json' };
import g from '../golden/parity/g_efficientnet_lite_0.5.json' with { type: 'json' };
import { formulaFile, probeError, type Parity, type ParityOutput } from '../support/parity.js';
import { formulaInput } from '../support/wgen.js';

/** In standard deviations of the reference; test/golden/README.md says why these still tell every porting mistake. */
const ACTIVATION = 1e-3;
const LOGITS = 1e-4;

/** Reference rows that are not operations of ours: they only reshape, or do nothing when a network runs. */
const noOperation = new Set(['reshape', 'dropout']);

interface Case {
  readonly title: string;
  readonly network: Network;
  readonly scheme: NameScheme;
  readonly parity: Parity;
  readonly backends: readonly BackendName[];
}

const cases: readonly Case[] = [
  {
    title: 'the post’s network',
    network: buildNetwork('mobilenet-v2', { preset: 'post' }),
    scheme: 'post',
    parity: a as unknown as Parity,
    backends: ['wasm', 'cpu'],
  },
  {
    title: 'MobileNetV2 0.35 @ 96',
    network: buildNetwork('mobilenet-v2', { width: 0.35, resolution: 96, classes: 10 }),
    scheme: 'torchvision',
    parity: b as unknown as Parity,
    backends: ['wasm', 'cpu'],
  },
  {
    title: 'MobileNetV2 0.35 @ 64×96',
    network: buildNetwork('mobilenet-v2', { width: 0.35, resolution: [64, 96], classes: 10 }),
    scheme: 'torchvision',
    parity: b2 as unknown as Parity,
    backends: ['wasm', 'cpu'],
  },
  {
    title: 'MobileNetV2 1.0 @ 224',
    network: buildNetwork('mobilenet-v2'),
    scheme: 'torchvision',
    parity: c as unknown as Parity,
    backends: ['wasm'],
  },
  ...(
    [
      ['mobilenet-v3', d],
      ['mobilenet-v3', e],
      ['efficientnet', f],
      ['efficientnet', g],
    ] as const
  ).map(([id, parity]): Case => {
    const { height, width } = parity.input;
    const network = buildNetwork(id, { ...parity.args, resolution: [height, width], classes: 10 });
    return {
      title: network.title,
      network,
      scheme: 'torchvision',
      parity: parity as unknown as Parity,
      backends: ['wasm', 'cpu'],
    };
  }),
];

describe('parity with PyTorch', () => {
  for (const { title, network, scheme, parity, backends } of cases) {
    const file = formulaFile(parity);
    for (const backend of backends) {
      describe(`${title} on ${backend}`, () => {
        let engine: Engine;
        let logits: Float32Array;
        before(async () => {
          engine = await openEngine({ backend, worker: false });
          await engine.load(network, { data: file });
          ({ logits } = await engine.run(formulaInput(parity.input)));
        });
        after(() => engine.close());

        it('gives every operation’s activation within 1e-3 standard deviations at 16 places', async () => {
          expect(await failures(engine, network, scheme, operationsIn(parity))).to.deep.equal([]);
        });

        it('gives the logits within 1e-4 standard deviations', () => {
          expect(errorOf(logits, parity.logits)).to.be.below(LOGITS);
        });
      });
    }
  }
});

describe('parity', () => {
  it('notices the padding of TensorFlow where PyTorch’s belongs', async () => {
    const network = buildNetwork('mobilenet-v2', { width: 0.35, resolution: 96, classes: 10, padding: 'same' });
    const parity = b as unknown as Parity;
    const engine = await openEngine({ backend: 'wasm', worker: false });
    await engine.load(network, { data: formulaFile(parity) });
    await engine.run(formulaInput(parity.input));
    const wrong = await failures(engine, network, 'torchvision', operationsIn(parity));
    await engine.close();
    expect(wrong[0]).to.match(/^stem\/conv: .* standard deviations off/);
    expect(wrong.length).to.be.above(140);
  });
});

describe('parity with Keras', () => {
  const network = buildNetwork('mobilenet-v2', { preset: 'keras', width: 0.35, resolution: 96, classes: 10 });
  const parity = { ...keras, tensors: b.tensors } as unknown as Parity;

  it('gives every layer’s activation within 1e-3, the logits within 1e-4 standard deviations', async () => {
    const engine = await openEngine({ backend: 'wasm', worker: false });
    try {
      await engine.load(network, { data: formulaFile(parity) });
      const { logits } = await engine.run(formulaInput(parity.input));
      const layers = parity.outputs.filter(
        ({ keras_class: kind }) => kind !== 'ZeroPadding2D' && kind !== 'InputLayer',
      );
      expect(await failures(engine, network, 'keras', layers)).to.deep.equal([]);
      expect(errorOf(logits, parity.logits)).to.be.below(LOGITS);
    } finally {
      await engine.close();
    }
  });
});

const operationsIn = ({ outputs }: Parity): readonly ParityOutput[] =>
  outputs.filter(({ op }) => !noOperation.has(op!));

async function failures(
  engine: Engine,
  network: Network,
  scheme: NameScheme,
  outputs: readonly ParityOutput[],
): Promise<string[]> {
  const failed: string[] = [];
  for (const output of outputs) {
    const node = findNode(network, scheme, output.name);
    if (!node) {
      failed.push(`${output.name}: no node has this name`);
      continue;
    }
    const { data, shape } = await engine.activation(node.id);
    const [, height = 1, width = 1, channels] =
      output.shape_nhwc.length === 4 ? output.shape_nhwc : [1, 1, 1, output.shape_nhwc[1]!];
    if (shape.join() !== [height, width, channels].join())
      failed.push(`${node.id}: ${shape} is not ${output.shape_nhwc}`);
    const error = probeError(data, output);
    if (!(error <= ACTIVATION)) failed.push(`${node.id}: ${error} standard deviations off`);
  }
  return failed;
}

function errorOf(logits: Float32Array, expected: readonly number[]): number {
  const mean = expected.reduce((sum, value) => sum + value, 0) / expected.length;
  const std = Math.sqrt(expected.reduce((sum, value) => sum + (value - mean) ** 2, 0) / expected.length);
  return Math.max(...expected.map((value, i) => Math.abs(logits[i]! - value))) / std;
}
