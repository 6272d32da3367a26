/** Accuracies that were published, and the networks that they were measured with. */
import type { PublishedRow } from '../../core/accounts.js';
import { resolveOptions, type Family, type OptionValue } from '../../core/index.js';
import { published } from '../../core/published/index.js';

/** A published row that has an accuracy. */
export interface Accuracy {
  readonly id: string;
  readonly row: PublishedRow;
  /** Percent of ImageNet's validation images, as printed. */
  readonly top1: number;
}

/** In the order of the register's tables. */
export const publishedAccuracies: readonly Accuracy[] = /* @__PURE__ */ published.flatMap((row) =>
  row.quoted.top1 === undefined ? [] : [{ id: row.id, row, top1: row.quoted.top1 }],
);

/** Equal on choices of a family that build the same network. Throws as `resolveOptions` does. */
export const networkKey = (family: Family, options: Readonly<Record<string, OptionValue>>): string =>
  JSON.stringify([family.id, { ...resolveOptions(family, options), preset: undefined }]);

/** What was published of a family, by the keys of its networks. */
export function accuraciesByKey(family: Family): ReadonlyMap<string, readonly Accuracy[]> {
  const found = new Map<string, Accuracy[]>();
  for (const accuracy of publishedAccuracies) {
    if (accuracy.row.network !== family.id) continue;
    const key = networkKey(family, accuracy.row.options);
    found.set(key, [...(found.get(key) ?? []), accuracy]);
  }
  return found;
}

/** `72.0 %` */
export const formatAccuracy = (top1: number): string => `${top1.toFixed(1)}\u00a0%`;

/** `Sandler et al., MobileNetV2, arXiv:1801.04381, Table 4`: a source without its remarks. */
export const shortSource = ({ row: { source } }: Accuracy): string => source.title.replace(/\s*\([^)]*\)|;.*$/g, '');

/** Where a row can be read. */
export function addressOf({ row: { source } }: Accuracy): string | undefined {
  const { url, repository, path, commit } = source;
  if (url) return url;
  if (!repository) return undefined;
  const base = `https://github.com/${repository}`;
  return path && commit && !path.includes(' ') ? `${base}/blob/${commit}/${path}` : base;
}
