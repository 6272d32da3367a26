import { expect } from '@open-wc/testing';
import { findBackend } from '@tensorflow/tfjs-core';
import { buildNetwork, findNode } from '../../src/core/index.js';
import { openEngine, type Engine } from '../../src/runtime/index.js';
import a from '../golden/parity/a_seed_t6_s1_32.json' with { type: 'json' };
import { formulaFile, probeError, type Parity } from '../support/parity.js';
import { formulaInput } from '../support/wgen.js';

/**
 * In standard deviations, as on wasm. Shaders of a real GPU may round more coarsely (half-float textures on phones); what
 * runs here is Chromium's software renderer with float32 textures.
 */
const ACTIVATION = 1e-3;

const network = buildNetwork('mobilenet-v2', { preset: 'post' });
const parity = a as unknown as Parity;
/** A stem, a depthwise convolution, batch norm, a projection shortcut, an addition, a pool, a classifier. */
const names = [
  'conv1',
  'relu',
  'group1.group_1_bottleneck_0.conv_depthwise',
  'group1.group_1_bottleneck_0.conv_res.1',
  'group1.group_1_bottleneck_0.add',
  'bn2',
  'avgpool',
  'conv3',
];

describe('engine on webgl', () => {
  let engine: Engine;
  before(async () => {
    engine = await openEngine({ backend: 'webgl', worker: false });
    await engine.load(network, { data: formulaFile(parity) });
    await engine.run(formulaInput(parity.input));
  });
  after(() => engine.close());

  const check = async (): Promise<void> => {
    for (const name of names) {
      const { data } = await engine.activation(findNode(network, 'post', name)!.id);
      expect(
        probeError(
          data,
          parity.outputs.find((output) => output.name === name)!,
        ),
        name,
      ).to.be.below(ACTIVATION);
    }
  };

  it('gives activations within 1e-3 standard deviations, before and after being read', async () => {
    await check();
    await check();
  });

  it('recovers from a lost context: network and image are there again, for every engine of the page', async () => {
    const second = await openEngine({ backend: 'webgl', worker: false });
    await second.load(network, { seed: 2 });
    const { logits } = await second.run(formulaInput(parity.input));
    const { gpgpu } = findBackend('webgl') as unknown as { gpgpu: { gl: WebGL2RenderingContext } };
    gpgpu.gl.getExtension('WEBGL_lose_context')!.loseContext();
    const [{ data }] = await Promise.all([second.activation('classifier'), check()]);
    for (const [i, value] of data.entries()) expect(value).to.be.closeTo(logits[i]!, 1e-3);
    await second.close();
  });
});
