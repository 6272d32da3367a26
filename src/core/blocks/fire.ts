import { symbol, type Substitution } from '../expr.js';
import type { NetworkBuilder } from '../network.js';
import { addConvUnit } from './conv-unit.js';
import { unitNames, type PartNames } from './part-names.js';

export interface FireSpec {
  /** Channels s of the 1×1 squeeze convolution. */
  readonly squeeze: number;
  /** Channels e of each of the two expansions, 1×1 and 3×3: equal in every published version. */
  readonly expand: number;
  /** Parts `squeeze/…`, `expand1x1/…`, `expand3x3/…`, `concat`. */
  readonly names: PartNames;
}

/** SqueezeNet's fire module (Iandola et al. 2016, figure 1): squeeze by 1×1, expand by 1×1 and 3×3 side by side, with biases and no norm. */
export function addFire(
  builder: NetworkBuilder,
  name: string,
  input: string,
  { squeeze, expand, names }: FireSpec,
): string {
  const [height, width, channels] = builder.shapeOf(input);
  const bindings = { N_i: channels, S: squeeze, E: expand, H: height, W: width };
  const unit = (part: string, title: string, from: string, filters: number, kernel: 1 | 3) => {
    const symbols: Substitution = part === 'squeeze' ? { N_o: symbol('S') } : { N_i: symbol('S'), N_o: symbol('E') };
    const padding = kernel === 3 ? 1 : 0;
    return addConvUnit(builder, part, from, {
      title,
      filters,
      kernel,
      padding,
      bias: true,
      activation: 'relu',
      names: unitNames(names, part),
      symbols,
    });
  };
  return builder.scope(
    name,
    { role: 'block', title: `fire ${channels} → ${squeeze} → ${2 * expand}`, bindings },
    () => {
      const squeezed = unit('squeeze', 'squeeze', input, squeeze, 1);
      const pointwise = unit('expand1x1', 'expand 1×1', squeezed, expand, 1);
      const patches = unit('expand3x3', 'expand 3×3', squeezed, expand, 3);
      return builder.add('concat', 'concat', {}, [pointwise, patches], { names: names('concat') });
    },
  );
}
