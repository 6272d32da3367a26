/** Layers that tfjs-layers lacks. They are registered, so that a saved model loads again wherever this file is loaded. */
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import {
  alongWidth,
  opOf,
  weightsOf,
  type AttributesOf,
  type NodeOf,
  type OpKind,
  type Shape,
  type Window,
} from '../core/index.js';
import { operations, type Operation } from './operations.js';

type BatchShape = [batch: null, ...shape: number[]];

function withoutBatch(shape: tfl.Shape): Shape {
  const axes: readonly (number | null)[] = shape.slice(1);
  return axes as Shape;
}

/** The shape that core's rule gives, with the batch in front. */
function shapeBy(kind: OpKind, attributes: object, input: tfl.Shape | tfl.Shape[]): BatchShape {
  return [null, ...opOf(kind).outputShape(inputsOf(input).map(withoutBatch), attributes)];
}

const inputsOf = (shape: tfl.Shape | tfl.Shape[]): tfl.Shape[] =>
  (Array.isArray(shape[0]) ? shape : [shape]) as tfl.Shape[];

const tensorsOf = (inputs: tf.Tensor | tf.Tensor[]): tf.Tensor4D[] => [inputs].flat() as tf.Tensor4D[];

/** Runs a kind of layer the way the engine does; only attributes and shape are a node's, as nothing else is asked for. */
function run<K extends OpKind>(
  kind: K,
  attributes: AttributesOf<K>,
  inputs: tf.Tensor | tf.Tensor[],
  weights: Record<string, tf.Tensor>,
) {
  const tensors = tensorsOf(inputs);
  const outputShape = opOf(kind).outputShape(
    tensors.map(({ shape }) => withoutBatch(shape)),
    attributes,
  );
  return (operations[kind] as Operation<K>)({ attributes, outputShape } as NodeOf<K>, tensors, weights);
}

type Config = tf.serialization.ConfigDict;
type LayerConfig<K extends OpKind> = { readonly attributes: AttributesOf<K>; readonly name?: string };

type ConvolutionKind = 'conv2d' | 'depthwise-conv2d';
/** What both kinds have. */
type ConvolutionAttributes = Window & { readonly bias?: boolean };

/** A convolution as the engine runs it, for windows that tfjs-layers' own take wrongly. */
abstract class EngineConvolution<K extends ConvolutionKind> extends tfl.layers.Layer {
  protected readonly attributes: ConvolutionAttributes & AttributesOf<K>;

  constructor(
    private readonly kind: K,
    config: LayerConfig<K>,
  ) {
    super(config as ConstructorParameters<typeof tfl.layers.Layer>[0]);
    this.attributes = config.attributes as ConvolutionAttributes & AttributesOf<K>;
  }

  /** The last two axes of the kernel. */
  protected abstract channelAxes(inputs: number): readonly [number, number];

  override build(shape: tfl.Shape): void {
    const { kernel: rows, bias } = this.attributes;
    const zeros = tfl.initializers.zeros();
    const kernel = [rows, alongWidth(this.attributes).kernel, ...this.channelAxes(shape[3]!)];
    this.addWeight('kernel', kernel, 'float32', zeros);
    if (bias) this.addWeight('bias', [this.computeOutputShape(shape)[3]!], 'float32', zeros);
    super.build(shape);
  }

  override computeOutputShape(shape: tfl.Shape): BatchShape {
    return shapeBy(this.kind, this.attributes, shape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [kernel, bias] = this.weights.map((weight) => weight.read());
    return tf.tidy(() => run(this.kind, this.attributes, inputs, { kernel: kernel!, ...(bias && { bias }) }));
  }

  override getConfig(): Config {
    return { ...super.getConfig(), attributes: { ...this.attributes } as Config };
  }
}

/** A convolution in groups; its kernel is `[K, K, N_i/g, N_o]`, as in Keras. */
export class GroupedConv2D extends EngineConvolution<'conv2d'> {
  static className = 'GroupedConv2D';

  constructor(config: LayerConfig<'conv2d'>) {
    super('conv2d', config);
  }

  protected override channelAxes(inputs: number): readonly [number, number] {
    return [inputs / this.attributes.groups, this.attributes.filters];
  }
}

/** A depthwise convolution that dilates: tfjs-layers' own forgets it. */
export class DilatedDepthwiseConv2D extends EngineConvolution<'depthwise-conv2d'> {
  static className = 'DilatedDepthwiseConv2D';

  constructor(config: LayerConfig<'depthwise-conv2d'>) {
    super('depthwise-conv2d', config);
  }

  protected override channelAxes(inputs: number): readonly [number, number] {
    return [inputs, this.attributes.multiplier ?? 1];
  }
}

/** Kinds that tfjs-layers has nothing for, or nothing that fits. */
export type PlainKind =
  | 'activation'
  | 'adaptive-average-pool'
  | 'average-pool'
  | 'concat'
  | 'depth-to-space'
  | 'local-response-norm'
  | 'matrix-product'
  | 'max-pool'
  | 'merge'
  | 'norm'
  | 'pad'
  | 'reduce'
  | 'rescale'
  | 'reshape'
  | 'resize'
  | 'slice'
  | 'transpose'
  | 'transposed-conv2d';
export type PlainAttributes = { [K in PlainKind]: AttributesOf<K> }[PlainKind];

/** A layer as the engine runs it, by its kind. */
export class PlainOperation extends tfl.layers.Layer {
  static className = 'PlainOperation';
  private readonly kind: PlainKind;
  private readonly attributes: PlainAttributes;
  private names: readonly string[] = [];

  constructor(config: { readonly kind: PlainKind; readonly attributes: PlainAttributes; readonly name?: string }) {
    super(config as ConstructorParameters<typeof tfl.layers.Layer>[0]);
    this.kind = config.kind;
    this.attributes = config.attributes;
  }

  override build(shape: tfl.Shape | tfl.Shape[]): void {
    const inputShapes = inputsOf(shape).map(withoutBatch);
    const outputShape = withoutBatch(this.computeOutputShape(shape));
    const { kind, attributes } = this;
    const declared = weightsOf({ id: this.name, kind, attributes, inputShapes, outputShape });
    for (const { name, shape: own } of declared)
      this.addWeight(name, [...own], 'float32', tfl.initializers[name === 'gamma' ? 'ones' : 'zeros']());
    this.names = declared.map(({ name }) => name);
    super.build(shape);
  }

  override computeOutputShape(shape: tfl.Shape | tfl.Shape[]): BatchShape {
    return shapeBy(this.kind, this.attributes, shape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const weights = Object.fromEntries(this.names.map((name, at) => [name, this.weights[at]!.read()]));
    return tf.tidy(() => run<OpKind>(this.kind, this.attributes as AttributesOf<OpKind>, inputs, weights));
  }

  override getConfig(): Config {
    return { ...super.getConfig(), kind: this.kind, attributes: { ...this.attributes } as Config };
  }
}

tf.serialization.registerClass(DilatedDepthwiseConv2D);
tf.serialization.registerClass(GroupedConv2D);
tf.serialization.registerClass(PlainOperation);
