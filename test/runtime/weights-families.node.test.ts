import { describe, expect, it } from 'vitest';
import { buildNetwork, weightsOf, type Network, type NetworkNode, type Options } from '../../src/core/index.js';
import { readWeights } from '../../src/runtime/weight-source.js';
import { matchWeights, type NetworkWeights } from '../../src/formats/weights/weights.js';
import { writeSafetensors } from '../support/safetensors.js';
import { stateDict, valueAt, type StateRow } from '../support/state-dict.js';
import { TORCH_PARTS } from '../support/torch-layout.js';

/** State dicts of torchvision and timm: modules and shapes as PyTorch lists them, names as their sources write them. */

const layers = import.meta.glob<{ layers: readonly StateRow[] }>('../golden/counts/layers_*.json', {
  eager: true,
  import: 'default',
});
const rowsOf = (id: string): readonly StateRow[] => layers[`../golden/counts/layers_${id}.json`]!.layers;

interface Case {
  readonly id: string;
  readonly network: readonly [string, Options];
  readonly scheme: 'torchvision' | 'timm';
  readonly rename?: (module: string) => string;
  /** Names and shapes only: the numbers alone would take a quarter of a gigabyte. */
  readonly unread?: true;
}

/** Blocks a stage; timm counts blocks by stage, torchvision through the whole network. */
const V2_REPEATS = [1, 2, 3, 4, 3, 3, 1];
const V1_REPEATS = [1, 2, 2, 6, 2];

function stagePlace(index: number, repeats: readonly number[]): string {
  let [stage, i] = [0, index];
  while (i >= repeats[stage]!) i -= repeats[stage++]!;
  return `blocks.${stage}.${i}`;
}

/** timm `EfficientNet` of `InvertedResidual`s; the first block, without expansion, is a `DepthwiseSeparableConv`. */
const V2_PARTS: Readonly<Record<string, string>> = {
  'conv.0.0': 'conv_pw',
  'conv.0.1': 'bn1',
  'conv.1.0': 'conv_dw',
  'conv.1.1': 'bn2',
  'conv.2': 'conv_pwl',
  'conv.3': 'bn3',
};
const SEPARABLE_PARTS: Readonly<Record<string, string>> = {
  'conv.0.0': 'conv_dw',
  'conv.0.1': 'bn1',
  'conv.1': 'conv_pw',
  'conv.2': 'bn2',
};

function timmV2(module: string): string {
  const outer = { 'features.0.0': 'conv_stem', 'features.0.1': 'bn1', 'features.18.0': 'conv_head' }[module];
  if (outer) return outer;
  if (module === 'features.18.1') return 'bn2';
  if (module === 'classifier.1') return 'classifier';
  const [, index, part] = /^features\.(\d+)\.(.*)$/.exec(module) ?? [];
  if (!index || !part) return module;
  return `${stagePlace(Number(index) - 1, V2_REPEATS)}.${(index === '1' ? SEPARABLE_PARTS : V2_PARTS)[part]}`;
}

/** timm `EfficientNet` of `DepthwiseSeparableConv`s, without a head convolution. */
function timmV1(module: string): string {
  const [, index, part] = /^features\.(\d+)\.(\d)$/.exec(module) ?? [];
  if (!index) return module;
  if (index === '0') return part === '0' ? 'conv_stem' : 'bn1';
  const name = { 0: 'conv_dw', 1: 'bn1', 3: 'conv_pw', 4: 'bn2' }[Number(part)];
  return `${stagePlace(Number(index) - 1, V1_REPEATS)}.${name}`;
}

const v2 = (width: number, resolution: number): Case['network'] => ['mobilenet-v2', { width, resolution }];

const cases: readonly Case[] = [
  { id: 'mobilenet_v2_0.35_96', network: v2(0.35, 96), scheme: 'torchvision' },
  { id: 'mobilenet_v2_0.35_96', network: v2(0.35, 96), scheme: 'timm', rename: timmV2 },
  { id: 'mobilenet_v2_1.4_224', network: v2(1.4, 224), scheme: 'timm', rename: timmV2, unread: true },
  { id: 'mobilenet_v1_0.25_128', network: ['mobilenet-v1', { width: 0.25 }], scheme: 'timm', rename: timmV1 },
  // timm's ResNet has torchvision's names.
  { id: 'resnet18_224', network: ['resnet', { depth: '18' }], scheme: 'torchvision' },
  { id: 'resnet50_224', network: ['resnet', { depth: '50' }], scheme: 'torchvision', unread: true },
  { id: 'squeezenet1_1_224', network: ['squeezenet', {}], scheme: 'torchvision' },
  { id: 'alexnet_224', network: ['alexnet', {}], scheme: 'torchvision', unread: true },
  { id: 'shufflenet_v2_x1_0_224', network: ['shufflenet-v2', {}], scheme: 'torchvision' },
];

describe('weights: published state dicts', () => {
  for (const { id, network: recipe, scheme, rename, unread } of cases) {
    const network = buildNetwork(...recipe);
    it(`${id} as ${scheme} names it: every tensor is a weight of the network, and every weight is there`, () => {
      const matched = matchWeights(network, stateDict(rowsOf(id), rename));
      expect(matched.scheme).to.equal(scheme);
      expect(matched.pairs.length).to.equal(network.nodes.flatMap(weightsOf).length);
    });

    if (unread) continue;
    it(`${id} as ${scheme} names it: each number comes to its place`, async () => {
      const file = new Blob([writeSafetensors(stateDict(rowsOf(id), rename))]);
      const weights = await readWeights(network, { files: [file] });
      expect(wrongPlaces(network, weights, scheme)).to.deep.equal([]);
    });
  }
});

/** Looks at the first, a middle and the last number of every weight. */
function wrongPlaces(network: Network, { nodes }: NetworkWeights, scheme: 'torchvision' | 'timm'): string[] {
  return network.nodes.flatMap((node) =>
    weightsOf(node).flatMap(({ name, shape }) => {
      const tensor = `${node.names[scheme]}.${TORCH_PARTS[name]}`;
      const values = nodes.get(node.id)![name]!;
      const places = [0, Math.floor(values.length / 3), values.length - 1];
      const wrong = places.filter(
        (at) => values[at] !== Math.fround(valueAt(tensor, torchIndex(node, name, shape, at))),
      );
      return wrong.map((at) => `${tensor} at ${at}`);
    }),
  );
}

/** Where PyTorch keeps what TensorFlow's layout has at `at`. */
function torchIndex({ kind }: NetworkNode, name: string, shape: readonly number[], at: number): number {
  if (name !== 'kernel') return at;
  const [rows, columns, inputs, outputs] = shape.length === 2 ? [1, 1, ...shape] : shape;
  const o = at % outputs!;
  const i = Math.floor(at / outputs!) % inputs!;
  const x = Math.floor(at / outputs! / inputs!) % columns!;
  const y = Math.floor(at / outputs! / inputs! / columns!);
  const [first, second] = kind === 'depthwise-conv2d' ? [i, 0] : [o, i];
  const seconds = kind === 'depthwise-conv2d' ? 1 : inputs!;
  return ((first * seconds + second) * rows! + y) * columns! + x;
}
