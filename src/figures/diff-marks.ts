/** What differs between two networks, as grounds on the drawing of either. */
import type { ChangeKind, NetworkDiff } from '../core/network-diff.js';
import type { ColourToken } from './encodings.js';
import type { Entry } from './outline.js';
import type { OverlayMarks } from './overlay.js';

export type DiffSide = 'left' | 'right';

/** What is said of a part: what only moves is the same. */
export type PartChange = Exclude<ChangeKind, 'moved'>;

export const CHANGE_COLOURS: Readonly<Record<PartChange, ColourToken>> = {
  removed: 'add',
  added: 'norm',
  changed: 'depthwise',
  wider: 'pointwise',
  narrower: 'activation',
};

export const washOfChange = (change: PartChange): string => `word kind-${CHANGE_COLOURS[change]}`;

/** What becomes of each node of one side, by its id; nothing of those that stay as they are. */
function changesOf({ changes }: NetworkDiff, side: DiffSide): ReadonlyMap<string, PartChange> {
  return new Map(
    changes.flatMap((change): [string, PartChange][] => {
      if (change.kind === 'moved') return [];
      if ('node' in change)
        return (change.kind === 'added') === (side === 'right') ? [[change.node.id, change.kind]] : [];
      return [[(side === 'left' ? change.from : change.to).id, change.kind]];
    }),
  );
}

/** Of several layers: what all that change have in common; gone or new only where all of them are. */
function joined(changes: readonly (PartChange | undefined)[]): PartChange | undefined {
  const some = new Set(changes.filter((change) => change !== undefined));
  const [only] = some;
  if (some.size !== 1) return some.size ? 'changed' : undefined;
  const isPart = changes.includes(undefined);
  return isPart && (only === 'added' || only === 'removed') ? 'changed' : only;
}

/** The marks of one side: a ground behind what differs, in the colour of what becomes of it. */
export function diffMarks(diff: NetworkDiff, side: DiffSide): OverlayMarks {
  const { nodes } = diff[side];
  const changes = changesOf(diff, side);
  const changeAt = (first: number, end: number): PartChange | undefined =>
    joined(nodes.slice(first, end).map(({ id }) => changes.get(id)));
  return {
    row: () => [],
    washes: (closed: readonly Entry[]) =>
      closed.map(({ first, end }) => {
        const change = changeAt(first, end);
        return change ? washOfChange(change) : '';
      }),
    caption: () => '',
    wordsOf: (first, end) => changeAt(first, end) ?? '',
  };
}
