import { indexOf, type Group, type Network, type NetworkNode, type Shape } from '../core/index.js';
import { encode } from './encodings.js';
import type { Flow } from './flow.js';
import { formatChannels, formatSide } from '../words/format.js';
import type { Entry } from './outline.js';
import { textWidth } from './text-width.js';

/** An operation and the tensor it makes. */
export interface Part {
  readonly node: NetworkNode;
  readonly shape: Shape;
  /** The operation's length along the flow. */
  readonly length: number;
}

/** What is drawn for a closed line of the outline. */
export interface Leaf {
  readonly entry: Entry;
  /** Along the axis; one for a layer, one a convolution for a closed group. */
  readonly parts: readonly Part[];
  /** It lies on a branch, in a lane above the axis. */
  readonly raised: boolean;
  /** Channels and size of what comes out. */
  readonly labels: readonly [string, string];
}

export const HEADING_TEXT = 11.5;
const CLOSED_BAND = 3.5;
const LENGTHS = { none: 0, band: 8, thin: 3, crossed: 8, ring: 14 } as const;

export function leavesOf(network: Network, closed: readonly Entry[], flow: Flow): readonly Leaf[] {
  return closed.map((entry) => {
    const { node } = entry;
    const parts = node
      ? [{ node, shape: node.outputShape, length: LENGTHS[encode(node).glyph] }]
      : partsOfGroup(network, entry, flow);
    return { entry, parts, raised: node !== undefined && !flow.main.has(node.id), labels: labelsOf(network, entry) };
  });
}

/**
 * A closed group is drawn by its convolutions and poolings alone: what norms and activations do to a tensor does not
 * show. Of a stage, and of blocks that are alike, only the first block is drawn; its repeats are counted. The last tensor is what comes out, also where
 * branches are joined into it.
 */
function partsOfGroup(network: Network, { path, first, end, group }: Entry, { main }: Flow): readonly Part[] {
  const { nodes } = network;
  const drawnEnd = blocksOf(network, path)[0]?.end ?? group?.end ?? end;
  const shaping = nodes.slice(first, drawnEnd).filter((node) => main.has(node.id) && encode(node).glyph === 'band');
  const drawn = shaping.length ? shaping : [nodes[end - 1]!];
  return drawn.map((node, at) => ({
    node,
    shape: (at < drawn.length - 1 ? node : nodes[drawnEnd - 1]!).outputShape,
    length: CLOSED_BAND,
  }));
}

/** Channels and size of what comes out. */
function labelsOf({ nodes }: Network, { node, end }: Entry): readonly [string, string] {
  const { outputShape } = node ?? nodes[end - 1]!;
  return [formatChannels(outputShape[2]), formatSide(outputShape)];
}

/** The blocks of a stage; none for anything else. */
export const blocksOf = (network: Network, path: string): readonly Group[] =>
  (indexOf(network).children.get(path) ?? []).filter(({ role }) => role === 'block');

/** How many blocks a line stands for; 1 for anything but a stage and blocks that are alike. */
export const repeatsOf = (network: Network, { path, members }: Pick<Entry, 'path' | 'members'>): number =>
  members?.length ?? Math.max(1, blocksOf(network, path).length);

/** A row of the paper's table: the symbol and its value. */
export type Fact = readonly [symbol: string, value: string];

/** What the paper's table 2 says of a stage, read from what was built. */
export function stageFacts(
  network: Network,
  { path, first, end }: Pick<Entry, 'path' | 'first' | 'end'>,
): readonly Fact[] {
  const blocks = blocksOf(network, path);
  const [inputShape] = network.nodes[first]!.inputShapes;
  const { outputShape } = network.nodes[end - 1]!;
  const t = blocks[0]?.bindings?.['t'];
  return [
    ...(t === undefined ? [] : [['t', `${Number(t.toFixed(2))}`] as const]),
    ['c', `${outputShape[2]}`],
    ['n', `${Math.max(1, blocks.length)}`],
    ['s', `${inputShape ? Math.round(inputShape[0] / outputShape[0]) : 1}`],
  ];
}

/** `block 2`: the last part of a path in words. */
export const lastWords = (path: string): string =>
  path
    .split('/')
    .at(-1)!
    .replace(/([A-Za-z])(\d+)$/, '$1 $2');

/** Names from files may be longer than anything that is drawn. */
const LONGEST_NAME = 18;

/** A path as it stands under a leaf. */
export const shortPath = (path: string): string =>
  path.length > LONGEST_NAME ? `${path.slice(0, LONGEST_NAME - 1)}…` : path;

/** The title of an open block, or its name where that is too long. */
export function headingOf({ group, path }: Pick<Entry, 'group' | 'path'>, room: number): string {
  const name = lastWords(path);
  const titles =
    group && group.title !== name && group.title !== path.split('/').at(-1)
      ? [`${name}: ${group.title}`, group.title]
      : [];
  return titles.find((title) => textWidth(title, HEADING_TEXT) < room) ?? name;
}
