/** The keys of a grid by the pattern of the ARIA guide: one stop of the Tab key, the arrow keys walk, Enter and Space choose. */

const MOVES: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

const clamp = (at: number, count: number): number => Math.min(count - 1, Math.max(0, at));

/** Takes a key that was pressed in a cell of a table with `role="grid"`, on which it listens. `choose`: that cell. */
export function walkGrid(event: KeyboardEvent, choose: () => void): void {
  const step = MOVES[event.key];
  if (!step && event.key !== 'Enter' && event.key !== ' ') return;
  const cell = (event.target as Element).closest<HTMLElement>('[role=gridcell]');
  if (!cell) return;
  event.preventDefault();
  if (!step) return choose();
  const grid = event.currentTarget as HTMLElement;
  const isJump = !event.key.startsWith('Arrow');
  const isMirrored = getComputedStyle(grid).direction === 'rtl' && !isJump;
  const rows = [...grid.querySelectorAll<HTMLElement>('tbody tr')].map((row) => [
    ...row.querySelectorAll<HTMLElement>('[role=gridcell]'),
  ]);
  const row = rows.findIndex((cells) => cells.includes(cell));
  const toRow = clamp(row + (event.ctrlKey && isJump ? step[1] : step[0]), rows.length);
  const toColumn = clamp(rows[row]!.indexOf(cell) + step[1] * (isMirrored ? -1 : 1), rows[toRow]!.length);
  rows[toRow]![toColumn]!.focus();
}
