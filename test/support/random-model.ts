import { input, layers, model, sequential, type LayersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { Seeded } from './seeded.js';

type Layer = InstanceType<typeof layers.Layer>;
type Tensors = SymbolicTensor[];

const ACTIVATIONS = [
  'relu',
  'relu6',
  'sigmoid',
  'tanh',
  'elu',
  'selu',
  'swish',
  'softplus',
  'softsign',
  'hardSigmoid',
  'linear',
  'mish',
  'softmax',
] as const;

/** Whatever layers tfjs has that we know, wired at random: chains, branches that meet, nested models, layers used twice. */
export class RandomModel {
  private count = 0;

  constructor(private readonly random: Seeded) {}

  build(): LayersModel {
    const { random } = this;
    const image = input({ shape: [random.integer(9, 16), random.integer(9, 16), random.oneOf([1, 3])], name: 'image' });
    const ends = this.body(image, random.integer(4, 10), 2);
    const end = random.chance(0.7) ? this.head(ends) : ends;
    return model({ inputs: image, outputs: end, name: 'random' });
  }

  private name(kind: string): string {
    return this.random.chance(0.5)
      ? `${kind}_${++this.count}`
      : `block_${Math.floor(++this.count / 4)}_${kind}_${this.count}`;
  }

  /** Some layers after a map, which stay a map. */
  private body(start: SymbolicTensor, length: number, depth: number): SymbolicTensor {
    let x = start;
    for (let at = 0; at < length; at++) x = this.step(x, depth);
    return x;
  }

  private step(x: SymbolicTensor, depth: number): SymbolicTensor {
    const { random } = this;
    if (depth > 0 && random.chance(0.15)) return this.nested(x, depth - 1);
    if (random.chance(0.25)) return this.branches(x);
    if (random.chance(0.1)) return this.twice(x);
    return apply(this.layer(x), x);
  }

  private layer(x: SymbolicTensor): Layer {
    const kinds = [
      this.convolution,
      this.depthwise,
      this.separable,
      this.norm,
      this.activation,
      this.pooling,
      this.shaping,
    ];
    return random(kinds, this.random).call(this, x);
  }

  private get window() {
    const { random } = this;
    const kernelSize: [number, number] = [random.integer(1, 3), random.integer(1, 3)];
    const dilates = random.chance(0.2);
    return {
      kernelSize,
      strides: (dilates ? [1, 1] : [random.integer(1, 2), random.integer(1, 2)]) as [number, number],
      dilationRate: dilates ? random.integer(1, 2) : 1,
      padding: 'same' as const,
      useBias: random.chance(0.5),
      activation: random.oneOf(ACTIVATIONS),
    };
  }

  private convolution(): Layer {
    return layers.conv2d({ ...this.window, filters: this.random.integer(1, 6), name: this.name('conv') });
  }

  private depthwise(): Layer {
    // tfjs's layer forgets its dilation, and takes one stride for both axes.
    const { strides, ...window } = this.window;
    const depthMultiplier = this.random.integer(1, 2);
    return layers.depthwiseConv2d({
      ...window,
      strides: strides[0],
      dilationRate: 1,
      depthMultiplier,
      name: this.name('dw'),
    });
  }

  private separable(): Layer {
    const { strides, ...window } = this.window;
    // tfjs does not save a separable convolution's depthMultiplier, and so cannot load one other than 1.
    const shape = { filters: this.random.integer(1, 6) };
    return layers.separableConv2d({
      ...window,
      strides: strides[0],
      dilationRate: 1,
      ...shape,
      name: this.name('separable'),
    });
  }

  private norm(): Layer {
    const { random } = this;
    return layers.batchNormalization({
      scale: random.chance(0.7),
      center: random.chance(0.7),
      epsilon: 10 ** -random.integer(2, 5),
      name: this.name('norm'),
    });
  }

  private activation(): Layer {
    const { random } = this;
    return random.oneOf([
      () => layers.activation({ activation: random.oneOf(ACTIVATIONS), name: this.name('act') }),
      () => layers.reLU({ ...(random.chance(0.5) && { maxValue: 6 }), name: this.name('relu') }),
      () => layers.leakyReLU({ alpha: random.next(), name: this.name('leaky') }),
      () => layers.prelu({ ...(random.chance(0.5) && { sharedAxes: [1, 2] }), name: this.name('prelu') }),
      () => layers.elu({ name: this.name('elu') }),
      () => layers.softmax({ axis: -1, name: this.name('softmax') }),
      () => layers.dropout({ rate: 0.5, name: this.name('dropout') }),
      () => layers.gaussianNoise({ stddev: 1, name: this.name('noise') }),
    ])();
  }

  private pooling(x: SymbolicTensor): Layer {
    const { random } = this;
    const side = (axis: number): number => random.integer(1, Math.min(3, x.shape[axis]!));
    const pool = {
      poolSize: [side(1), side(2)] as [number, number],
      strides: [random.integer(1, 2), random.integer(1, 2)] as [number, number],
      padding: random.oneOf(['same', 'valid'] as const),
      name: this.name('pool'),
    };
    return random.chance(0.5) ? layers.maxPooling2d(pool) : layers.averagePooling2d(pool);
  }

  private shaping(x: SymbolicTensor): Layer {
    const { random } = this;
    const some = (): [number, number] => [random.integer(0, 2), random.integer(0, 2)];
    const [, height, width, channels] = x.shape as number[];
    const padding: [[number, number], [number, number]] = [some(), some()];
    const cropping: [[number, number], [number, number]] = [
      [0, random.integer(0, height! > 2 ? 1 : 0)],
      [random.integer(0, width! > 2 ? 1 : 0), 0],
    ];
    return random.oneOf([
      () => layers.zeroPadding2d({ padding, name: this.name('pad') }),
      () => layers.cropping2D({ cropping, name: this.name('crop') }),
      () =>
        layers.upSampling2d({
          size: [random.integer(1, 2), random.integer(1, 2)],
          interpolation: random.oneOf(['nearest', 'bilinear'] as const),
          name: this.name('up'),
        }),
      () =>
        layers.dense({ units: random.integer(1, 5), activation: random.oneOf(ACTIVATIONS), name: this.name('dense') }),
      () => layers.reshape({ targetShape: [width!, height!, channels!], name: this.name('reshape') }),
      () => layers.rescaling({ scale: random.next(), offset: random.next(), name: this.name('rescale') }),
    ])();
  }

  /** Two or three ways from one tensor that meet again: of equal shapes, or side by side. */
  private branches(x: SymbolicTensor): SymbolicTensor {
    const { random } = this;
    const filters = random.integer(1, 5);
    const ways = Array.from({ length: random.integer(2, 3) }, () =>
      apply(layers.conv2d({ filters, kernelSize: random.integer(1, 3), padding: 'same', name: this.name('way') }), x),
    );
    const name = this.name('meet');
    const meeting = random.oneOf([
      layers.add,
      layers.multiply,
      layers.average,
      layers.maximum,
      layers.minimum,
      layers.concatenate,
    ]);
    const [first, ...others] = ways;
    // One channel of weights for all, as in squeeze and excitation.
    const gate = meeting === layers.multiply && random.chance(0.5) ? [this.gate(first!, filters)] : others;
    return apply(meeting({ name }), [first!, ...gate]);
  }

  private gate(x: SymbolicTensor, channels: number): SymbolicTensor {
    const pooled = apply(layers.globalAveragePooling2d({ name: this.name('squeeze') }), x);
    const shares = apply(layers.dense({ units: channels, activation: 'sigmoid', name: this.name('excite') }), pooled);
    return apply(layers.reshape({ targetShape: [1, 1, channels], name: this.name('spread') }), shares);
  }

  /** The same layer twice, its weights shared. */
  private twice(x: SymbolicTensor): SymbolicTensor {
    const filters = x.shape[3]!;
    const shared = layers.conv2d({ filters, kernelSize: 3, padding: 'same', name: this.name('shared') });
    return apply(shared, apply(shared, x));
  }

  private nested(x: SymbolicTensor, depth: number): SymbolicTensor {
    const { random } = this;
    const shape = x.shape.slice(1) as number[];
    if (random.chance(0.5)) {
      const inner = input({ shape, name: this.name('inner') });
      return model({
        inputs: inner,
        outputs: this.body(inner, random.integer(1, 4), depth),
        name: this.name('model'),
      }).apply(x) as SymbolicTensor;
    }
    const chain = sequential({ name: this.name('sequential') });
    chain.add(layers.conv2d({ filters: 3, kernelSize: 1, inputShape: shape, name: this.name('first') }));
    for (let at = random.integer(0, 2); at > 0; at--) chain.add(this.convolution());
    return chain.apply(x) as SymbolicTensor;
  }

  private head(x: SymbolicTensor): SymbolicTensor {
    const { random } = this;
    const pooling = random.oneOf([layers.globalAveragePooling2d, layers.globalMaxPooling2d, layers.flatten]);
    const features = apply(pooling({ name: this.name('features') }), x);
    const hidden = apply(layers.dense({ units: 4, activation: 'relu', name: this.name('hidden') }), features);
    return apply(layers.dense({ units: 3, activation: 'softmax', name: this.name('classes') }), hidden);
  }
}

const random = <T>(values: readonly T[], seeded: Seeded): T => seeded.oneOf(values);

const apply = (layer: Layer, x: SymbolicTensor | Tensors): SymbolicTensor => layer.apply(x) as SymbolicTensor;
