import '@tensorflow/tfjs-backend-cpu';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ready, setBackend, tensor4d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildNetwork, findNode, NetworkBuilder, networks } from '../../src/core/index.js';
import { readSafetensors } from '../../src/formats/weights/safetensors.js';
import { assignWeights } from '../../src/formats/weights/weights.js';
import { writeNpy, writeNpz } from '../../src/formats/write/npy.js';
import { tensorsIn, writeSafetensors } from '../../src/formats/write/safetensors.js';
import { LoadedNetwork } from '../../src/runtime/loaded-network.js';
import { randomWeights } from '../../src/runtime/random.js';
import { schemesNaming } from '../../src/words/schemes.js';
import checked from '../golden/written/checked.json';

/** What test/golden/written/check.py reads, with NumPy and PyTorch: files that are the same whenever they are written. */
const mobilenet = buildNetwork('mobilenet-v2', { width: 0.25, classes: 10, resolution: [64, 96] });
const weights = randomWeights(mobilenet, 14);
const map = {
  shape: [3, 4, 5],
  data: Float32Array.from({ length: 60 }, (_, at) => Math.fround(Math.sin(at) * 10 ** (at % 9))),
};
const vector = { shape: [7], data: Float32Array.from([0, -0, 1.5, -2.25, 3e38, 1e-40, 7]) };
const NOTE = 'stage2/block1 of MobileNetV2 “1 @ 224”: {image: "ship"}, it’s';
const METADATA = { network: 'mobilenet-v2', options: '{"width": 0.25}', note: NOTE };
const files: Readonly<Record<string, Uint8Array>> = {
  'map.npy': writeNpy(map),
  'vector.npy': writeNpy(vector),
  'noted.npy': writeNpy(map, NOTE),
  'arrays.npz': writeNpz(
    new Map([
      ['stage2/block1', map],
      ['mean', vector],
    ]),
    METADATA,
  ),
  'mobilenet.safetensors': writeSafetensors(tensorsIn(mobilenet, weights, 'torchvision'), METADATA),
};

const folder = process.env['WRITTEN'];
if (folder) {
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
}

type Read = {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly fortran: boolean;
  readonly values: readonly number[];
};

const readOf = ({ shape, data }: typeof map): Read => ({
  dtype: 'float32',
  shape,
  fortran: false,
  values: Array.from(data, (value) => value + 0), // JSON has no -0
});

const plain = (read: Read): Read => ({ ...read, values: read.values.map((value) => value + 0) });

describe('files that were read by the programs that they are for', () => {
  for (const [name, bytes] of Object.entries(files))
    it(`${name} is the file that was read`, () => {
      const { sha256 } = checked.files[name as keyof typeof checked.files];
      expect(createHash('sha256').update(bytes).digest('hex'), 'write it and run check.py again').to.equal(sha256);
    });

  it('.npy: NumPy has shape, type and every value, with and without a note', () => {
    for (const [name, array] of [
      ['map.npy', map],
      ['noted.npy', map],
      ['vector.npy', vector],
    ] as const)
      expect(plain(checked.files[name].array)).to.deep.equal(readOf(array));
    const head = new TextDecoder('latin1').decode(files['noted.npy']!.subarray(0, 512));
    expect(head).to.contain('# stage2/block1 of MobileNetV2 "1 @ 224": {image: "ship"}, it\'s');
    expect((files['noted.npy']!.length - map.data.byteLength) % 64).to.equal(0);
  });

  it('.npz: NumPy has every array by its name, and what they are', () => {
    const { names, arrays, about } = checked.files['arrays.npz'];
    expect(names).to.deep.equal(['stage2.block1', 'mean', 'about.json']);
    expect(plain(arrays['stage2.block1'])).to.deep.equal(readOf(map));
    expect(plain(arrays['mean'])).to.deep.equal(readOf(vector));
    expect(about).to.deep.equal(METADATA);
  });

  it('.safetensors: torchvision’s MobileNetV2 takes all tensors, and gives our logits', async () => {
    const { metadata, tensors, missing, unexpected, logits } = checked.files['mobilenet.safetensors'];
    expect(metadata).to.deep.equal(METADATA);
    expect({ tensors, missing, unexpected }).to.deep.equal({
      tensors: 52 * 5 + 2, // kernel, γ, β, mean and variance of each convolution; the classifier
      missing: [],
      unexpected: [],
    });
    await setBackend('cpu');
    await ready();
    const [height, width, channels] = mobilenet.inputShape;
    const image = new Float32Array(height * width * channels);
    for (let at = 0; at < image.length; at++) {
      const [channel, place] = [Math.floor(at / (height * width)), at % (height * width)];
      image[place * channels + channel] = Math.sin(at * 0.37);
    }
    const results = new LoadedNetwork(mobilenet, weights).run(tensor4d(image, [1, height, width, channels]));
    const ours = results.get('classifier')!.dataSync();
    const spread = Math.sqrt(logits.reduce((sum, value) => sum + value ** 2, 0) / logits.length);
    logits.forEach((value, at) => expect(Math.abs(ours[at]! - value) / spread).to.be.below(1e-4));
  });
});

describe('written weights, read again by what reads those of PyTorch and Keras', () => {
  beforeAll(() => expect(findNode(mobilenet, 'torchvision', 'features.0.0')).not.to.equal(undefined));

  /** A dense layer over a map, which PyTorch flattens channels first. */
  function overMap() {
    const builder = new NetworkBuilder('map', 'over a map', {});
    const names = { torchvision: 'conv', keras: 'conv' };
    const conv = { filters: 4, kernel: 3, stride: 2, padding: 1, groups: 2, bias: true };
    const last = builder.add('conv', 'conv2d', conv, [builder.add('input', 'input', { shape: [6, 8, 4] }, [])], {
      names,
    });
    builder.add('fc', 'dense', { units: 3, bias: true }, [last], { names: { torchvision: 'fc', keras: 'fc' } });
    return builder.finish();
  }

  const small = networks
    .filter(({ id }) => id !== 'alexnet')
    .map(({ id }) =>
      buildNetwork(id, {
        classes: 5,
        ...(id === 'resnet' ? { depth: 18 } : id === 'squeezenet' ? {} : { width: 0.5 }),
      }),
    );
  for (const network of [...small, buildNetwork('mobilenet-v2', { preset: 'post', width: 0.25 }), overMap()])
    for (const scheme of [...schemesNaming(network), 'core'] as const)
      it(`${network.title}, ${scheme}`, () => {
        const before = randomWeights(network, 3);
        const { buffer } = writeSafetensors(tensorsIn(network, before, scheme));
        const after = assignWeights(network, readSafetensors(buffer).values());
        for (const [id, values] of before.nodes)
          for (const [name, data] of Object.entries(values))
            expect(
              Buffer.compare(Buffer.from(data.buffer), Buffer.from(after.nodes.get(id)![name]!.buffer)),
              `${id} ${name}`,
            ).to.equal(0);
      });
});
