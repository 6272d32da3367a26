import { number, symbol, type Substitution } from '../expr.js';
import type { NetworkBuilder } from '../network.js';
import type { ActivationAttributes } from '../ops/activation.js';
import { slideOver, type Padding } from '../ops/window.js';
import { addConvUnit } from './conv-unit.js';
import { unitNames, type PartNames } from './part-names.js';
import { placeBindings, placesOf } from './places.js';

export interface MobileBlockSpec {
  /** Channels between expansion and projection. */
  readonly middle: number;
  /** The 1×1 convolution to the middle's channels; without it they are those of the input. */
  readonly expands: boolean;
  readonly outputChannels: number;
  readonly kernel: number;
  readonly stride: number;
  readonly activation: ActivationAttributes['function'];
  /** Squeeze-and-excitation between the depthwise convolution and the projection; absent: none. */
  readonly squeeze?: SqueezeSpec | undefined;
  readonly padding: Padding;
  readonly epsilon: number;
  /** Parts `expand/…`, `depthwise/…`, `squeeze/…`, `project/…`, `add`. */
  readonly names: PartNames;
}

export interface SqueezeSpec {
  readonly channels: number;
  readonly activation: ActivationAttributes['function'];
  /** What makes a factor of the last convolution's output: from 0 to 1. */
  readonly gate: ActivationAttributes;
}

/**
 * The block of MobileNetV3 (Howard et al. 2019, figure 4) and EfficientNet ("MBConv", Tan and Le 2019, section 4):
 * MobileNetV2's inverted residual with a kernel and an activation of choice, and with squeeze-and-excitation (Hu et al.
 * 2018) on its widest tensor. Gives the last node's id.
 */
export function addMobileBlock(builder: NetworkBuilder, name: string, input: string, spec: MobileBlockSpec): string {
  const { kernel, stride, middle, outputChannels, squeeze, names } = spec;
  const shape = builder.shapeOf(input);
  const places = placeBindings(shape, slideOver(shape, { kernel, stride, padding: spec.padding }), stride);
  const bindings = {
    N_i: shape[2],
    ...(spec.expands && { M: middle }),
    ...(squeeze && { S: squeeze.channels }),
    N_o: outputChannels,
    ...places,
  };
  const title = `inverted residual ${shape[2]} → ${outputChannels}, ${middle} inside`;
  return builder.scope(name, { role: 'block', title, bindings }, () => {
    const branch = addBranch(builder, input, spec);
    if (stride > 1 || shape[2] !== outputChannels) return branch;
    return builder.add('add', 'add', {}, [branch, input], { names: names('add') });
  });
}

function addBranch(builder: NetworkBuilder, input: string, spec: MobileBlockSpec): string {
  const { middle, stride, activation, epsilon, padding, names } = spec;
  const M = symbol(spec.expands ? 'M' : 'N_i');
  const after = placesOf(stride, 'after');
  let last = input;
  if (spec.expands) {
    const symbols = { ...placesOf(stride, 'before'), N_o: M };
    last = addConvUnit(builder, 'expand', last, {
      title: 'expansion',
      filters: middle,
      kernel: 1,
      padding: 0,
      epsilon,
      activation,
      names: unitNames(names, 'expand'),
      symbols,
    });
  }
  last = addConvUnit(builder, 'depthwise', last, {
    title: 'depthwise',
    filters: 'depthwise',
    kernel: spec.kernel,
    stride,
    padding,
    epsilon,
    activation,
    names: unitNames(names, 'depthwise'),
    symbols: { ...after, N_i: M },
  });
  if (spec.squeeze) last = addSqueeze(builder, last, spec.squeeze, M, names);
  return addConvUnit(builder, 'project', last, {
    title: 'projection',
    filters: spec.outputChannels,
    kernel: 1,
    padding: 0,
    epsilon,
    names: unitNames(names, 'project'),
    symbols: { ...after, N_i: M },
  });
}

/** Means over each map, two 1×1 convolutions that make a factor of each, and their product with the maps. */
function addSqueeze(
  builder: NetworkBuilder,
  input: string,
  { channels, activation, gate }: SqueezeSpec,
  M: Substitution[string],
  partNames: PartNames,
): string {
  const named = (part: string) => ({ names: partNames(`squeeze/${part}`) });
  const pointwise = (part: string, from: string, filters: number, symbols: Substitution): string =>
    builder.add(part, 'conv2d', { filters, kernel: 1, stride: 1, padding: 0, groups: 1, bias: true }, [from], {
      ...named(part),
      symbols: { H: number(1), W: number(1), ...symbols },
    });
  return builder.scope('squeeze', { role: 'unit', title: 'squeeze-and-excitation' }, () => {
    const S = symbol('S');
    const means = builder.add('pool', 'global-average-pool', {}, [input], named('pool'));
    const reduced = pointwise('reduce', means, channels, { N_i: M, N_o: S });
    const active = builder.add('activation', 'activation', { function: activation }, [reduced], named('activation'));
    const expanded = pointwise('expand', active, builder.shapeOf(input)[2], { N_i: S, N_o: M });
    const factors = builder.add('gate', 'activation', gate, [expanded], named('gate'));
    return builder.add('scale', 'merge', { function: 'product' }, [factors, input], named('scale'));
  });
}
