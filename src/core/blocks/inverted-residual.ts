import { product, symbol, type Bindings, type Expression, type Substitution } from '../expr.js';
import type { Names, NetworkBuilder } from '../network.js';
import type { Padding } from '../ops/window.js';
import type { Shape } from '../shape.js';
import { makeDivisible, roundHalfToEven } from './channels.js';
import { addConvUnit } from './conv-unit.js';

/** Where a bottleneck applies its last non-linearity; `linear` applies none (paper section 3.2, the post's figure 3). */
export type ActivationPosition = 'linear' | 'after-projection' | 'after-addition' | 'pre-activation';
/** `identity` adds where shapes agree (paper); `projection` adds a 1×1 convolution where channels differ (the post). */
export type Shortcut = 'identity' | 'projection' | 'none';

export interface BottleneckSpec {
  readonly t: number;
  readonly outputChannels: number;
  readonly stride: number;
  readonly shortcut: Shortcut;
  /** Keep the 1×1 expansion where t = 1, as the post does. */
  readonly unitExpansion: boolean;
  /** Batch norm after the last 1×1 convolution; the post's listing has none. */
  readonly projectionNorm: boolean;
  readonly activationPosition: ActivationPosition;
  /** `inverted`: thin–fat–thin; `classical`: ResNet's fat–thin–fat, with the same depthwise convolution in the middle. */
  readonly bottleneck: 'inverted' | 'classical';
  readonly padding: Padding;
  readonly epsilon: number;
  readonly divisor: number;
  readonly names: BottleneckNames;
}

/** What other code calls the parts of one bottleneck; a part it does not have is left out. */
export type BottleneckNames = (part: BottleneckPart) => Names;
export type BottleneckPart =
  | `${'expand' | 'depthwise' | 'project' | 'shortcut'}/${'conv' | 'norm' | 'activation'}`
  | 'pre/norm'
  | 'pre/activation'
  | 'add'
  | 'activation';

interface Middle {
  /** Channels of the depthwise convolution. */
  readonly channels: number;
  /** The same in the post's symbols: N_i·t, or M where rounding makes it something else. */
  readonly expression: Expression;
}

function middleOf(inputChannels: number, { t, bottleneck, divisor }: BottleneckSpec): Middle {
  const exact = inputChannels * t;
  const channels =
    bottleneck === 'inverted' ? Math.max(1, roundHalfToEven(exact)) : makeDivisible(inputChannels / t, divisor);
  return { channels, expression: bottleneck === 'inverted' && channels === exact ? product('N_i', 't') : symbol('M') };
}

/** The block's symbols as numbers. With stride 1, input and output share H and W, so that the formula factors as in the paper. */
function bindingsOf(
  [height, width, channels]: Shape,
  middle: Middle,
  [outHeight, outWidth]: Shape,
  spec: BottleneckSpec,
): Bindings {
  const places: Bindings =
    spec.stride === 1 ? { H: height, W: width } : { H_i: height, W_i: width, H_o: outHeight, W_o: outWidth };
  return { N_i: channels, t: spec.t, M: middle.channels, N_o: spec.outputChannels, ...places };
}

/**
 * A bottleneck of MobileNetV2 with all its variants (paper table 1 and figure 3; the post's listing): pointwise
 * expansion, depthwise convolution, linear pointwise projection, and a shortcut where one belongs. Gives the last node's id.
 */
export function addBottleneck(builder: NetworkBuilder, name: string, input: string, spec: BottleneckSpec): string {
  const shape = builder.shapeOf(input);
  const middle = middleOf(shape[2], spec);
  const outputShape: Shape = [
    Math.ceil(shape[0] / spec.stride),
    Math.ceil(shape[1] / spec.stride),
    spec.outputChannels,
  ];
  const bindings = bindingsOf(shape, middle, outputShape, spec);
  return builder.scope(name, { role: 'block', title: titleOf(shape, spec), bindings }, () => {
    const branch = addResidualBranch(builder, input, middle, spec);
    const joined = addShortcut(builder, input, branch, spec);
    if (spec.activationPosition !== 'after-addition') return joined;
    return builder.add('activation', 'activation', { function: 'relu' }, [joined], { names: spec.names('activation') });
  });
}

const titleOf = (shape: Shape, { t, outputChannels, bottleneck }: BottleneckSpec): string =>
  `${bottleneck === 'inverted' ? 'inverted residual' : 'classical bottleneck'} ${shape[2]} → ${outputChannels}, t = ${t}`;

function unitNames(names: BottleneckNames, unit: 'expand' | 'depthwise' | 'project' | 'shortcut') {
  return { conv: names(`${unit}/conv`), norm: names(`${unit}/norm`), activation: names(`${unit}/activation`) };
}

/** `H` and `W` of a convolution in the block's symbols: before the stride, or after it. */
const placesOf = (stride: number, side: 'i' | 'o'): Substitution =>
  stride === 1 ? {} : { H: symbol(`H_${side}`), W: symbol(`W_${side}`) };

function addResidualBranch(builder: NetworkBuilder, input: string, middle: Middle, spec: BottleneckSpec): string {
  const { names, stride, padding, epsilon, bottleneck } = spec;
  const inverted = bottleneck === 'inverted';
  const before = placesOf(stride, 'i');
  const after = placesOf(stride, 'o');
  let last = spec.activationPosition === 'pre-activation' ? addPreActivation(builder, input, spec) : input;
  if (spec.t !== 1 || spec.unitExpansion || !inverted) {
    last = addConvUnit(builder, inverted ? 'expand' : 'reduce', last, {
      title: inverted ? 'expansion' : 'reduction',
      filters: middle.channels,
      kernel: 1,
      padding: 0,
      epsilon,
      activation: 'relu6',
      names: unitNames(names, 'expand'),
      symbols: { ...before, N_o: middle.expression },
    });
  }
  last = addConvUnit(builder, 'depthwise', last, {
    title: 'depthwise',
    filters: 'depthwise',
    kernel: 3,
    stride,
    padding: padding === 'same' ? 'same' : 1,
    epsilon,
    activation: 'relu6',
    names: unitNames(names, 'depthwise'),
    symbols: { ...after, N_i: middle.expression },
  });
  return addConvUnit(builder, 'project', last, {
    title: inverted ? 'projection' : 'restoration',
    filters: spec.outputChannels,
    kernel: 1,
    padding: 0,
    epsilon: spec.projectionNorm ? epsilon : undefined,
    activation: spec.activationPosition === 'after-projection' ? 'relu' : undefined,
    names: unitNames(names, 'project'),
    symbols: { ...after, N_i: middle.expression },
  });
}

/** Batch norm and ReLU at the start of the residual branch (He et al. 2016, figure 4e; the post's "Pre Activation Bottleneck"). */
function addPreActivation(builder: NetworkBuilder, input: string, { names, epsilon }: BottleneckSpec): string {
  return builder.scope('pre', { role: 'unit', title: 'pre-activation' }, () => {
    const norm = builder.add('norm', 'batch-norm', { epsilon }, [input], { names: names('pre/norm') });
    return builder.add('activation', 'activation', { function: 'relu' }, [norm], { names: names('pre/activation') });
  });
}

function addShortcut(builder: NetworkBuilder, input: string, branch: string, spec: BottleneckSpec): string {
  const [from, to] = [builder.shapeOf(input), builder.shapeOf(branch)];
  const sameChannels = from[2] === to[2];
  if (spec.shortcut === 'none' || spec.stride > 1 || (spec.shortcut === 'identity' && !sameChannels)) return branch;
  const shortcut = sameChannels
    ? input
    : addConvUnit(builder, 'shortcut', input, {
        title: 'projection shortcut',
        filters: to[2],
        kernel: 1,
        padding: 0,
        epsilon: spec.epsilon,
        names: unitNames(spec.names, 'shortcut'),
      });
  return builder.add('add', 'add', {}, [branch, shortcut], { names: spec.names('add') });
}
