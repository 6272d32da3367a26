/** The tree of a network from a file: nested models, and layers whose names begin alike, `block_3_expand` and `block_3_project`. */
import { MOST_WORDS } from '../../core/limits.js';
import type { Nest } from './draft.js';
import type { Unit } from './units.js';

export interface Branch {
  readonly name: string;
  readonly title: string;
  /** A nested model is a stage; so is a group of groups. */
  readonly isStage: boolean;
  readonly children: readonly Child[];
}

export type Child = Branch | Twig;

/** A unit where it stands; named without what the groups around it say already. */
export interface Twig {
  readonly name: string;
  readonly unit: Unit;
}

export const isBranch = (child: Child): child is Branch => 'children' in child;

export const growTree = (units: readonly Unit[]): readonly Child[] => byNest(units, 0).flatMap(dissolve);

/** A stage is drawn around blocks and layers, not around stages: the outer one gives way. */
function dissolve(child: Child): readonly Child[] {
  if (!isBranch(child)) return [child];
  const children = child.children.flatMap(dissolve);
  return children.some((inner) => isBranch(inner) && inner.isStage) ? children : [{ ...child, children }];
}

/** Neighbours in the same nested model become its branch. */
function byNest(units: readonly Unit[], depth: number): readonly Child[] {
  const nestAt = ({ origin }: Unit): Nest | undefined => origin.nests[depth];
  const keyOf = (unit: Unit): string => `${nestAt(unit)?.use} ${nestAt(unit)?.name}`;
  return runsBy(units, keyOf).flatMap((run): readonly Child[] => {
    const nest = nestAt(run[0]!);
    if (!nest)
      return byPrefix(
        run.map((unit) => ({ unit, words: wordsOf(unit.name) })),
        0,
      );
    const name = nest.use > 1 ? `${nest.name}_use_${nest.use}` : nest.name;
    const branch = { name, title: nest.name, isStage: true, children: byNest(run, depth + 1) };
    return nest.isPath ? [plainer(branch)] : [branch];
  });
}

/** A path's part around one thing is a longer name; around one block and little more, the block is what it is. */
function plainer({ name, title, children }: Branch): Child {
  const under = (child: Child, prefix: string): Child => ({ ...child, name: `${prefix}.${child.name}` });
  const [first, ...others] = children;
  if (first && !others.length)
    return isBranch(first) && !/^\d/.test(first.name) ? { ...first, name, title } : under(first, name);
  const branches = children.filter(isBranch);
  const [inner] = branches;
  if (branches.length !== 1 || inner!.isStage) return { name, title, isStage: branches.length > 0, children };
  const flat = children.flatMap((child) =>
    child === inner ? inner.children.map((one) => under(one, inner.name)) : [child],
  );
  return { name, title, isStage: false, children: flat };
}

interface Worded {
  readonly unit: Unit;
  /** `block_3_expand` in its parts. */
  readonly words: readonly string[];
}

/** Neighbours whose names share the words up to a number become a branch, if there are two or more and others beside them. */
function byPrefix(units: readonly Worded[], depth: number): readonly Child[] {
  const children: Child[] = [];
  for (let at = 0; at < units.length;) {
    const { length, end } = sharedFrom(units, at, depth);
    if (length) {
      const inside = byPrefix(units.slice(at, end), length);
      const name = units[at]!.words.slice(depth, length).join('_');
      const title = units[at]!.words.slice(0, length).join(' ');
      children.push({ name, title, isStage: inside.some(isBranch), children: inside });
    } else children.push(twigOf(units[at]!, depth));
    at = length ? end : at + 1;
  }
  return children;
}

/** The first prefix that makes a group from `at` on: how many words, all that its units share, and where it ends. */
function sharedFrom(
  units: readonly Worded[],
  at: number,
  depth: number,
): { readonly length: number; readonly end: number } {
  const { words } = units[at]!;
  let longest = { length: 0, end: at };
  for (let length = depth + 1; length <= words.length; length++) {
    if (!namesGroup(words.slice(0, length))) continue;
    let end = at + 1;
    while (end < units.length && isShared(words, units[end]!.words, length)) end++;
    if (longest.length && end < longest.end) return longest;
    if (end - at > 1 && end - at < units.length) longest = { length, end };
  }
  return longest;
}

/** Keras gives the first block of MobileNetV2 no number; those that have one are groups of their own. */
const UNNUMBERED = ['expanded', 'conv'];

/** `block1a`, `conv2` and `3` say which of many; `conv2d` says what. */
const namesGroup = (words: readonly string[]): boolean =>
  (/\d[a-z]?$/.test(words.at(-1)!) && !/2d$/i.test(words.at(-1)!)) || words.join() === UNNUMBERED.join();

const isShared = (words: readonly string[], others: readonly string[], length: number): boolean =>
  words.slice(0, length).every((word, at) => word === others[at]) &&
  !(length === UNNUMBERED.length && words[0] === UNNUMBERED[0] && /^\d+$/.test(others[length] ?? ''));

/** The last has all that are left over. */
function wordsOf(name: string): readonly string[] {
  const words = name.split(/[_/]/).filter(Boolean);
  return words.length > MOST_WORDS ? [...words.slice(0, MOST_WORDS - 1), words.slice(MOST_WORDS - 1).join('_')] : words;
}

const twigOf = ({ unit, words }: Worded, depth: number): Twig => ({
  name: words.slice(depth).join('_') || unit.parts[0]!.name,
  unit,
});

function runsBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const runs: T[][] = [];
  let last: string | undefined;
  for (const item of items) {
    const key = keyOf(item);
    if (key === last) runs.at(-1)!.push(item);
    else runs.push([item]);
    last = key;
  }
  return runs;
}
