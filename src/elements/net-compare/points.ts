import { type PublishedRow } from '../../core/accounts.js';
import { families, resolveOptions } from '../../core/index.js';
import { once } from '../../core/once.js';
import { published } from '../../core/published/index.js';
import type { NetworkChoice } from '../../explorer/source.js';
import { subjectOf, type Subject } from './subject.js';

/** A published accuracy, and the network that it was measured with, counted here. */
export interface Point extends Subject {
  readonly id: string;
  readonly row: PublishedRow;
  /** Percent of ImageNet's validation images, as printed. */
  readonly top1: number;
  /** Equal on equal networks. */
  readonly key: string;
}

/** Every published row that has an accuracy. */
export const accuracyPoints = once((): readonly Point[] => published.flatMap(pointOf));

function pointOf(row: PublishedRow): readonly Point[] {
  const { top1 } = row.quoted;
  if (top1 === undefined) return [];
  const choice = { network: row.network, options: row.options };
  return [{ ...subjectOf(choice), id: row.id, row, top1, key: keyOf(choice) }];
}

const keyOf = ({ network, options }: NetworkChoice): string => {
  const values = resolveOptions(families.of(network), options);
  return JSON.stringify([network, { ...values, preset: undefined }]);
};

/** The accuracies that were published of exactly this network, every option the same. */
export function accuraciesOf(choice: NetworkChoice): readonly Point[] {
  if (!families.all.some(({ id }) => id === choice.network)) return []; // a model from a file
  const key = keyOf(choice);
  return accuracyPoints().filter((point) => point.key === key);
}

/** `72.0 %` */
export const formatAccuracy = (top1: number): string => `${top1.toFixed(1)}\u00a0%`;

/** `Sandler et al., MobileNetV2, arXiv:1801.04381, Table 4`: a source without its remarks. */
export const shortSource = ({ row: { source } }: Point): string => source.title.replace(/\s*\([^)]*\)|;.*$/g, '');

/** Where a row can be read. */
export function addressOf({ row: { source } }: Point): string | undefined {
  const { url, repository, path, commit } = source;
  if (url) return url;
  if (!repository) return undefined;
  const base = `https://github.com/${repository}`;
  return path && commit && !path.includes(' ') ? `${base}/blob/${commit}/${path}` : base;
}
