import type { Entry } from '../../figures/outline.js';
import type { Orientation } from '../../figures/frame.js';

/** What a key asks for. */
export type Move =
  'next' | 'previous' | 'in' | 'out' | 'first' | 'last' | 'choose' | 'toggle' | 'zoom-in' | 'zoom-out' | 'fit';

const ALONG = {
  horizontal: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
  vertical: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'],
} as const;

const OTHERS: Readonly<Record<string, Move>> = {
  Home: 'first',
  End: 'last',
  Enter: 'toggle',
  ' ': 'choose',
  Escape: 'out',
  Backspace: 'out',
  '+': 'zoom-in',
  '=': 'zoom-in',
  '-': 'zoom-out',
  '0': 'fit',
};

/** Arrows along the flow move, arrows across it go into a group and out of it. */
export function moveOf(key: string, orientation: Orientation): Move | undefined {
  const [back, forth, out, into] = ALONG[orientation];
  const arrows: Readonly<Record<string, Move>> = { [back]: 'previous', [forth]: 'next', [out]: 'out', [into]: 'in' };
  return arrows[key] ?? OTHERS[key];
}

const isWithin = (path: string, group: string): boolean => path.startsWith(`${group}/`);

/** Where a move along the flow leads from an entry: an open group is passed over as a whole, its inside is one deeper. */
export function neighbourOf(entries: readonly Entry[], from: Entry, move: Move): Entry | undefined {
  const leaves = entries.filter(({ open }) => !open);
  if (move === 'first') return leaves[0];
  if (move === 'last') return leaves.at(-1);
  if (from.open) {
    const outside = entries.filter((entry) => entry.path === from.path || !isWithin(entry.path, from.path));
    const at = outside.indexOf(from);
    const peers = move === 'next' ? outside.slice(at + 1) : outside.slice(0, at).reverse();
    return peers.find(({ level }) => level <= from.level);
  }
  const at = leaves.indexOf(from);
  return leaves[at + (move === 'next' ? 1 : -1)];
}
