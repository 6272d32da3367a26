/** What of a network can be found, and by which texts: worked out once a network, when somebody first searches it. */
import {
  formatShape,
  opOf,
  type Group,
  type GroupRole,
  type NameScheme,
  type Network,
  type NetworkNode,
} from '../../core/index.js';
import { oncePer } from '../../core/once.js';
import { fold } from './fold.js';

/** Whose name a text is. */
export type NameSource = 'path' | NameScheme;

/** A text with the form in which it is compared. */
export interface FoldedText {
  readonly text: string;
  readonly folded: string;
}

export interface FoldedName extends FoldedText {
  readonly source: NameSource;
}

/** A layer or a group as a search sees it. */
export interface Entry {
  readonly path: string;
  readonly role: 'layer' | GroupRole;
  /** Half-open range in `Network.nodes`. */
  readonly first: number;
  readonly end: number;
  /** The node, where it is one. */
  readonly node?: NetworkNode;
  /** Its path first. */
  readonly names: readonly FoldedName[];
  /** What a reader calls its kind. */
  readonly title: FoldedText;
  /** The id of its kind, folded, and of a group its role. */
  readonly kind: string;
  /** Of what it gives out. */
  readonly shape: FoldedText;
}

export interface Entries {
  /** In execution order, groups before what is in them. */
  readonly all: readonly Entry[];
  /** Every name there is, folded. */
  readonly names: ReadonlySet<string>;
}

const foldedText = (text: string): FoldedText => ({ text, folded: fold(text) });

const nameBy = (source: NameSource, text: string): FoldedName => ({ source, ...foldedText(text) });

function entryOfNode(node: NetworkNode, at: number): Entry {
  const { id, kind, attributes, names, outputShape } = node;
  const others = Object.entries(names) as [NameScheme, string][];
  return {
    path: id,
    role: 'layer',
    first: at,
    end: at + 1,
    node,
    names: [nameBy('path', id), ...others.map(([scheme, name]) => nameBy(scheme, name))],
    title: foldedText(opOf(kind).title(attributes)),
    kind: fold(kind),
    shape: foldedText(formatShape(outputShape)),
  };
}

function entryOfGroup({ id, role, title, first, end }: Group, { nodes }: Network): Entry {
  return {
    path: id,
    role,
    first,
    end,
    names: [nameBy('path', id)],
    title: foldedText(title),
    kind: role,
    shape: foldedText(formatShape(nodes[end - 1]!.outputShape)),
  };
}

/** Everything that can be found in a network. */
export const entriesOf = oncePer((network: Network): Entries => {
  const groups = network.groups.filter(({ first, end }) => first < end);
  const all: Entry[] = [...groups.map((group) => entryOfGroup(group, network)), ...network.nodes.map(entryOfNode)];
  all.sort((a, b) => a.first - b.first);
  return { all, names: new Set(all.flatMap(({ names }) => names.map(({ folded }) => folded))) };
});
