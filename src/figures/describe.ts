import {
  conventionOf,
  countOperations,
  countParameters,
  elementsOf,
  formatShape,
  indexOf,
  roleOf,
  type ConventionId,
  type Network,
  type NetworkNode,
  type Shape,
} from '../core/index.js';
import { operationsTitle } from './cost-bars.js';
import { titleOf } from './encodings.js';
import { flowOf, type Shortcut } from './flow.js';
import { formatCount, formatExact, formatShare, formatSize } from '../words/format.js';
import { blocksOf } from './leaves.js';

/** A range of the network by its path: a group, or one layer. */
export interface Place {
  readonly path: string;
  readonly first: number;
  readonly end: number;
}

/** The place that a path names; `undefined` where the network has none. */
export function placeOf(network: Network, path: string): Place | undefined {
  const { nodes, groups } = indexOf(network);
  const group = groups.get(path);
  if (group) return { path, first: group.first, end: group.end };
  const first = nodes.get(path);
  return first === undefined ? undefined : { path, first, end: first + 1 };
}

/** `stage 2, block 1, expand, conv` */
export const spokenPath = (path: string): string =>
  path
    .split('/')
    .map((part) => part.replace(/^([a-z]+)(\d+)$/, '$1 $2'))
    .join(', ');

/** What it is, in the words of its group or layer. */
function whatIs(network: Network, { path, first, end }: Place): string {
  const { nodes } = network;
  const group = indexOf(network).groups.get(path);
  if (!group) return titleOf(nodes[first]!);
  const blocks = blocksOf(network, path).length;
  if (group.role === 'stage') return `${blocks} ${blocks === 1 ? 'block' : 'blocks'}`;
  return group.role === 'unit' ? `${titleOf(nodes[first]!)}, ${end - first} layers` : group.title.replace(/ \d.*$/, '');
}

const span = (word: string, from: string, to: string): string =>
  from === to ? `${to}${word && ` ${word}`}` : `${from} to ${to}${word && ` ${word}`}`;

/** The tensor that a node works on: of several the largest, since a factor for each channel only scales it. */
const mainInput = (node: NetworkNode): Shape | undefined =>
  node.inputShapes.reduce<Shape | undefined>(
    (largest, shape) => (largest && elementsOf(largest) >= elementsOf(shape) ? largest : shape),
    undefined,
  );

function shapesOf({ nodes }: Network, { first, end }: Place): string {
  const to: Shape = nodes[end - 1]!.outputShape;
  const from: Shape = mainInput(nodes[first]!) ?? to;
  return `${span('channels', `${from[2]}`, `${to[2]}`)}, ${span('', formatSize(from), formatSize(to))}`;
}

/** What goes around a block's main path; '' for what could not have such a way. */
function shortcutOf(network: Network, shortcuts: ReadonlyMap<string, Shortcut>, { path, first, end }: Place): string {
  if (indexOf(network).groups.get(path)?.role !== 'block') return '';
  const meetings = network.nodes.slice(first, end).filter(({ id }) => shortcuts.has(id));
  const meeting = meetings.find((node) => roleOf(node) === 'sum') ?? meetings[0];
  if (!meeting) return 'no shortcut';
  if (roleOf(meeting) === 'concatenation') return 'two branches put side by side';
  if (roleOf(meeting) !== 'sum') return 'no shortcut, a branch that scales its channels';
  return shortcuts.get(meeting.id)!.via.length ? 'a shortcut with a projection' : 'a shortcut';
}

/** Names parts of the figure for those who do not see it; a name says all that the figure shows of the part. */
export function describer(network: Network, convention: ConventionId): (place: Place) => string {
  const shortcuts = new Map(flowOf(network).shortcuts.map((shortcut) => [shortcut.to, shortcut]));
  const unit = operationsTitle(conventionOf(convention));
  return (place) => {
    const part = { network, path: place.path };
    const parts = [
      whatIs(network, place),
      shapesOf(network, place),
      `${formatExact(countParameters(part, convention))} parameters`,
      `${formatCount(countOperations(part, convention))} ${unit}`,
      shortcutOf(network, shortcuts, place),
    ];
    return `${spokenPath(place.path)}: ${parts.filter(Boolean).join(', ')}`;
  };
}

/** One fact of a readout. */
export interface Reading {
  readonly term: string;
  readonly value: string;
}

/** What the figure says of a place, to be read beside it. */
export function readingOf(network: Network, convention: ConventionId, place: Place | undefined) {
  const whole = place ?? { path: '', first: 0, end: network.nodes.length };
  const count = (of: typeof countParameters) =>
    [of({ network, path: whole.path }, convention), of(network, convention)] as const;
  const share = ([part, all]: readonly [number, number]): string => (place ? ` (${formatShare(part, all)})` : '');
  const parameters = count(countParameters);
  const operations = count(countOperations);
  const group = indexOf(network).groups.get(whole.path);
  const from = mainInput(network.nodes[whole.first]!) ?? network.inputShape;
  const to = network.nodes[whole.end - 1]!.outputShape;
  const readings: Reading[] = [
    { term: 'shape', value: `${formatShape(from)} → ${formatShape(to)}` },
    { term: 'parameters', value: `${formatExact(parameters[0])}${share(parameters)}` },
    {
      term: operationsTitle(conventionOf(convention)),
      value: `${formatCount(operations[0])}${share(operations)}`,
    },
  ];
  const title = place ? (group?.title ?? titleOf(network.nodes[place.first]!)) : network.title;
  return { name: place ? spokenPath(place.path) : '', title, readings };
}

/** The name of one part, where only one is wanted. */
export const describe = (network: Network, convention: ConventionId, place: Place): string =>
  describer(network, convention)(place);
