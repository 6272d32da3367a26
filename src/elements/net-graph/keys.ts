import type { Entry } from '../../figures/outline.js';
import type { Orientation } from '../../figures/frame.js';

/** What a key asks for. */
export type Move =
  | 'next'
  | 'previous'
  | 'in'
  | 'out'
  | 'first'
  | 'last'
  | 'choose'
  | 'toggle'
  | 'follow'
  | 'follow-back'
  | 'zoom-in'
  | 'zoom-out'
  | 'fit';

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
  s: 'follow',
  S: 'follow-back',
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

/** What a key asks for of an item; what does nothing there is left to the page: Escape may close the dialog around. */
export function moveAt(
  { key, ctrlKey, metaKey, altKey }: KeyboardEvent,
  { open, parent }: Entry,
  orientation: Orientation,
): Move | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  const move = moveOf(key, orientation);
  return move === 'out' && !open && !parent ? undefined : move;
}
