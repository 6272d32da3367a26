import type { Options, Shape } from '../../src/core/index.js';

/** The reference files of `test/golden`, typed as far as the tests read them. Its README says what they are. */

export interface TorchModel {
  readonly id: string;
  readonly args: {
    readonly width_mult?: number;
    readonly round_nearest?: number;
    readonly num_classes: number;
    readonly conv1_stride?: number;
    readonly expansion?: number;
    readonly variant?: 'baseline' | 'preact';
  };
  readonly input_nchw: readonly number[];
  readonly output_shape: readonly number[];
  readonly totals: {
    readonly params: Readonly<Record<string, number>>;
    readonly macs: Readonly<Record<string, number>>;
    readonly flops_2x_macs: number;
    readonly aux_ops: Readonly<Record<string, number>>;
  };
}

export interface TorchRow {
  readonly name: string;
  readonly op: string;
  readonly kernel?: readonly number[];
  readonly stride?: readonly number[];
  readonly groups?: number;
  readonly in_shapes: readonly (readonly number[])[];
  readonly out_shape: readonly number[];
  readonly params: Readonly<Record<string, number>>;
  readonly macs: number;
  readonly aux_ops?: number;
}

export type TorchLayers = TorchModel & { readonly layers: readonly TorchRow[] };

export interface KerasModel {
  readonly id: string;
  readonly args: {
    readonly alpha: number;
    readonly input: number;
    readonly classes?: number;
    readonly include_top?: boolean;
  };
  readonly params_total: number;
  readonly params_trainable: number;
  readonly params_non_trainable: number;
  readonly macs: number;
}

export interface KerasRow {
  readonly name: string;
  readonly keras_class: string;
  readonly in_shapes_nhwc: readonly (readonly (number | null)[])[];
  readonly out_shape_nhwc: readonly (number | null)[];
  readonly params_total: number;
  readonly params_trainable: number;
  readonly macs: number;
}

export type KerasLayers = KerasModel & { readonly layers: readonly KerasRow[] };

const totals = import.meta.glob<{ models: readonly TorchModel[] }>(
  ['../golden/counts/totals_mobilenet_v2.json', '../golden/counts/totals_seed_mobilenet_v2.json'],
  { eager: true, import: 'default' },
);
const keras = import.meta.glob<{ models: readonly KerasModel[] }>('../golden/counts/totals_keras.json', {
  eager: true,
  import: 'default',
});
const layers = import.meta.glob<TorchLayers>(
  ['../golden/counts/layers_mobilenet_v2_*.json', '../golden/counts/layers_seed_*.json'],
  { eager: true, import: 'default' },
);
const kerasLayers = import.meta.glob<KerasLayers>('../golden/counts/layers_keras_mobilenet_v2_*.json', {
  eager: true,
  import: 'default',
});

export const torchModels = Object.values(totals).flatMap(({ models }) => models);
export const torchLayers = Object.values(layers);
export const kerasModels = Object.values(keras)
  .flatMap(({ models }) => models)
  .filter(({ id }) => id.startsWith('keras_mobilenet_v2'));
export const kerasModelsByLayer = Object.values(kerasLayers);

/** Our options for a model that torch ran: torchvision's, or the post's listing where it has a stride to fill in. */
export function optionsOfTorch({ args, input_nchw }: TorchModel): Options {
  const [, , height, width] = input_nchw as [number, number, number, number];
  const common = { resolution: [height, width] as const, classes: args.num_classes };
  if (args.conv1_stride === undefined) {
    return { ...common, preset: 'torchvision', width: args.width_mult!, divisor: args.round_nearest! };
  }
  return {
    ...common,
    preset: 'post',
    stemStride: String(args.conv1_stride),
    expansion: args.expansion!,
    activationPosition: args.variant === 'preact' ? 'pre-activation' : 'linear',
  };
}

export const optionsOfKeras = ({ args }: KerasModel): Options => ({
  preset: 'keras',
  width: args.alpha,
  resolution: args.input,
  ...(args.classes !== undefined && { classes: args.classes }),
});

/** `[1, C, H, W]`, or `[1, C]` after flattening. */
export const shapeOfTorch = ([, channels, height = 1, width = 1]: readonly number[]): Shape => [
  height,
  width,
  channels!,
];

/** `[null, H, W, C]`, or `[null, C]` after flattening. */
export function shapeOfKeras(shape: readonly (number | null)[]): Shape {
  const sizes = shape.slice(1) as number[];
  return sizes.length === 1 ? [1, 1, sizes[0]!] : (sizes as unknown as Shape);
}
