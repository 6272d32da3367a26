/** The ledger as a table to take away. */
import { titleOfReading } from '../../core/readings.js';
import type { Account } from '../../core/published/account.js';
import type { ExportCell, ExportTable } from '../../words/table-export.js';
import { linksOf, roundingOf, tally, type LedgerRow } from './rows.js';

const FIGURE = ['printed', 'counted', 'as', 'rounding', 'digits', 'remark'];

const cellsOf = (account: Account | undefined): readonly ExportCell[] =>
  account
    ? [
        account.printed,
        account.value,
        titleOfReading(account.reading),
        roundingOf(account),
        account.holds ? 'same' : 'others',
        account.remark ?? null,
      ]
    : FIGURE.map(() => null);

/** Every row with the network, its options and the conventions written out. */
export function exportLedger(entries: readonly LedgerRow[]): ExportTable {
  const { holding, all } = tally(entries);
  return {
    title: 'Published numbers of convolutional networks, counted again',
    about: [
      `${holding} of ${all} printed figures come out to the digit.`,
      'Each count is of the network and options in its row, under the convention in the column "as"; operations are for one image.',
    ],
    columns: [
      'network',
      'options',
      ...FIGURE.map((column) => `parameters ${column}`),
      ...FIGURE.map((column) => `operations ${column}`),
      'top-1 as printed',
      'top-5 as printed',
      'source',
      'address',
      'commit',
    ],
    rows: entries.map(({ row, subject, parameters, operations }) => [
      subject.title,
      Object.entries({ network: row.network, ...row.options })
        .map(([name, value]) => `${name}=${String(value)}`)
        .join(' '),
      ...cellsOf(parameters),
      ...cellsOf(operations),
      row.quoted.top1 ?? null,
      row.quoted.top5 ?? null,
      row.source.title,
      linksOf(row.source).at(-1)?.address ?? null,
      row.source.commit ?? null,
    ]),
  };
}
