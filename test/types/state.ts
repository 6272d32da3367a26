/** Nobody writes into a state from outside. `tsc -b` reads this; nothing runs. */
import type { InspectedState } from '../../src/explorer/inspected-state.js';
import type { Inspection } from '../../src/explorer/inspection.js';
import type { ExplorerState } from '../../src/explorer/state.js';
import type { WeightsChoice } from '../../src/explorer/weights/choice.js';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** The fields of a class that can be written; methods are none. */
type Writable<Class> = {
  [Name in keyof Class]: Class[Name] extends (...parameters: never[]) => unknown
    ? never
    : Same<Pick<Class, Name>, Readonly<Pick<Class, Name>>> extends true
      ? never
      : Name;
}[keyof Class];

export const fields: Same<Writable<ExplorerState>, never> = true;
export const whatIsInspected: Same<Writable<InspectedState>, never> = true;
export const results: Same<Writable<Inspection>, never> = true;

export function write(state: ExplorerState): void {
  // @ts-expect-error written past `setImage`
  state.image = undefined;
  // @ts-expect-error written past `setDetail`
  state.toggled.add('stage2');
  // @ts-expect-error written past `choose`
  state.choice.options['width'] = 0.5;
  // @ts-expect-error a text, which attributes and links have
  state.setWeights('random:7');
  // @ts-expect-error weights that there are none of
  state.setWeights({ kind: 'trained' });
}

/** A kind that is forgotten does not compile. */
export function wordOf(weights: WeightsChoice): string {
  if (weights.kind === 'files') return weights.title;
  // @ts-expect-error not all others have one
  return weights.id;
}
