import type { Options, Shape } from '../../src/core/index.js';
import { shapeOfTorch } from './golden.js';

/** The reference models of the networks beside MobileNetV2, and the options that build each of them here. */

export interface ReferenceModel {
  readonly id: string;
  readonly args: Readonly<Record<string, number | boolean | string>>;
  readonly input_nchw: readonly number[];
  readonly output_shape: readonly number[];
  readonly totals: {
    readonly params: Readonly<Record<string, number>>;
    readonly macs: Readonly<Record<string, number>>;
    readonly flops_2x_macs: number;
    readonly aux_ops: Readonly<Record<string, number>>;
  };
}

export interface ReferenceRow {
  readonly name: string;
  readonly op: string;
  readonly kernel?: readonly number[];
  readonly stride?: readonly number[];
  readonly groups?: number;
  readonly ceil_mode?: boolean;
  readonly in_shapes: readonly (readonly number[])[];
  /** A list of shapes where a tensor is split. */
  readonly out_shape: readonly number[] | readonly (readonly number[])[];
  readonly params?: Readonly<Record<string, number>>;
  readonly macs: number;
  readonly aux_ops?: number;
}

export type ReferenceLayers = ReferenceModel & { readonly layers: readonly ReferenceRow[] };

export interface KerasReference {
  readonly id: string;
  readonly args: { readonly alpha?: number };
  readonly input_nhwc: readonly (number | null)[];
  readonly params_total: number;
  readonly params_trainable: number;
  readonly params_non_trainable: number;
  readonly macs: number;
}

const totals = import.meta.glob<{ models: readonly ReferenceModel[] }>(
  [
    '../golden/counts/totals_*.json',
    '!../golden/counts/totals_mobilenet_v2.json',
    '!../golden/counts/totals_seed_*.json',
    '!../golden/counts/totals_keras.json',
  ],
  { eager: true, import: 'default' },
);
const layers = import.meta.glob<ReferenceLayers>(
  [
    '../golden/counts/layers_*.json',
    '!../golden/counts/layers_mobilenet_v2_*.json',
    '!../golden/counts/layers_seed_*.json',
    '!../golden/counts/layers_keras_*.json',
  ],
  { eager: true, import: 'default' },
);
const keras = import.meta.glob<{ models: readonly KerasReference[] }>('../golden/counts/totals_keras.json', {
  eager: true,
  import: 'default',
});

export const referenceModels = Object.values(totals).flatMap(({ models }) => models);
export const referenceLayers = Object.values(layers);
export const kerasReferences = Object.values(keras)
  .flatMap(({ models }) => models)
  .filter(({ id }) => !id.startsWith('keras_mobilenet_v2'));

export type Recipe = readonly [network: string, options: Options];

const scaleIn = (id: string): number => Number(/x(\d)_(\d)/.exec(id)!.slice(1).join('.'));
const depthIn = (id: string): string => /resnet(\d+)/.exec(id)![1]!;

/** The network and options that a model of the reference is here. */
export function recipeOf({ id, args, input_nchw }: Pick<ReferenceModel, 'id' | 'args' | 'input_nchw'>): Recipe {
  const common: Options = { resolution: input_nchw.slice(2) as [number, number] };
  const [family] = id.split('_');
  if (id.startsWith('mobilenet_v1')) {
    const convolution = args['variant'] === 'full' ? 'full' : 'separable';
    return [
      'mobilenet-v1',
      { ...common, width: args['width'] as number, classes: args['num_classes'] as number, convolution },
    ];
  }
  if (id.startsWith('mobilenet_v3')) {
    const { num_classes: classes, ...options } = args;
    return ['mobilenet-v3', { ...common, ...options, classes } as Options];
  }
  if (id.startsWith('efficientnet')) return ['efficientnet', { ...common, preset: args['preset'] as string }];
  if (id.startsWith('shufflenet_v1')) return ['shufflenet-v1', { ...common, ...shuffleOptions(args) }];
  if (id.startsWith('shufflenet_v2')) return ['shufflenet-v2', { ...common, width: scaleIn(id) }];
  if (id.startsWith('squeezenet')) return ['squeezenet', { ...common, version: `1.${family!.at(-1)}` }];
  if (id.startsWith('alexnet')) return ['alexnet', common];
  if (id.startsWith('preresnet')) return ['resnet', { ...common, depth: depthIn(id), preActivation: true }];
  return ['resnet', { ...common, depth: depthIn(id), strideOn: id.includes('original') ? '1x1' : '3x3' }];
}

const shuffleOptions = (args: ReferenceModel['args']): Options => ({
  groups: args['groups'] as number,
  width: args['scale'] as number,
  stem: args['conv1'] as number,
  classifierBias: args['fc_bias'] as boolean,
});

export function recipeOfKeras({ id, args, input_nhwc }: KerasReference): Recipe {
  const resolution = input_nhwc[1]!;
  if (id.startsWith('keras_mobilenet_v1')) return ['mobilenet-v1', { preset: 'keras', resolution, width: args.alpha! }];
  return ['resnet', { preset: id.includes('v2') ? 'keras-v2' : 'keras', resolution, depth: depthIn(id) }];
}

const isListOfShapes = (shape: ReferenceRow['out_shape']): shape is readonly (readonly number[])[] =>
  Array.isArray(shape[0]);

/** One shape for each tensor that a row gives out. */
export const outputShapesOf = ({ out_shape }: ReferenceRow): readonly Shape[] =>
  isListOfShapes(out_shape) ? out_shape.map(shapeOfTorch) : [shapeOfTorch(out_shape)];
