import { symbol, type Substitution } from '../expr.js';
import type { NetworkBuilder } from '../network.js';
import { slideOver } from '../ops/window.js';
import { addConvUnit } from './conv-unit.js';
import { unitNames, type PartNames } from './part-names.js';
import { placeBindings, placesOf } from './places.js';

/** Which convolutions carry a bias: none, all (Keras), or those that no batch norm follows (Keras' second version). */
export type ConvBias = 'none' | 'all' | 'unnormalised';

export interface ResidualSpec {
  /** `basic`: two 3×3 convolutions. `bottleneck`: 1×1 down, 3×3, 1×1 up (He et al. 2015, figure 5). */
  readonly kind: 'basic' | 'bottleneck';
  /** Channels of the 3×3 convolutions. */
  readonly width: number;
  readonly outputChannels: number;
  readonly stride: number;
  /** Which convolution of a bottleneck takes the stride: the first 1×1 (the paper) or the 3×3 (torchvision). */
  readonly strideOn: '1x1' | '3x3';
  /** Batch norm and ReLU before each convolution instead of after it (He et al. 2016, figure 4e). */
  readonly preActivation: boolean;
  /** Where a 1×1 convolution is on the shortcut; where only the size changes, the alternative is to drop every second place. */
  readonly projection: 'where the shape changes' | 'where channels change';
  readonly convBias: ConvBias;
  readonly epsilon: number;
  /** Parts `conv1/…`, `conv2/…`, `conv3/…`, `pre/…`, `shortcut/…`, `add`, `activation`. */
  readonly names: PartNames;
}

interface Convolution {
  readonly title: string;
  readonly filters: number;
  readonly kernel: 1 | 3;
  readonly stride: number;
  readonly symbols: Substitution;
}

const [N_o, M] = [symbol('N_o'), symbol('M')];

/** The convolutions of the residual branch, in order. */
function convolutionsOf({ kind, width, outputChannels, stride, strideOn }: ResidualSpec): readonly Convolution[] {
  const [before, after] = [placesOf(stride, 'before'), placesOf(stride, 'after')];
  if (kind === 'basic') {
    return [
      { title: 'first 3×3', filters: outputChannels, kernel: 3, stride, symbols: after },
      { title: 'second 3×3', filters: outputChannels, kernel: 3, stride: 1, symbols: { ...after, N_i: N_o } },
    ];
  }
  const early = strideOn === '1x1';
  return [
    {
      title: 'reduction',
      filters: width,
      kernel: 1,
      stride: early ? stride : 1,
      symbols: { ...(early ? after : before), N_o: M },
    },
    { title: '3×3', filters: width, kernel: 3, stride: early ? 1 : stride, symbols: { ...after, N_i: M, N_o: M } },
    { title: 'restoration', filters: outputChannels, kernel: 1, stride: 1, symbols: { ...after, N_i: M } },
  ];
}

/** A residual block of ResNet, of either kind and order. Gives the last node's id. */
export function addResidual(builder: NetworkBuilder, name: string, input: string, spec: ResidualSpec): string {
  const { kind, width, outputChannels, stride, preActivation } = spec;
  const shape = builder.shapeOf(input);
  const places = placeBindings(shape, slideOver(shape, { kernel: 1, stride, padding: 0 }), stride);
  const bindings = { N_i: shape[2], ...(kind === 'bottleneck' && { M: width }), N_o: outputChannels, ...places };
  const title = `${kind === 'basic' ? 'basic residual' : 'residual bottleneck'} ${shape[2]} → ${outputChannels}`;
  return builder.scope(name, { role: 'block', title, bindings }, () =>
    preActivation ? addPreActivated(builder, input, spec) : addPostActivated(builder, input, spec),
  );
}

/** Convolution, norm, ReLU; the last ReLU after the addition. */
function addPostActivated(builder: NetworkBuilder, input: string, spec: ResidualSpec): string {
  const { epsilon, names, convBias } = spec;
  let branch = input;
  convolutionsOf(spec).forEach((convolution, index, all) => {
    branch = addConvUnit(builder, `conv${index + 1}`, branch, {
      ...convolution,
      padding: convolution.kernel === 3 ? 1 : 0,
      bias: convBias === 'all',
      epsilon,
      activation: index < all.length - 1 ? 'relu' : undefined,
      names: unitNames(names, `conv${index + 1}`),
    });
  });
  const shortcut = addShortcut(builder, input, input, spec, epsilon);
  const added = builder.add('add', 'add', {}, [branch, shortcut], { names: names('add') });
  return builder.add('activation', 'activation', { function: 'relu' }, [added], { names: names('activation') });
}

/** Norm, ReLU, convolution; nothing after the addition. A projection reads what the first ReLU gives, an identity does not. */
function addPreActivated(builder: NetworkBuilder, input: string, spec: ResidualSpec): string {
  const { epsilon, names, convBias } = spec;
  const pre = builder.scope('pre', { role: 'unit', title: 'pre-activation' }, () => {
    const norm = builder.add('norm', 'batch-norm', { epsilon }, [input], { names: names('pre/norm') });
    return builder.add('activation', 'activation', { function: 'relu' }, [norm], { names: names('pre/activation') });
  });
  const shortcut = addShortcut(builder, input, pre, spec, undefined);
  let branch = pre;
  convolutionsOf(spec).forEach((convolution, index, all) => {
    const last = index === all.length - 1;
    branch = addConvUnit(builder, `conv${index + 1}`, branch, {
      ...convolution,
      padding: convolution.kernel === 3 ? 1 : 0,
      bias: convBias === 'all' || (convBias === 'unnormalised' && last),
      epsilon: last ? undefined : epsilon,
      activation: last ? undefined : 'relu',
      names: unitNames(names, `conv${index + 1}`),
    });
  });
  return builder.add('add', 'add', {}, [branch, shortcut], { names: names('add') });
}

/** The input itself, its every second place (where only the size changes and a projection is not asked for), or a 1×1 convolution. */
function addShortcut(
  builder: NetworkBuilder,
  input: string,
  projected: string,
  spec: ResidualSpec,
  epsilon: number | undefined,
): string {
  const { outputChannels, stride, names, convBias, projection } = spec;
  const otherChannels = builder.shapeOf(input)[2] !== outputChannels;
  if (otherChannels || (stride > 1 && projection === 'where the shape changes')) {
    return addConvUnit(builder, 'shortcut', projected, {
      title: 'projection shortcut',
      filters: outputChannels,
      kernel: 1,
      stride,
      padding: 0,
      bias: convBias !== 'none' && (convBias === 'all' || epsilon === undefined),
      epsilon,
      names: unitNames(names, 'shortcut'),
    });
  }
  if (stride === 1) return input;
  return builder.add('subsample', 'max-pool', { kernel: 1, stride, padding: 0 }, [input], {
    names: names('subsample'),
  });
}
