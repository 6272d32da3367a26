/** Models as they are met: Keras' MobileNets with its names of layers, and what Teachable Machine exports. */
import { layers, model, sequential, input, type LayersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';

type Layer = InstanceType<typeof layers.Layer>;

const apply = (layer: Layer, x: SymbolicTensor | SymbolicTensor[]): SymbolicTensor => layer.apply(x) as SymbolicTensor;

const norm = (name: string) => layers.batchNormalization({ name, epsilon: 1e-3 });
const relu6 = (name: string) => layers.reLU({ name, maxValue: 6 });
const pointwise = (name: string, filters: number) =>
  layers.conv2d({ name, filters, kernelSize: 1, padding: 'same', useBias: false });
const depthwise = (name: string, stride: number) =>
  layers.depthwiseConv2d({
    name,
    kernelSize: 3,
    strides: stride,
    padding: stride === 1 ? 'same' : 'valid',
    useBias: false,
  });
/** One row and one column, below and right, as `correct_pad` does for even sizes. */
const pad = (name: string) =>
  layers.zeroPadding2d({
    name,
    padding: [
      [0, 1],
      [0, 1],
    ],
  });

interface Block {
  readonly filters: number;
  readonly stride: number;
  readonly expansion: number;
}

function invertedResidual(x: SymbolicTensor, { filters, stride, expansion }: Block, id: number): SymbolicTensor {
  const prefix = id ? `block_${id}_` : 'expanded_conv_';
  const inputs = x.shape[3]!;
  let y = x;
  if (id) {
    y = apply(pointwise(`${prefix}expand`, expansion * inputs), y);
    y = apply(relu6(`${prefix}expand_relu`), apply(norm(`${prefix}expand_BN`), y));
  }
  if (stride === 2) y = apply(pad(`${prefix}pad`), y);
  y = apply(norm(`${prefix}depthwise_BN`), apply(depthwise(`${prefix}depthwise`, stride), y));
  y = apply(relu6(`${prefix}depthwise_relu`), y);
  y = apply(norm(`${prefix}project_BN`), apply(pointwise(`${prefix}project`, filters), y));
  return stride === 1 && inputs === filters ? apply(layers.add({ name: `${prefix}add` }), [x, y]) : y;
}

/** As keras.applications lists them, `[t, c, n, s]` at a narrow width. */
const V2_BLOCKS: readonly (readonly [expansion: number, filters: number, repeats: number, stride: number])[] = [
  [1, 8, 1, 1],
  [6, 8, 2, 2],
  [6, 16, 3, 2],
  [6, 24, 4, 2],
  [6, 32, 3, 1],
  [6, 56, 3, 2],
  [6, 112, 1, 1],
];

/** keras.applications.MobileNetV2 with its names, narrow. `classes` 0: without the classifier, as a backbone. */
export function kerasMobileNetV2({ size = 64, classes = 10 } = {}): LayersModel {
  const image = input({ shape: [size, size, 3], name: 'input_1' });
  let x = apply(pad('Conv1_pad'), image);
  x = apply(layers.conv2d({ name: 'Conv1', filters: 16, kernelSize: 3, strides: 2, useBias: false }), x);
  x = apply(relu6('Conv1_relu'), apply(norm('bn_Conv1'), x));
  let id = 0;
  for (const [expansion, filters, repeats, stride] of V2_BLOCKS) {
    for (let at = 0; at < repeats; at++) x = invertedResidual(x, { filters, expansion, stride: at ? 1 : stride }, id++);
  }
  x = apply(relu6('out_relu'), apply(norm('Conv_1_bn'), apply(pointwise('Conv_1', 128), x)));
  if (!classes) return model({ inputs: image, outputs: x, name: 'mobilenetv2_0.35_64' });
  x = apply(layers.globalAveragePooling2d({ name: 'global_average_pooling2d' }), x);
  x = apply(layers.dense({ name: 'predictions', units: classes, activation: 'softmax' }), x);
  return model({ inputs: image, outputs: x, name: 'mobilenetv2_0.35_64' });
}

/** keras.applications.MobileNet with its names, narrow and cut short: reshaped to 1×1 and classified by a convolution. */
export function kerasMobileNetV1(size = 32, classes = 7): LayersModel {
  const image = input({ shape: [size, size, 3], name: 'input_1' });
  let x = apply(
    layers.conv2d({ name: 'conv1', filters: 8, kernelSize: 3, strides: 2, padding: 'same', useBias: false }),
    image,
  );
  x = apply(relu6('conv1_relu'), apply(norm('conv1_bn'), x));
  [16, 32, 32, 64].forEach((filters, at) => {
    const [id, stride] = [at + 1, at % 2 ? 2 : 1];
    if (stride === 2) x = apply(pad(`conv_pad_${id}`), x);
    x = apply(norm(`conv_dw_${id}_bn`), apply(depthwise(`conv_dw_${id}`, stride), x));
    x = apply(relu6(`conv_dw_${id}_relu`), x);
    x = apply(norm(`conv_pw_${id}_bn`), apply(pointwise(`conv_pw_${id}`, filters), x));
    x = apply(relu6(`conv_pw_${id}_relu`), x);
  });
  x = apply(layers.globalAveragePooling2d({ name: 'global_average_pooling2d_1' }), x);
  x = apply(layers.reshape({ name: 'reshape_1', targetShape: [1, 1, 64] }), x);
  x = apply(layers.dropout({ name: 'dropout', rate: 1e-3 }), x);
  x = apply(layers.conv2d({ name: 'conv_preds', filters: classes, kernelSize: 1, padding: 'same' }), x);
  x = apply(layers.activation({ name: 'act_softmax', activation: 'softmax' }), x);
  x = apply(layers.reshape({ name: 'reshape_2', targetShape: [classes] }), x);
  return model({ inputs: image, outputs: x, name: 'mobilenet_0.25_32' });
}

/** A Sequential of two: a Sequential around the functional backbone with pooling, and a head trained on the reader's images. */
export function teachableMachine(classes = 3, size = 64): LayersModel {
  const backbone = kerasMobileNetV2({ size, classes: 0 });
  const features = sequential({ name: 'sequential_1' });
  features.add(backbone);
  features.add(layers.globalAveragePooling2d({ name: 'global_average_pooling2d_GlobalAveragePooling2D1' }));
  const head = sequential({ name: 'sequential_3' });
  head.add(layers.dense({ name: 'dense_Dense1', units: 20, activation: 'relu', inputShape: [128] }));
  head.add(layers.dense({ name: 'dense_Dense2', units: classes, activation: 'softmax', useBias: false }));
  const whole = sequential({ name: 'sequential_4' });
  whole.add(features);
  whole.add(head);
  return whole;
}

/** Every kernel that only models from files need, in one small model. */
export function everyOperation(): LayersModel {
  const image = input({ shape: [6, 5, 3], name: 'image' });
  const functions = [
    'elu',
    'selu',
    'gelu',
    'swish',
    'mish',
    'sigmoid',
    'hardSigmoid',
    'tanh',
    'softplus',
    'softsign',
    'softmax',
  ] as const;
  const ways = functions.map((activation) => apply(layers.activation({ activation, name: activation }), image));
  const meeting = [layers.add, layers.multiply, layers.average, layers.maximum, layers.minimum, layers.concatenate];
  const met = meeting.map((meet, at) => apply(meet({ name: `meet${at}` }), [ways[at]!, ways[at + 5]!]));
  let x = apply(layers.concatenate({ name: 'all' }), [...ways, ...met]);
  x = apply(layers.leakyReLU({ name: 'leaky', alpha: 0.1 }), x);
  x = apply(layers.prelu({ name: 'prelu', sharedAxes: [1, 2] }), x);
  x = apply(layers.upSampling2d({ name: 'nearest', size: [2, 1] }), x);
  x = apply(layers.upSampling2d({ name: 'bilinear', size: [1, 2], interpolation: 'bilinear' }), x);
  x = apply(
    layers.zeroPadding2d({
      name: 'pad',
      padding: [
        [1, 0],
        [0, 2],
      ],
    }),
    x,
  );
  x = apply(
    layers.cropping2D({
      name: 'crop',
      cropping: [
        [0, 2],
        [1, 0],
      ],
    }),
    x,
  );
  x = apply(layers.conv2d({ name: 'oblong', filters: 4, kernelSize: [1, 3], strides: [2, 1], padding: 'same' }), x);
  x = apply(layers.conv2d({ name: 'dilated', filters: 4, kernelSize: 3, dilationRate: 2, padding: 'same' }), x);
  x = apply(layers.flatten({ name: 'flat' }), x);
  return model({ inputs: image, outputs: apply(layers.dense({ name: 'head', units: 3 }), x), name: 'everything' });
}
