import { indexOf, type Detail, type Group, type Network, type NetworkNode } from '../core/index.js';

/** Which groups are open: those that the detail opens, except those that a reader has toggled. */
export interface Opening {
  readonly detail: Detail;
  readonly toggled: ReadonlySet<string>;
  /** Closed blocks that follow each other and are alike are one line. */
  readonly fold?: boolean;
}

/** A line of the outline: a layer, or a group that is open (its lines follow) or closed. */
export interface Entry {
  readonly path: string;
  /** Layers `first` to `end` (half-open) of the network lie in it. */
  readonly first: number;
  readonly end: number;
  /** 1 at the top. */
  readonly level: number;
  /** Path of the open group around it; '' at the top. */
  readonly parent: string;
  readonly group?: Group;
  /** Paths of the blocks that it stands for, where it is several. */
  readonly members?: readonly string[];
  /** Set on a layer that is a line of its own. */
  readonly node?: NetworkNode;
  readonly open: boolean;
  /** Place among the lines of the same parent, from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
}

/**
 * Everything that is visible, in the order of the flow, an open group before what is in it. A unit inside a block has no
 * line of its own: an open block shows its layers.
 */
export function outlineOf(network: Network, opening: Opening): readonly Entry[] {
  const entries: Entry[] = [];
  const visit = (around: Group | undefined, level: number): void => {
    const all = childrenOf(network, around);
    const children = opening.fold ? foldAlike(network, all, opening) : all;
    children.forEach((child, index) => {
      const open = child.group !== undefined && isOpen(child.group, opening);
      const place = { level, parent: around?.id ?? '', position: index + 1, siblings: children.length };
      entries.push({ ...child, ...place, open });
      if (open) visit(child.group, level + 1);
    });
  };
  visit(undefined, 1);
  return entries;
}

type Child = Pick<Entry, 'path' | 'first' | 'end' | 'group' | 'node' | 'members'>;

/** The layers and groups directly in a group, in the order of the flow. */
function childrenOf(network: Network, around: Group | undefined): readonly Child[] {
  const { nodes } = network;
  const isBlock = around !== undefined && around.role !== 'stage';
  const inner = isBlock ? [] : (indexOf(network).children.get(around?.id ?? '') ?? []);
  const byFirst = new Map(inner.filter(({ first, end }) => first < end).map((group) => [group.first, group]));
  const children: Child[] = [];
  for (let at = around?.first ?? 0; at < (around?.end ?? nodes.length); at = children.at(-1)!.end) {
    const group = byFirst.get(at);
    if (group) children.push({ path: group.id, first: at, end: group.end, group });
    else children.push({ path: nodes[at]!.id, first: at, end: at + 1, node: nodes[at]! });
  }
  return children;
}

/** Joins closed blocks that follow each other and are alike; the first of them is drawn. */
function foldAlike(network: Network, children: readonly Child[], opening: Opening): readonly Child[] {
  const folded: Child[] = [];
  let before: string | undefined;
  for (const child of children) {
    const { group, path, end } = child;
    const looks = group && group.role !== 'stage' && !isOpen(group, opening) ? looksOf(network, child) : undefined;
    const last = folded.at(-1);
    if (last && looks !== undefined && looks === before)
      folded[folded.length - 1] = { ...last, end, members: [...(last.members ?? [last.path]), path] };
    else folded.push(child);
    before = looks;
  }
  return folded;
}

/** What two blocks have in common that are alike: their layers, how these are wired, and their shapes; not their names. */
const looksOf = ({ nodes }: Network, { first, end }: Child): string => {
  const own = nodes.slice(first, end);
  const places = new Map(own.map(({ id }, at) => [id, at]));
  return JSON.stringify(
    own.map(({ kind, attributes, inputs, inputShapes, outputShape }) => [
      kind,
      attributes,
      inputs.map((id) => places.get(id) ?? -1),
      inputShapes,
      outputShape,
    ]),
  );
};

/** Whether a group shows what is in it. */
export function isOpen({ id, role }: Group, { detail, toggled }: Opening): boolean {
  const opened = role === 'stage' ? detail !== 'stages' : detail === 'layers';
  return opened !== toggled.has(id);
}

/** The visible line that a path is seen in: itself, else what is around it. */
export const lineOf = (entries: readonly Entry[], path: string): Entry | undefined =>
  path === ''
    ? undefined
    : entries.findLast(({ path: own, members = [own] }) =>
        members.some((member) => path === member || path.startsWith(`${member}/`)),
      );
