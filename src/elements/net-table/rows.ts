import {
  countOperations,
  countParameters,
  formatShape,
  type Group,
  type NameScheme,
  type Network,
  type NetworkNode,
  type ConventionId,
  type Part,
} from '../../core/index.js';
import { encode, titleOf } from '../../figures/encodings.js';

/** What the table can be ordered by. */
export type Column = 'output' | 'parameters' | 'operations' | 'ratio';

/** One line of the table: a node, or a stage, block or unit with the sums of what is in it. */
export interface Row {
  readonly path: string;
  readonly title: string;
  /** Which part of a block it belongs to: `expansion`. */
  readonly unit: string;
  /** The node, where it is one. */
  readonly node?: NetworkNode;
  readonly children: readonly Row[];
  /** Path of the row around it. */
  readonly parent?: string;
  readonly outputShape: string;
  /** `3×3 s2`: kernel, and stride where it is not 1. */
  readonly window: string;
  readonly values: Readonly<Record<Column, number>>;
}

/** A row where it stands in the tree that is shown. */
export interface PlacedRow extends Row {
  /** From 1. */
  readonly level: number;
  /** From 1, among its siblings. */
  readonly place: number;
  readonly siblings: number;
  readonly open: boolean;
}

/** Inside a block its units would only repeat the name of their convolution. */
const isShown = (group: Group): boolean => group.role !== 'unit' || group.parent === undefined;

const ratioOf = (operations: number, parameters: number): number => (parameters ? operations / parameters : 0);

function valuesOf(part: Part, output: NetworkNode, convention: ConventionId): Row['values'] {
  const parameters = countParameters(part, convention);
  const operations = countOperations(part, convention);
  const [height, width, channels] = output.outputShape;
  return { output: height * width * channels, parameters, operations, ratio: ratioOf(operations, parameters) };
}

/** Capital first, as a line begins. */
const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The unit around a node of a block tells which of its convolutions it is. */
const unitOf = ({ id }: NetworkNode, { groups }: Network): string =>
  groups.find((group) => !isShown(group) && id.startsWith(`${group.id}/`))?.title ?? '';

/** Its kind without the window, which has a column of its own, and its unit where that says more. */
function wordsOf(node: NetworkNode, network: Network): Pick<Row, 'title' | 'unit'> {
  const title = sentence(titleOf(node).replace(/ \d+×\d+.*$/, ''));
  const unit = unitOf(node, network);
  return { title, unit: title.toLowerCase().startsWith(unit) ? '' : unit };
}

/** The whole table as a tree, in execution order, counted under a convention. */
export function rowsOf(network: Network, convention: ConventionId): readonly Row[] {
  const groups = network.groups.filter(isShown);

  const nodeRow = (index: number, parent?: Group): Row => {
    const node = network.nodes[index]!;
    return {
      path: node.id,
      ...wordsOf(node, network),
      node,
      children: [],
      ...(parent && { parent: parent.id }),
      outputShape: formatShape(node.outputShape),
      window: encode(node).detail,
      values: valuesOf({ network, path: node.id }, node, convention),
    };
  };

  const groupRow = (group: Group): Row => {
    const last = network.nodes[group.end - 1]!;
    return {
      path: group.id,
      title: sentence(group.title),
      unit: '',
      children: within(group.first, group.end, group),
      ...(group.parent && { parent: group.parent }),
      outputShape: formatShape(last.outputShape),
      window: '',
      values: valuesOf({ network, path: group.id }, last, convention),
    };
  };

  /** The rows right inside a group, or of the whole network. */
  const within = (first: number, end: number, parent?: Group): Row[] => {
    const rows: Row[] = [];
    for (let index = first; index < end;) {
      const group = groups.find(
        (candidate) => candidate.first === index && candidate.parent === parent?.id && candidate.end <= end,
      );
      rows.push(group ? groupRow(group) : nodeRow(index, parent));
      index = group ? group.end : index + 1;
    }
    return rows;
  };

  return within(0, network.nodes.length);
}

/** Rows and everything in them. */
export const flatten = (rows: readonly Row[]): Row[] => rows.flatMap((row) => [row, ...flatten(row.children)]);

/** The rows on screen: closed groups hide what is in them. */
export function openRows(rows: readonly Row[], open: ReadonlySet<string>, level = 1): PlacedRow[] {
  return rows.flatMap((row, index) => {
    const isOpen = open.has(row.path);
    const placed = { ...row, level, place: index + 1, siblings: rows.length, open: isOpen };
    return isOpen ? [placed, ...openRows(row.children, open, level + 1)] : [placed];
  });
}

/** All layers without their groups, by one column. Equal ones keep their order. */
export function rankedRows(rows: readonly Row[], column: Column, ascending: boolean): PlacedRow[] {
  const layers = flatten(rows).filter(({ node }) => node);
  const sign = ascending ? 1 : -1;
  layers.sort((a, b) => sign * (a.values[column] - b.values[column]));
  return layers.map((row, index) => ({ ...row, level: 1, place: index + 1, siblings: layers.length, open: false }));
}

/** The groups around a path, outermost first. */
export const ancestorsOf = (rows: readonly Row[], path: string): string[] =>
  rows.flatMap((row) => (path.startsWith(`${row.path}/`) ? [row.path, ...ancestorsOf(row.children, path)] : []));

/** What other code calls a row; its path where no other code is meant. */
export const nameOf = ({ path, node }: Row, scheme: NameScheme | 'path'): string =>
  scheme === 'path' ? path : (node?.names[scheme] ?? '');
