import type { Substitution } from '../expr.js';
import type { Names, NetworkBuilder } from '../network.js';
import type { ActivationAttributes } from '../ops/activation.js';
import type { Padding } from '../ops/window.js';

/** A convolution with what follows it: batch norm, then an activation, each of them only where it is asked for. */
export interface ConvUnit {
  readonly title: string;
  /** `depthwise`: one filter a channel; else the number of filters. */
  readonly filters: number | 'depthwise';
  readonly kernel: number;
  readonly stride?: number;
  readonly padding: Padding;
  readonly groups?: number;
  readonly bias?: boolean;
  /** Batch norm's epsilon; absent: no batch norm. */
  readonly epsilon?: number | undefined;
  readonly activation?: ActivationAttributes['function'] | undefined;
  readonly names?: { readonly conv?: Names; readonly norm?: Names; readonly activation?: Names };
  /** The convolution's symbols in those of the block. */
  readonly symbols?: Substitution;
}

/** Adds `<name>/conv`, `<name>/norm`, `<name>/activation` to the network; gives the id of the last. */
export function addConvUnit(builder: NetworkBuilder, name: string, input: string, unit: ConvUnit): string {
  const { kernel, stride = 1, padding, names = {}, symbols } = unit;
  const placement = { names: names.conv, symbols };
  return builder.scope(name, { role: 'unit', title: unit.title }, () => {
    let last =
      unit.filters === 'depthwise'
        ? builder.add('conv', 'depthwise-conv2d', { kernel, stride, padding }, [input], placement)
        : builder.add(
            'conv',
            'conv2d',
            { filters: unit.filters, kernel, stride, padding, groups: unit.groups ?? 1, bias: unit.bias ?? false },
            [input],
            placement,
          );
    if (unit.epsilon !== undefined)
      last = builder.add('norm', 'batch-norm', { epsilon: unit.epsilon }, [last], { names: names.norm });
    if (unit.activation)
      last = builder.add('activation', 'activation', { function: unit.activation }, [last], {
        names: names.activation,
      });
    return last;
  });
}
