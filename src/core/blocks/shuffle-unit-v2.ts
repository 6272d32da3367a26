import { symbol, type Substitution } from '../expr.js';
import type { NetworkBuilder } from '../network.js';
import { slideOver } from '../ops/window.js';
import { addConvUnit } from './conv-unit.js';
import { unitNames, type PartNames } from './part-names.js';
import { placeBindings, placesOf } from './places.js';

export interface ShuffleUnitV2Spec {
  readonly outputChannels: number;
  readonly stride: number;
  readonly epsilon: number;
  /** Parts `keep`, `take`, `side-depthwise/…`, `side-pointwise/…`, `first/…`, `depthwise/…`, `second/…`, `concat`, `shuffle`. */
  readonly names: PartNames;
}

interface Units {
  readonly builder: NetworkBuilder;
  readonly spec: ShuffleUnitV2Spec;
}

/**
 * ShuffleNetV2's unit (Ma et al. 2018, figure 3c and 3d): at stride 1 half of the channels passes untouched beside 1×1,
 * depthwise 3×3 and 1×1 of the other half; at stride 2 both halves are computed from all channels. Then the halves are
 * joined and shuffled. Gives the last node's id.
 */
export function addShuffleUnitV2(
  builder: NetworkBuilder,
  name: string,
  input: string,
  spec: ShuffleUnitV2Spec,
): string {
  const { outputChannels, stride, names } = spec;
  const shape = builder.shapeOf(input);
  const places = placeBindings(shape, slideOver(shape, { kernel: 3, stride, padding: 1 }), stride);
  const bindings = { N_i: shape[2], B: outputChannels / 2, ...places };
  const units = { builder, spec };
  return builder.scope(name, { role: 'block', title: `shuffle unit ${shape[2]} → ${outputChannels}`, bindings }, () => {
    const halves = stride > 1 ? addTwoBranches(units, input) : addOneBranch(units, input);
    const joined = builder.add('concat', 'concat', {}, halves, { names: names('concat') });
    return builder.add('shuffle', 'channel-shuffle', { groups: 2 }, [joined], { names: names('shuffle') });
  });
}

function addOneBranch(units: Units, input: string): string[] {
  const { builder, spec } = units;
  const half = (name: string, part: number): string =>
    builder.add(name, 'split', { part, parts: 2 }, [input], { names: spec.names(name) });
  const [bypass, branch] = [half('keep', 0), half('take', 1)];
  return [bypass, addMainBranch(units, branch, { N_i: symbol('B') })];
}

function addTwoBranches(units: Units, input: string): string[] {
  const side = addDepthwise(units, 'side-depthwise', input, {});
  return [addPointwise(units, 'side-pointwise', side, 'after', {}), addMainBranch(units, input, {})];
}

function addMainBranch(units: Units, input: string, symbols: Substitution): string {
  const B = symbol('B');
  const first = addPointwise(units, 'first', input, 'before', symbols);
  const depthwise = addDepthwise(units, 'depthwise', first, { N_i: B });
  return addPointwise(units, 'second', depthwise, 'after', { N_i: B });
}

const addPointwise = (
  { builder, spec }: Units,
  name: string,
  input: string,
  side: 'before' | 'after',
  symbols: Substitution,
): string =>
  addConvUnit(builder, name, input, {
    title: 'pointwise',
    filters: spec.outputChannels / 2,
    kernel: 1,
    padding: 0,
    epsilon: spec.epsilon,
    activation: 'relu',
    names: unitNames(spec.names, name),
    symbols: { ...placesOf(spec.stride, side), N_o: symbol('B'), ...symbols },
  });

const addDepthwise = ({ builder, spec }: Units, name: string, input: string, symbols: Substitution): string =>
  addConvUnit(builder, name, input, {
    title: 'depthwise',
    filters: 'depthwise',
    kernel: 3,
    stride: spec.stride,
    padding: 1,
    epsilon: spec.epsilon,
    names: unitNames(spec.names, name),
    symbols: { ...placesOf(spec.stride, 'after'), ...symbols },
  });
