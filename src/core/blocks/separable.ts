import type { NetworkBuilder } from '../network.js';
import type { ActivationAttributes } from '../ops/activation.js';
import { slideOver, type Padding } from '../ops/window.js';
import { addConvUnit } from './conv-unit.js';
import { unitNames, type PartNames } from './part-names.js';
import { placeBindings, placesOf } from './places.js';

export interface SeparableSpec {
  readonly outputChannels: number;
  readonly stride: number;
  /** `full`: one 3×3 convolution instead, as in table 4 of the paper. */
  readonly convolution: 'separable' | 'full';
  readonly padding: Padding;
  readonly epsilon: number;
  readonly activation: ActivationAttributes['function'];
  /** Parts `depthwise/…` and `pointwise/…`; of a full convolution `conv/…`. */
  readonly names: PartNames;
}

const KERNEL = 3;

/**
 * The depthwise separable convolution of MobileNet (Howard et al. 2017, figure 3): depthwise 3×3, then pointwise, each
 * with batch norm and activation. Gives the last node's id.
 */
export function addSeparable(builder: NetworkBuilder, name: string, input: string, spec: SeparableSpec): string {
  const { outputChannels, stride, padding } = spec;
  const shape = builder.shapeOf(input);
  const places = placeBindings(shape, slideOver(shape, { kernel: KERNEL, stride, padding }), stride);
  const bindings = { N_i: shape[2], N_o: outputChannels, ...places };
  const kind = spec.convolution === 'separable' ? 'separable convolution' : 'convolution';
  return builder.scope(name, { role: 'block', title: `${kind} ${shape[2]} → ${outputChannels}`, bindings }, () =>
    spec.convolution === 'separable' ? addBoth(builder, input, spec) : addFull(builder, input, spec),
  );
}

function addBoth(builder: NetworkBuilder, input: string, spec: SeparableSpec): string {
  const { outputChannels, stride, padding, epsilon, activation, names } = spec;
  const common = { epsilon, activation, symbols: placesOf(stride, 'after') };
  const depthwise = addConvUnit(builder, 'depthwise', input, {
    ...common,
    title: 'depthwise',
    filters: 'depthwise',
    kernel: KERNEL,
    stride,
    padding,
    names: unitNames(names, 'depthwise'),
  });
  return addConvUnit(builder, 'pointwise', depthwise, {
    ...common,
    title: 'pointwise',
    filters: outputChannels,
    kernel: 1,
    padding: 0,
    names: unitNames(names, 'pointwise'),
  });
}

const addFull = (builder: NetworkBuilder, input: string, spec: SeparableSpec): string =>
  addConvUnit(builder, 'conv', input, {
    title: 'convolution',
    filters: spec.outputChannels,
    kernel: KERNEL,
    stride: spec.stride,
    padding: spec.padding,
    epsilon: spec.epsilon,
    activation: spec.activation,
    names: unitNames(spec.names, 'conv'),
    symbols: placesOf(spec.stride, 'after'),
  });
