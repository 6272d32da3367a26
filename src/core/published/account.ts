/** A printed figure beside ours. */
import { parseFigure, printLike, printsAs, type Rounding } from '../figures.js';
import type { Reading, ReadingQuantity } from '../readings.js';
import type { PublishedRow } from './types.js';

/** One printed figure, our count under the reading that explains it, and whether that prints the same digits. */
export interface Account {
  readonly quantity: ReadingQuantity;
  readonly printed: string;
  readonly reading: Reading;
  readonly rounding: Rounding;
  /** Our exact count. */
  readonly value: number;
  /** Our count, printed as the figure is. */
  readonly ours: string;
  /** Whether ours has the printed digits. */
  readonly holds: boolean;
  /** What else there is to say of it; where no reading prints the digits, the reason. */
  readonly remark?: string;
}

/** What stands beside a figure that no reading prints: the plain count. */
const PLAIN: Readonly<Record<ReadingQuantity, Reading>> = {
  parameters: { weighing: 'trainable', changes: [] },
  operations: { weighing: 'macs', changes: [] },
};

/** Accounts for a row's figure of a quantity; `undefined` where it has none. `count` counts the row's network. */
export function accountOf(
  row: PublishedRow,
  quantity: ReadingQuantity,
  count: (reading: Reading) => number | undefined,
): Account | undefined {
  const column = quantity === 'parameters' ? 'params' : 'macs';
  const [printed, how] = [row.quoted[column], row[column]];
  if (printed === undefined || !how) return undefined;
  const isExplained = 'reading' in how;
  const reading = isExplained ? how.reading : PLAIN[quantity];
  const rounding = isExplained ? how.rounding : 'rounded';
  const remark = isExplained ? how.note : how.reason;
  const figure = parseFigure(printed)!;
  const value = count(reading)!;
  return {
    quantity,
    printed,
    reading,
    rounding,
    value,
    ours: printLike(figure, value, rounding, printed),
    holds: isExplained && printsAs(value, figure, rounding),
    ...(remark !== undefined && { remark }),
  };
}
