import { describe, expect, it } from 'vitest';
import { buildNetwork, weightsOf, type Network, type NetworkNode, type Options } from '../../src/core/index.js';
import { readWeights } from '../../src/runtime/weight-source.js';
import { examine } from '../../src/formats/weights/weight-fit.js';
import { matchWeights, type NetworkWeights } from '../../src/formats/weights/weights.js';
import { writeSafetensors, type WrittenTensor } from '../support/safetensors.js';
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
  readonly scheme: 'torchvision' | 'timm' | 'transformers' | 'slim';
  readonly rename?: (module: string) => string;
  /** What another container makes of PyTorch's tensors. */
  readonly written?: (tensor: WrittenTensor) => WrittenTensor;
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

/** `conv.0.0` → what the three units are called. */
const unitsOf = (index: string, part: string): string => {
  const isSeparable = index === '1';
  const [unit, kind] = {
    'conv.0.0': [isSeparable ? 'depthwise' : 'expand', 0],
    'conv.0.1': [isSeparable ? 'depthwise' : 'expand', 1],
    'conv.1': ['project', 0],
    'conv.2': ['project', isSeparable ? 1 : 0],
    'conv.3': ['project', 1],
    'conv.1.0': ['depthwise', 0],
    'conv.1.1': ['depthwise', 1],
  }[part] as [string, number];
  return `${unit} ${kind}`;
};

/** transformers, models/mobilenet_v2/modeling_mobilenet_v2.py. */
function transformersV2(module: string): string {
  const parts = ['convolution', 'normalization'];
  const [, index, rest] = /^features\.(\d+)\.(.*)$/.exec(module) ?? [];
  if (!index || !rest) return 'classifier';
  if (index === '0') return `mobilenet_v2.conv_stem.first_conv.${parts[Number(rest)]}`;
  if (index === '18') return `mobilenet_v2.conv_1x1.${parts[Number(rest)]}`;
  const [unit, kind] = unitsOf(index, rest).split(' ');
  const name = { expand: 'expand_1x1', depthwise: 'conv_3x3', project: 'reduce_1x1' }[unit!];
  const block = index === '1' ? 'conv_stem' : `layer.${Number(index) - 2}`;
  return `mobilenet_v2.${block}.${name}.${parts[Number(kind)]}`;
}

/** transformers, models/mobilenet_v1/modeling_mobilenet_v1.py: without the class around it, as `MobileNetV1Model` has them. */
function transformersV1(module: string): string {
  const [, index, part] = /^features\.(\d+)\.(\d)$/.exec(module) ?? [];
  if (!index) return 'classifier';
  const kind = ['convolution', 'normalization'][Number(part) % 3];
  return index === '0' ? `conv_stem.${kind}` : `layer.${2 * Number(index) - 2 + (part! >= '3' ? 1 : 0)}.${kind}`;
}

/** transformers, models/resnet/modeling_resnet.py. */
function transformersResNet(module: string): string {
  if (module === 'fc') return 'classifier.1';
  const kinds: Record<string, string> = { conv: 'convolution', bn: 'normalization' };
  const [, stage, block, kind, rest] = /^(?:layer(\d)\.(\d+)\.)?(conv|bn|downsample)\.?(\d)$/.exec(module)!;
  if (!stage) return `resnet.embedder.embedder.${kinds[kind!]}`;
  const layer = kind === 'downsample' ? 'shortcut' : `layer.${Number(rest) - 1}`;
  const part = kind === 'downsample' ? ['convolution', 'normalization'][Number(rest)] : kinds[kind!];
  return `resnet.encoder.stages.${Number(stage) - 1}.layers.${block}.${layer}.${part}`;
}

/** Blocks a stage of EfficientNet-B0. */
const B0_REPEATS = [1, 2, 2, 3, 3, 4, 1];

/** transformers, models/efficientnet/modeling_efficientnet.py: blocks are counted through the whole network. */
function transformersB0(module: string): string {
  if (module === 'classifier.1') return 'classifier';
  const [, outer, kind] = /^features\.([08])\.([01])$/.exec(module) ?? [];
  if (outer === '0') return `efficientnet.embeddings.${['convolution', 'batchnorm'][Number(kind)]}`;
  if (outer === '8') return `efficientnet.encoder.${['top_conv', 'top_bn'][Number(kind)]}`;
  const [, stage, block, place, part] = /^features\.(\d)\.(\d)\.block\.(\d)\.(\w+)$/.exec(module)!;
  const before = B0_REPEATS.slice(0, Number(stage) - 1).reduce((sum, n) => sum + n, 0);
  const units = [
    { 0: 'expansion.expand_conv', 1: 'expansion.expand_bn' },
    { 0: 'depthwise_conv.depthwise_conv', 1: 'depthwise_conv.depthwise_norm' },
    { fc1: 'squeeze_excite.reduce', fc2: 'squeeze_excite.expand' },
    { 0: 'projection.project_conv', 1: 'projection.project_bn' },
  ] as readonly Record<string, string>[];
  const unit = units[Number(place) + (stage === '1' ? 1 : 0)]!;
  return `efficientnet.encoder.blocks.${before + Number(block)}.${unit[part!]}`;
}

/** tensorflow/models, research/slim/nets/mobilenet/mobilenet_v2.py. */
function slimV2(module: string): string {
  const norm = ['', '/BatchNorm'];
  const [, index, rest] = /^features\.(\d+)\.(.*)$/.exec(module) ?? [];
  if (!index || !rest) return 'MobilenetV2/Logits/Conv2d_1c_1x1';
  if (index === '0') return `MobilenetV2/Conv${norm[Number(rest)]}`;
  if (index === '18') return `MobilenetV2/Conv_1${norm[Number(rest)]}`;
  const [unit, kind] = unitsOf(index, rest).split(' ');
  const block = index === '1' ? 'expanded_conv' : `expanded_conv_${Number(index) - 1}`;
  return `MobilenetV2/${block}/${unit}${norm[Number(kind)]}`;
}

/** tensorflow/models, research/slim/nets/mobilenet_v1.py. */
function slimV1(module: string): string {
  const [, index, part] = /^features\.(\d+)\.(\d)$/.exec(module) ?? [];
  if (!index) return 'MobilenetV1/Logits/Conv2d_1c_1x1';
  const layer = index === '0' ? 'Conv2d_0' : `Conv2d_${index}_${part! >= '3' ? 'pointwise' : 'depthwise'}`;
  return `MobilenetV1/${layer}${Number(part) % 3 ? '/BatchNorm' : ''}`;
}

/** tensorflow/models, research/slim/nets/mobilenet/mobilenet_v3.py, of the small one: eleven blocks. */
function slimV3(module: string): string {
  const norm = ['', '/BatchNorm'];
  const outer = { 'classifier.0': 'Conv_2', 'classifier.3': 'Logits/Conv2d_1c_1x1' }[module];
  if (outer) return `MobilenetV3/${outer}`;
  const [, end, kind] = /^features\.(0|12)\.([01])$/.exec(module) ?? [];
  if (end) return `MobilenetV3/${end === '0' ? 'Conv' : 'Conv_1'}${norm[Number(kind)]}`;
  const [, index, place, part] = /^features\.(\d+)\.block\.(\d)\.(\w+)$/.exec(module)!;
  const squeezes = index !== '2' && index !== '3';
  const units = [index === '1' ? [] : 'expand', 'depthwise', squeezes ? 'squeeze' : [], 'project'].flat();
  const unit = units[Number(place)]!;
  const block = `MobilenetV3/expanded_conv${index === '1' ? '' : `_${Number(index) - 1}`}`;
  if (unit === 'squeeze') return `${block}/squeeze_excite/${part === 'fc1' ? 'Conv' : 'Conv_1'}`;
  return `${block}/${unit}${norm[Number(part)]}`;
}

const SLIM_NORM: Readonly<Record<string, string>> = {
  weight: 'gamma',
  bias: 'beta',
  running_mean: 'moving_mean',
  running_var: 'moving_variance',
};

/** A tensor of PyTorch's as slim's variable: `[O, I, H, W]` → `[H, W, I, O]`, of a depthwise kernel `[H, W, C, 1]`. */
function asSlim({ name, shape, data }: WrittenTensor): WrittenTensor {
  const [, module = '', part = ''] = /^(.*)\.(\w+)$/.exec(name) ?? [];
  if (shape.length < 2) {
    const isNorm = module.endsWith('/BatchNorm');
    return { name: `${module}/${isNorm ? (SLIM_NORM[part] ?? part) : 'biases'}`, shape, data };
  }
  const isDepthwise = module.endsWith('depthwise');
  const [outputs, inputs, rows = 1, columns = 1] = shape as [number, number, number?, number?];
  const [of, from] = isDepthwise ? [1, outputs] : [outputs, inputs];
  const moved = new Float32Array(data.length);
  for (let o = 0, at = 0; o < of; o++)
    for (let i = 0; i < from; i++)
      for (let k = 0; k < rows * columns; k++, at++) moved[(k * from + i) * of + o] = data[at] as number;
  const variable = isDepthwise ? 'depthwise_weights' : 'weights';
  return { name: `${module}/${variable}`, shape: [rows, columns, from, of], data: moved };
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
  {
    id: 'mobilenet_v1_0.25_128',
    network: ['mobilenet-v1', { width: 0.25 }],
    scheme: 'transformers',
    rename: transformersV1,
  },
  { id: 'mobilenet_v2_0.35_96', network: v2(0.35, 96), scheme: 'transformers', rename: transformersV2 },
  { id: 'resnet18_224', network: ['resnet', { depth: '18' }], scheme: 'transformers', rename: transformersResNet },
  { id: 'resnet50_224', network: ['resnet', {}], scheme: 'transformers', rename: transformersResNet, unread: true },
  { id: 'efficientnet_b0_224', network: ['efficientnet', {}], scheme: 'transformers', rename: transformersB0 },
  {
    id: 'mobilenet_v1_0.25_128',
    network: ['mobilenet-v1', { width: 0.25 }],
    scheme: 'slim',
    rename: slimV1,
    written: asSlim,
  },
  { id: 'mobilenet_v2_0.35_96', network: v2(0.35, 96), scheme: 'slim', rename: slimV2, written: asSlim },
  {
    id: 'mobilenet_v3_small_1_224',
    network: ['mobilenet-v3', { version: 'small' }],
    scheme: 'slim',
    rename: slimV3,
    written: asSlim,
  },
  { id: 'squeezenet1_1_224', network: ['squeezenet', {}], scheme: 'torchvision' },
  { id: 'alexnet_224', network: ['alexnet', {}], scheme: 'torchvision', unread: true },
  { id: 'shufflenet_v2_x1_0_224', network: ['shufflenet-v2', {}], scheme: 'torchvision' },
];

describe('weights: published state dicts', () => {
  for (const { id, network: recipe, scheme, rename = (module: string) => module, written, unread } of cases) {
    const network = buildNetwork(...recipe);
    const tensors = (): readonly WrittenTensor[] => {
      const own = stateDict(rowsOf(id), rename);
      return written ? own.filter(({ shape }) => shape.length).map(written) : own;
    };
    it(`${id} as ${scheme} names it: every tensor is a weight of the network, and every weight is there`, () => {
      const matched = matchWeights(network, tensors());
      expect(matched.scheme).to.equal(scheme);
      expect(matched.pairs.length).to.equal(network.nodes.flatMap(weightsOf).length);
    });

    if (unread) continue;
    // ResNet-18 is far down the register: seconds of building deeper ones.
    if ((scheme === 'transformers' || scheme === 'slim') && recipe[0] !== 'resnet')
      it(`${id} as ${scheme} names it: the register has the network, whatever is drawn`, async () => {
        const drawn = buildNetwork('squeezenet', { classes: 7 });
        const { fitting } = await examine(drawn, [new File([writeSafetensors(tensors())], 'weights.safetensors')]);
        const found = fitting && buildNetwork(fitting.network, fitting.options);
        expect(found && shapesOf(found)).to.deep.equal(shapesOf(network));
      });

    it(`${id} as ${scheme} names it: each number comes to its place`, async () => {
      const file = new Blob([writeSafetensors(tensors())]);
      const weights = await readWeights(network, { files: [file] });
      expect(wrongPlaces(network, weights, rename)).to.deep.equal([]);
    });
  }
});

const shapesOf = ({ id, nodes }: Network): readonly unknown[] => [
  id,
  ...nodes.flatMap((node) => weightsOf(node).map(({ shape }) => shape)),
];

/** Looks at the first, a middle and the last number of every weight. */
function wrongPlaces(network: Network, { nodes }: NetworkWeights, rename: (module: string) => string): string[] {
  return network.nodes.flatMap((node) =>
    weightsOf(node).flatMap(({ name, shape }) => {
      const tensor = `${rename(node.names['torchvision']!)}.${TORCH_PARTS[name]}`;
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
