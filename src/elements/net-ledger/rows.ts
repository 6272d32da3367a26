/** The ledger as data: every published row with its accounts, which of them a reader wants to see, and what they sum up to. */
import { networks } from '../../core/index.js';
import { accountOf, type Account } from '../../core/published/account.js';
import { oncePer } from '../../core/once.js';
import { published } from '../../core/published/index.js';
import type { PublishedRow, PublishedSource } from '../../core/published/types.js';
import { parseFigure } from '../../core/figures.js';
import { titleOfReading } from '../../core/readings.js';
import { subjectOf, type Subject } from '../shared/subjects.js';

export interface LedgerRow {
  readonly row: PublishedRow;
  readonly subject: Subject;
  readonly parameters?: Account;
  readonly operations?: Account;
}

/** Which rows a reader wants: all, those whose figures come out, those with one that does not. */
export type Status = 'all' | 'reproduced' | 'open';

export interface Filter {
  /** A family's id; empty for every family. */
  readonly family: string;
  readonly status: Status;
  readonly search: string;
}

export interface LedgerGroup {
  readonly id: string;
  readonly source: PublishedSource;
  readonly rows: readonly LedgerRow[];
}

/** Families that somebody has published a figure about. */
export const publishedFamilies = () => networks.filter(({ id }) => published.some(({ network }) => network === id));

/** A row with its accounts. */
export const ledgerRowOf = oncePer((row: PublishedRow): LedgerRow => {
  const subject = subjectOf(row);
  const parameters = accountOf(row, 'parameters', subject.count);
  const operations = accountOf(row, 'operations', subject.count);
  return { row, subject, ...(parameters && { parameters }), ...(operations && { operations }) };
});

export const accountsOf = ({ parameters, operations }: LedgerRow): readonly Account[] =>
  [parameters, operations].filter((account) => account !== undefined);

/** In how far ours is the printed figure: to the unit, or in its digits. */
export const roundingOf = ({ printed, rounding }: Account): string =>
  parseFigure(printed)?.scales[0] === 1 ? 'exact' : rounding;

/** How ours came about, or why it is not the printed one. */
export const explanationOf = (account: Account): string =>
  account.holds
    ? [titleOfReading(account.reading), account.remark].filter(Boolean).join('. ')
    : (account.remark ?? 'no reading that we know gives these digits');

/** The words of a row that a search looks through. */
const wordsOf = ({ row, subject }: LedgerRow): string =>
  [subject.title, subject.detail, row.network, row.source.title, row.source.repository, ...Object.values(row.quoted)]
    .join(' ')
    .toLowerCase();

export function isWanted(entry: LedgerRow, { family, status, search }: Filter): boolean {
  const comesOut = accountsOf(entry).every(({ holds }) => holds);
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return (
    (!family || entry.row.network === family) &&
    (status === 'all' || comesOut === (status === 'reproduced')) &&
    words.every((word) => wordsOf(entry).includes(word))
  );
}

/** Tables come as the register has the family of their first row; of one family, papers before repositories. */
const placeOf = ({ rows, source }: LedgerGroup): number =>
  networks.findIndex(({ id }) => id === rows[0]!.row.network) + (source.url ? 0 : 0.5);

/** Rows by the table that they were printed in; no more than the first `most` of them. */
export function groupRows(entries: readonly LedgerRow[], most = Infinity): readonly LedgerGroup[] {
  const ids = new Set(entries.map(({ row }) => row.group));
  const groups = [...ids].map((id) => {
    const rows = entries.filter(({ row }) => row.group === id);
    return { id, source: rows[0]!.row.source, rows };
  });
  let left = most;
  const first = ({ rows, ...group }: LedgerGroup): LedgerGroup => {
    const taken = { ...group, rows: rows.slice(0, left) };
    left -= taken.rows.length;
    return taken;
  };
  return groups
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map(first)
    .filter(({ rows }) => rows.length);
}

/** How many printed figures come out to the digit, of how many. */
export function tally(entries: readonly LedgerRow[]): { readonly holding: number; readonly all: number } {
  const accounts = entries.flatMap(accountsOf);
  return { holding: accounts.filter(({ holds }) => holds).length, all: accounts.length };
}

interface Link {
  readonly text: string;
  readonly address?: string;
}

const GITHUB = 'https://github.com';

/** Where a source is to be read: its address, or its repository and each file of it at the commit that was read. */
export function linksOf({ url, repository, path, commit }: PublishedSource): readonly Link[] {
  if (url) return [{ text: url.replace(/^https?:\/\//, ''), address: url }];
  if (!repository) return [];
  if (!path || !commit) return [{ text: repository, address: `${GITHUB}/${repository}` }];
  const files = path.split(/, | and /);
  return [
    { text: repository, address: `${GITHUB}/${repository}` },
    ...files.map((file) => ({ text: file, address: `${GITHUB}/${repository}/blob/${commit}/${file}` })),
  ];
}
