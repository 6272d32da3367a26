import type { PlacedRow } from '../../figures/layer-rows.js';

/** What a key asks of a treegrid (WAI-ARIA practices): another row, or this one opened or closed. */
export type TreeMove = { readonly focus: number } | { readonly toggle: string } | undefined;

const toParent = (rows: readonly PlacedRow[], at: number): number => {
  const level = rows[at]!.level;
  return rows.findLastIndex((row, index) => index < at && row.level < level);
};

/** `undefined` where the key means nothing here. */
export function moveBy(key: string, rows: readonly PlacedRow[], at: number): TreeMove {
  const row = rows[at];
  if (!row) return undefined;
  const closed = row.children.length > 0 && !row.open;
  switch (key) {
    case 'ArrowDown':
      return { focus: Math.min(at + 1, rows.length - 1) };
    case 'ArrowUp':
      return { focus: Math.max(at - 1, 0) };
    case 'Home':
      return { focus: 0 };
    case 'End':
      return { focus: rows.length - 1 };
    case 'ArrowRight':
      return closed ? { toggle: row.path } : row.open ? { focus: at + 1 } : undefined;
    case 'ArrowLeft':
      return row.open ? { toggle: row.path } : toParent(rows, at) >= 0 ? { focus: toParent(rows, at) } : undefined;
    default:
      return undefined;
  }
}
