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
} from '../core/index.js';
import type { TableColumn as Column } from '../words/table-columns.js';
import { encode, titleOf } from './encodings.js';

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

/** What a table is made of. */
interface Source {
  readonly network: Network;
  readonly convention: ConventionId;
  /** The groups that are shown, by the group around them and their first node. */
  readonly groups: ReadonlyMap<string, Group>;
  /** What the units that are not shown are called, by their paths. */
  readonly units: ReadonlyMap<string, string>;
}

const placeOf = (first: number, parent = ''): string => `${first} ${parent}`;

/** The whole table as a tree, in execution order, counted under a convention. */
export function rowsOf(network: Network, convention: ConventionId): readonly Row[] {
  const shown = network.groups.filter(isShown);
  const groups = new Map(shown.map((group) => [placeOf(group.first, group.parent), group]));
  const hidden = network.groups.filter((group) => !isShown(group));
  const units = new Map(hidden.map(({ id, title }) => [id, title]));
  return rowsWithin({ network, convention, groups, units }, 0, network.nodes.length);
}

/** The rows right inside a group, or of the whole network. */
function rowsWithin(source: Source, first: number, end: number, parent?: string): Row[] {
  const rows: Row[] = [];
  for (let index = first; index < end;) {
    const group = source.groups.get(placeOf(index, parent));
    rows.push(group ? groupRow(source, group) : nodeRow(source, index, parent));
    index = group ? group.end : index + 1;
  }
  return rows;
}

function groupRow(source: Source, { id, title, parent, first, end }: Group): Row {
  const { network, convention } = source;
  const last = network.nodes[end - 1]!;
  return {
    path: id,
    title: sentence(title),
    unit: '',
    children: rowsWithin(source, first, end, id),
    ...(parent && { parent }),
    outputShape: formatShape(last.outputShape),
    window: '',
    values: valuesOf({ network, path: id }, last, convention),
  };
}

function nodeRow({ network, convention, units }: Source, index: number, parent: string | undefined): Row {
  const node = network.nodes[index]!;
  return {
    path: node.id,
    ...wordsOf(node, units),
    node,
    children: [],
    ...(parent && { parent }),
    outputShape: formatShape(node.outputShape),
    window: encode(node).detail,
    values: valuesOf({ network, path: node.id }, node, convention),
  };
}

/** Its kind without the window, which has a column of its own, and its unit where that says more. */
function wordsOf(node: NetworkNode, units: Source['units']): Pick<Row, 'title' | 'unit'> {
  const title = sentence(titleOf(node).replace(/ \d+×\d+.*$/, ''));
  const unit = unitOf(node.id, units);
  return { title, unit: title.toLowerCase().startsWith(unit) ? '' : unit };
}

/** The unit around a node of a block tells which of its convolutions it is. */
function unitOf(path: string, units: Source['units']): string {
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
    const title = units.get(path.slice(0, at));
    if (title !== undefined) return title;
  }
  return '';
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
