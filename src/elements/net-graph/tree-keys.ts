/** What keys do in the tree of items; a chunk of its own, loaded with the focus. */
import { isBetween, type BlockGraph } from '../../figures/block-graph.js';
import type { Entry } from '../../figures/outline.js';
import type { Move } from './keys.js';

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

/** Where the shortcut at an item leads: on to where it ends, or back to where it starts; the other way where there is only that. */
export function otherEndOf({ arches }: BlockGraph, path: string, move: 'follow' | 'follow-back'): string | undefined {
  const starting = arches.find((arch) => isBetween(arch) && arch.source === path)?.target;
  const ending = arches.find((arch) => isBetween(arch) && arch.target === path)?.source;
  return move === 'follow' ? (starting ?? ending) : (ending ?? starting);
}

/** What keys do to the graph around them. */
export interface KeyActs {
  readonly drawing: () => { readonly graph: BlockGraph; readonly entries: readonly Entry[] };
  readonly focus: (entry: Entry) => void;
  readonly select: (path: string) => void;
  readonly toggle: (path: string) => void;
  /** Settles once what was opened or closed is drawn. */
  readonly drawn: () => Promise<unknown>;
  readonly zoom: (move: 'zoom-in' | 'zoom-out' | 'fit') => void;
}

/** Carries out what a key asked for, at an item. */
export function carryOut(acts: KeyActs, move: Move, from: Entry): void {
  const { graph, entries } = acts.drawing();
  const focus = (path: string | undefined): void => {
    const entry = acts.drawing().entries.find((one) => one.path === path);
    if (entry) acts.focus(entry);
  };
  const toggle = (): void => {
    if (from.group) acts.toggle(from.path);
  };
  switch (move) {
    case 'zoom-in':
    case 'zoom-out':
    case 'fit':
      return acts.zoom(move);
    case 'choose':
      return acts.select(from.path);
    case 'toggle':
      acts.select(from.path);
      return toggle();
    case 'in':
      if (!from.open) toggle();
      return void acts
        .drawn()
        .then(() => focus(acts.drawing().entries.find(({ parent }) => parent === from.path)?.path));
    case 'out':
      if (from.open) toggle();
      return void acts.drawn().then(() => focus(from.open ? from.path : from.parent));
    case 'follow':
    case 'follow-back':
      return focus(otherEndOf(graph, from.path, move));
    default:
      return focus(neighbourOf(entries, from, move)?.path);
  }
}
