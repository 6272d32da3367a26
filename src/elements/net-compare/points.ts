import { families } from '../../core/index.js';
import { once, oncePer } from '../../core/once.js';
import { accuraciesByKey, networkKey, publishedAccuracies, type Accuracy } from '../../explorer/budget/accuracies.js';
import { subjectOf, type Subject } from '../../explorer/budget/subject.js';
import type { NetworkChoice } from '../../explorer/source.js';

/** A published accuracy, and the network that it was measured with, counted here. */
export interface Point extends Subject, Accuracy {}

/** Every published row that has an accuracy. */
export const accuracyPoints = once((): readonly Point[] =>
  publishedAccuracies.map((accuracy) => {
    const { network, options } = accuracy.row;
    return { ...subjectOf({ network, options }), ...accuracy };
  }),
);

const byKey = oncePer(accuraciesByKey);

/** Whether a reader has opened it, so that nobody has published of it. */
export const isFromFile = ({ network }: NetworkChoice): boolean => !families.all.some(({ id }) => id === network);

/** The accuracies that were published of exactly this network, every option the same. */
export function accuraciesOf(choice: NetworkChoice): readonly Accuracy[] {
  if (isFromFile(choice)) return [];
  const family = families.of(choice.network);
  return byKey(family).get(networkKey(family, choice.options)) ?? [];
}
