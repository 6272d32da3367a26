import type { Arch, BlockGraph } from '../../figures/block-graph.js';
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

/** Whether a shortcut leads from one item to another, and not within one. */
const isBetween = ({ source, target }: Arch): boolean => source !== target;

/** The shortcuts that start or end at each item, in words, by its path. */
export function waysOf({ arches }: BlockGraph): ReadonlyMap<string, readonly string[]> {
  const ways = new Map<string, string[]>();
  for (const { source, target, title } of arches.filter(isBetween))
    for (const path of [source, target]) ways.set(path, [...(ways.get(path) ?? []), title]);
  return ways;
}

/** Where the shortcut at an item leads: on to where it ends, or back to where it starts; the other way where there is only that. */
export function otherEndOf({ arches }: BlockGraph, path: string, move: 'follow' | 'follow-back'): string | undefined {
  const starting = arches.find((arch) => isBetween(arch) && arch.source === path)?.target;
  const ending = arches.find((arch) => isBetween(arch) && arch.target === path)?.source;
  return move === 'follow' ? (starting ?? ending) : (ending ?? starting);
}

/** What keys do to the graph around them. */
export interface KeyActs {
  readonly graph: () => BlockGraph;
  readonly focus: (entry: Entry) => void;
  readonly select: (path: string) => void;
  readonly toggle: (path: string) => void;
  /** Settles once what was opened or closed is drawn. */
  readonly drawn: () => Promise<unknown>;
  readonly zoom: (move: 'zoom-in' | 'zoom-out' | 'fit') => void;
}

/** Carries out what keys ask for. */
export class TreeKeys {
  constructor(private readonly acts: KeyActs) {}

  private get entries(): readonly Entry[] {
    return this.acts.graph().items.map(({ entry }) => entry);
  }

  /** Tells whether a key meant something here; what does nothing is left to the page: Escape may close the dialog around. */
  press({ key, ctrlKey, metaKey, altKey }: KeyboardEvent, path: string | undefined): boolean {
    if (ctrlKey || metaKey || altKey) return false;
    const move = moveOf(key, this.acts.graph().orientation);
    const entry = this.entries.find((one) => one.path === path);
    if (!move || !entry || (move === 'out' && !entry.open && !entry.parent)) return false;
    this.carryOut(move, entry);
    return true;
  }

  private carryOut(move: Move, entry: Entry): void {
    switch (move) {
      case 'zoom-in':
      case 'zoom-out':
      case 'fit':
        return this.acts.zoom(move);
      case 'choose':
        return this.acts.select(entry.path);
      case 'toggle':
        this.acts.select(entry.path);
        return this.toggle(entry);
      case 'in':
        if (!entry.open) this.toggle(entry);
        return this.focusLater(({ parent }) => parent === entry.path);
      case 'out':
        if (entry.open) this.toggle(entry);
        return this.focusLater(({ path }) => path === (entry.open ? entry.path : entry.parent));
      case 'follow':
      case 'follow-back':
        return this.focus(this.at(otherEndOf(this.acts.graph(), entry.path, move)));
      default:
        return this.focus(neighbourOf(this.entries, entry, move));
    }
  }

  private toggle({ group, path }: Entry): void {
    if (group) this.acts.toggle(path);
  }

  private at(path: string | undefined): Entry | undefined {
    return this.entries.find((entry) => entry.path === path);
  }

  private focus(entry: Entry | undefined): void {
    if (entry) this.acts.focus(entry);
  }

  private focusLater(isMeant: (entry: Entry) => boolean): void {
    void this.acts.drawn().then(() => this.focus(this.entries.find(isMeant)));
  }
}
