/** Where in the maps before it the values lie that a value is made of. */
import type { Arithmetic, Read } from '../core/explanation.js';
import type { NetworkNode } from '../core/index.js';
import type { Interval, ReceptiveField } from './receptive-field.js';

/** The window in one map: the channel that weighs most, or the only one. */
export interface ReadWindow extends ReceptiveField {
  /** Which of the node's inputs. */
  readonly input: number;
  readonly channel: number;
}

/** The values that stand for an arithmetic, those of most weight first. */
export function readsOf(arithmetic: Arithmetic): readonly Read[] {
  switch (arithmetic.form) {
    case 'sum': {
      const parts = arithmetic.parts.toSorted((a, b) => Math.abs(b.sum) - Math.abs(a.sum));
      return parts.flatMap(({ terms }) =>
        terms.flatMap((term) => [term, ...(term.weightRead ? [term.weightRead] : [])]),
      );
    }
    case 'extreme': {
      const { reads, chosen } = arithmetic;
      return [reads[chosen]!, ...reads.filter((_, at) => at !== chosen)];
    }
    case 'move':
      return [arithmetic.from];
    case 'formula':
      return arithmetic.reads;
  }
}

const intervalOf = (places: readonly number[]): Interval => [Math.min(...places), Math.max(...places)];

/** One window for each input that is a map, without what is padding. */
export function windowsOf({ inputShapes }: NetworkNode, arithmetic: Arithmetic): readonly ReadWindow[] {
  const reads = readsOf(arithmetic).filter(({ of }) => of === undefined);
  return inputShapes.flatMap(([height, width], input) => {
    const own = reads.filter((read) => read.input === input);
    const channel = own[0]?.place[2];
    if (channel === undefined || height * width === 1) return [];
    const inChannel = own.filter(({ place }) => place[2] === channel);
    const [rows, columns] = [0, 1].map((axis) => intervalOf(inChannel.map(({ place }) => place[axis]!)));
    return [{ input, channel, rows: rows!, columns: columns! }];
  });
}

/** The value that does most: the largest product, the one that is taken, what the formula is of. */
export function strongestRead(arithmetic: Arithmetic): Read | undefined {
  const reads = readsOf(arithmetic).filter(({ of }) => of === undefined);
  if (arithmetic.form !== 'sum') return reads[0];
  const terms = arithmetic.parts.flatMap((part) => part.terms).filter(({ of }) => of === undefined);
  return terms.reduce<(typeof terms)[number] | undefined>(
    (best, term) => (!best || Math.abs(term.product) > Math.abs(best.product) ? term : best),
    undefined,
  );
}
