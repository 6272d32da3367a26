import { symbol } from '../expr.js';
import type { NetworkBuilder } from '../network.js';
import { slideOver } from '../ops/window.js';
import { addConvUnit } from './conv-unit.js';
import { unitNames, type PartNames } from './part-names.js';
import { placeBindings, placesOf } from './places.js';

export interface ShuffleUnitSpec {
  readonly outputChannels: number;
  /** Channels of the depthwise convolution: a quarter of the output in every published version. */
  readonly middle: number;
  readonly stride: number;
  readonly groups: number;
  /** The very first unit reads few channels and does not group its first convolution (section 3.3). */
  readonly groupsFirst: boolean;
  /** The paper shuffles before the depthwise convolution, the authors' code after it. */
  readonly shuffle: 'before-depthwise' | 'after-depthwise';
  readonly epsilon: number;
  /** Parts `compress/…`, `shuffle`, `depthwise/…`, `expand/…`, `pool`, `concat`, `add`, `activation`. */
  readonly names: PartNames;
}

const POOL = { kernel: 3, stride: 2, padding: 1, countPadding: true };

/**
 * ShuffleNet's unit (Zhang et al. 2017, figure 2b and 2c): grouped 1×1 down, channel shuffle, depthwise 3×3, grouped 1×1
 * up; added to its input, or at stride 2 put beside the input's average pooling. Gives the last node's id.
 */
export function addShuffleUnit(builder: NetworkBuilder, name: string, input: string, spec: ShuffleUnitSpec): string {
  const { outputChannels, middle, stride, groups, names } = spec;
  const shape = builder.shapeOf(input);
  const places = placeBindings(shape, slideOver(shape, { kernel: 3, stride, padding: 1 }), stride);
  const branchChannels = stride > 1 ? outputChannels - shape[2] : outputChannels;
  const bindings = { N_i: shape[2], M: middle, N_o: branchChannels, g: groups, ...places };
  const title = `shuffle unit ${shape[2]} → ${outputChannels}, ${groups} ${groups === 1 ? 'group' : 'groups'}`;
  return builder.scope(name, { role: 'block', title, bindings }, () => {
    const branch = addBranch(builder, input, branchChannels, spec);
    const joined =
      stride > 1
        ? builder.add(
            'concat',
            'concat',
            {},
            [builder.add('pool', 'average-pool', POOL, [input], { names: names('pool') }), branch],
            { names: names('concat') },
          )
        : builder.add('add', 'add', {}, [branch, input], { names: names('add') });
    return builder.add('activation', 'activation', { function: 'relu' }, [joined], { names: names('activation') });
  });
}

function addBranch(builder: NetworkBuilder, input: string, branchChannels: number, spec: ShuffleUnitSpec): string {
  const { middle, stride, groups, groupsFirst, epsilon, names } = spec;
  const [before, after, M] = [placesOf(stride, 'before'), placesOf(stride, 'after'), symbol('M')];
  const shuffled = (place: ShuffleUnitSpec['shuffle'], last: string): string =>
    groups > 1 && spec.shuffle === place
      ? builder.add('shuffle', 'channel-shuffle', { groups }, [last], { names: names('shuffle') })
      : last;
  const compressed = addConvUnit(builder, 'compress', input, {
    title: 'compression',
    filters: middle,
    kernel: 1,
    padding: 0,
    groups: groupsFirst ? groups : 1,
    epsilon,
    activation: 'relu',
    names: unitNames(names, 'compress'),
    symbols: { ...before, N_o: M },
  });
  const depthwise = addConvUnit(builder, 'depthwise', shuffled('before-depthwise', compressed), {
    title: 'depthwise',
    filters: 'depthwise',
    kernel: 3,
    stride,
    padding: 1,
    epsilon,
    names: unitNames(names, 'depthwise'),
    symbols: { ...after, N_i: M },
  });
  return addConvUnit(builder, 'expand', shuffled('after-depthwise', depthwise), {
    title: 'expansion',
    filters: branchChannels,
    kernel: 1,
    padding: 0,
    groups,
    epsilon,
    names: unitNames(names, 'expand'),
    symbols: { ...after, N_i: M },
  });
}
