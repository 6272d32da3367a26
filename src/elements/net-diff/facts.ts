/** What differs between two networks, as rows for the eye and to take away. */
import {
  countOperations,
  countParameters,
  excerptName,
  indexOf,
  type ConventionId,
  type Network,
} from '../../core/index.js';
import { rangeOf } from '../../core/cost.js';
import type { NetworkDiff, NodeChange } from '../../core/network-diff.js';
import type { DiffSide } from '../../figures/diff-marks.js';
import { titleOf } from '../../figures/encodings.js';
import { outlineOf } from '../../figures/outline.js';
import type { ExportTable } from '../../words/table-export.js';
import { conventionName } from '../../words/convention-name.js';

export interface StageRow {
  readonly path: string;
  /** Of the left and of the right; 0 where one has no such stage. */
  readonly parameters: readonly [number, number];
  readonly operations: readonly [number, number];
}

const stagesOf = (network: Network): readonly string[] =>
  outlineOf(network, { detail: 'stages', toggled: new Set() }).map(({ path }) => path);

/** What each stage costs in both, in the order of the left; the whole last. */
export function stageRows({ left, right }: NetworkDiff, convention: ConventionId): readonly StageRow[] {
  const paths = [stagesOf(left), stagesOf(right)] as const;
  const count = (of: typeof countParameters, path: string): readonly [number, number] => [
    paths[0].includes(path) || !path ? of({ network: left, path }, convention) : 0,
    paths[1].includes(path) || !path ? of({ network: right, path }, convention) : 0,
  ];
  return [...new Set(paths.flat()), ''].map((path) => ({
    path,
    parameters: count(countParameters, path),
    operations: count(countOperations, path),
  }));
}

/** What of a network's other one stands where a part of it stands; '' for nothing. */
export function counterpart({ pairs, left, right }: NetworkDiff, path: string, from: DiffSide): string {
  if (!path) return '';
  const [own, other] = from === 'left' ? [left, right] : [right, left];
  const toOther = from === 'left' ? pairs : new Map([...pairs].map(([a, b]) => [b, a]));
  const { groups } = indexOf(own);
  if (!groups.has(path)) return toOther.get(path) ?? '';
  const others = indexOf(other).groups;
  if (others.has(path)) return path;
  const [first, end] = rangeOf(own, path);
  const found = own.nodes.slice(first, end).flatMap(({ id }) => toOther.get(id) ?? [])[0];
  const depth = path.split('/').length;
  const around = found?.split('/').slice(0, depth).join('/') ?? '';
  return others.has(around) ? around : (found ?? '');
}

/** A change in words: `3×3 → 5×5`. */
export function wordsOfChange(change: NodeChange): string {
  if ('node' in change) return titleOf(change.node);
  const [before, after] = [titleOf(change.from), titleOf(change.to)];
  const shapes = [change.from, change.to].map(({ outputShape }) => outputShape.join('×'));
  return [
    before === after ? before : `${before} → ${after}`,
    shapes[0] === shapes[1] ? shapes[0] : shapes.join(' → '),
  ].join(', ');
}

export const pathOfChange = (change: NodeChange): string => ('node' in change ? change.node.id : change.from.id);

export function exportDiff(diff: NetworkDiff, convention: ConventionId): ExportTable {
  const { left, right } = diff;
  return {
    title: `${left.title} to ${right.title}`,
    about: [
      `Counted as ${conventionName(convention)}: ${stageRows(diff, convention).at(-1)!.operations.join(' and ')} operations for one image.`,
      'Layers are each other’s by path, by name, then by kind and place within equal groups.',
    ],
    columns: ['change', 'layer of the first', 'layer of the second', 'what', 'fields'],
    rows: diff.changes.map((change) => [
      change.kind,
      change.kind === 'added' ? null : pathOfChange(change),
      'node' in change ? (change.kind === 'added' ? change.node.id : null) : change.to.id,
      wordsOfChange(change),
      'fields' in change ? change.fields.map(({ field }) => excerptName(field)).join(' ') : null,
    ]),
  };
}
