import type { NetworkNode } from '../core/index.js';
import { costRows, textOfBar, type CostRow } from './cost-bars.js';
import { encode } from './encodings.js';
import { flowOf, type Flow } from './flow.js';
import { frameOf, type Box, type Frame, type Orientation } from './frame.js';
import type { GraphItem, GraphRequest } from './graph-parts.js';
import { leavesOf, shortPath, type Leaf } from './leaves.js';
import { outlineOf, type Entry } from './outline.js';
import { spread, THINNEST_ROOT } from './spread.js';
import { tensorScale, type TensorScale } from './tensor-scale.js';
import { textWidth } from './text-width.js';
import { sum } from './totals.js';

/** Pixels of the smallest text in a figure, and from line to line. */
export const TEXT = 11;
export const LINE = 14;
/** Between two names, which are bold. */
const AIR = 3;
/** Air between an operation and the tensors on both sides of it. */
const GAP = 1.5;

/** What differs between a figure from left to right and one from top to bottom. */
export const METRICS = {
  horizontal: {
    full: 184,
    start: 104,
    end: 4,
    leafGap: 11,
    leastNode: 40,
    leastGroup: 40,
    panel: 6,
    header: 0,
    bar: 40,
  },
  vertical: { full: 84, start: 36, end: 10, leafGap: 9, leastNode: 32, leastGroup: 36, panel: 5, header: 30, bar: 40 },
} as const;

/** A tensor along the flow, with the operation before it. */
export interface PlacedSlab {
  readonly node: NetworkNode;
  readonly u: number;
  readonly thickness: number;
  readonly extent: number;
  /** Start and length of the operation. */
  readonly op: number;
  readonly opLength: number;
  /** Extent of the tensor that it reads. */
  readonly before: number;
}

/** A leaf along the flow. */
export interface Placed {
  readonly leaf: Leaf;
  /** Start and length of its room. */
  readonly u: number;
  readonly length: number;
  readonly slabs: readonly PlacedSlab[];
  /** Its place in the rows of costs. */
  readonly index: number;
}

/** From where to where an open group reaches. */
export interface Reach {
  readonly entry: Entry;
  readonly u: number;
  readonly end: number;
}

/** Everything along the flow; nothing across it but the sizes of tensors. */
export interface FlowPlan {
  readonly frame: Frame;
  readonly flow: Flow;
  readonly entries: readonly Entry[];
  readonly placed: readonly Placed[];
  /** The leaf that each node lies in, by its place in the network. */
  readonly homes: readonly Placed[];
  /** The open groups, by path. */
  readonly opened: ReadonlyMap<string, Reach>;
  readonly rows: readonly CostRow[];
  /** The role of the ground behind each leaf; '' or nothing for none. */
  readonly washes: readonly string[];
  /** Where the flow ends. */
  readonly end: number;
  /** How much shorter everything along the flow is than it would like to be; 1 where nothing is. */
  readonly squeeze: number;
  /** The same with a largest tensor of so many pixels, where the figure has to be lower. */
  readonly withTensors: (height: number) => FlowPlan;
}

/** Blocks and units that are open lie on a ground of their own; an open stage is only bracketed. */
export const isPanel = ({ open, group }: Entry): boolean => open && group?.role !== 'stage';

/** A layer inside an open block. */
export const isInside = ({ node, parent }: Entry): boolean => node !== undefined && parent !== '';

export function planFlow({
  network,
  cost,
  convention,
  opening,
  orientation,
  width,
  failure,
  measures,
  overlay,
  squeezed = false,
}: GraphRequest): FlowPlan {
  const flow = flowOf(network);
  const entries = outlineOf(network, opening);
  const closed = entries.filter(({ open }) => !open);
  const leaves = leavesOf(network, closed, flow);
  const { start, end, panel, full } = METRICS[orientation];
  const boxes = 2 * panel * entries.filter(isPanel).length + (failure ? FAILURE_ROOM : 0);
  const available = width - start - end - boxes;
  const rows = costRows(network, closed, cost, convention, measures).concat(overlay?.row(closed) ?? []);
  const rooms = leaves.map((leaf, index) => {
    const texts = rows.map(({ values }) => textOfBar(values[index]!));
    return roomOf(leaf, texts, orientation);
  });
  const { root, lengths } =
    orientation === 'horizontal'
      ? spread(rooms, available, idealRoot(available, leaves.length))
      : spread(rooms, Infinity, leaves.length > ROOMY ? 0.62 : 1, 0);
  const squeeze = squeezed ? Math.min(1, (available + boxes) / (sum(lengths) + boxes)) : 1;
  const lengthOf = new Map(
    leaves.map((leaf, index) => [leaf.entry.path, { leaf, index, length: lengths[index]! * squeeze }]),
  );
  const withTensors = (height: number): FlowPlan => {
    const places = place(entries, lengthOf, tensorScale(network.inputShape, height, root), orientation, squeeze);
    const homes = places.placed.flatMap((one) => Array<Placed>(one.leaf.entry.end - one.leaf.entry.first).fill(one));
    return { ...common, ...places, homes, withTensors };
  };
  const common = { frame: frameOf(orientation), flow, entries, rows, washes: overlay?.washes(closed) ?? [], squeeze };
  return withTensors(full);
}

/** What the box of a layer that does not fit takes along a horizontal flow. */
export const FAILURE_ROOM = 220;

/** So many leaves still stand in a vertical figure with thick slabs. */
const ROOMY = 16;

/** What a block of MobileNetV2 at width 1 takes: pixels that do not scale, and the sum of the roots of its channels. */
const TYPICAL = { fixed: 27, roots: 42 };

/**
 * How thick slabs are when as many typical blocks fill the figure. It does not depend on the network's own channels, so
 * that fewer of them can be seen.
 */
const idealRoot = (available: number, leaves: number): number =>
  Math.min(1.6, Math.max(THINNEST_ROOT, (available - TYPICAL.fixed * leaves) / (TYPICAL.roots * leaves)));

function roomOf({ parts, labels, entry }: Leaf, costs: readonly string[], orientation: Orientation) {
  const { leafGap, leastNode, leastGroup } = METRICS[orientation];
  const name = entry.level === 1 ? shortPath(entry.path) : entry.node ? encode(entry.node).label : '';
  const text = Math.max(textWidth(name, TEXT) + AIR, ...[...labels, ...costs].map((line) => textWidth(line, TEXT)));
  const least = isInside(entry) ? leastNode : leastGroup;
  return {
    fixed: leafGap + parts.reduce((length, part) => length + part.length + 2 * GAP, 0),
    roots: parts.reduce((roots, { shape }) => roots + Math.sqrt(shape[2]), 0),
    least: orientation === 'horizontal' ? Math.max(least, text + 1) : least,
  };
}

type Lengths = ReadonlyMap<string, { readonly leaf: Leaf; readonly index: number; readonly length: number }>;

function place(
  entries: readonly Entry[],
  lengths: Lengths,
  scale: TensorScale,
  orientation: Orientation,
  squeeze: number,
) {
  const { start, header } = METRICS[orientation];
  const panel = METRICS[orientation].panel * squeeze;
  const placed: Placed[] = [];
  const opened = new Map<string, Reach>();
  const open: Reach[] = [];
  let u: number = start;
  const closeUntil = (parent: string): void => {
    while (open.length && open.at(-1)!.entry.path !== parent) {
      const last = open.pop()!;
      if (isPanel(last.entry)) u += panel;
      opened.set(last.entry.path, { ...last, end: u });
    }
  };
  for (const entry of entries) {
    closeUntil(entry.parent);
    if (entry.open) {
      open.push({ entry, u, end: u });
      u += header + (isPanel(entry) ? panel : 0);
      continue;
    }
    const { leaf, index, length } = lengths.get(entry.path)!;
    placed.push({ leaf, index, u, length, slabs: placeSlabs(leaf, u, length, scale, squeeze) });
    u += length;
  }
  closeUntil('');
  return { placed, opened, end: u };
}

function placeSlabs({ parts }: Leaf, start: number, length: number, scale: TensorScale, squeeze: number) {
  const gap = GAP * squeeze;
  const sizes = parts.map(({ node, shape, length }) => ({
    node,
    opLength: length * squeeze,
    thickness: scale.thickness(shape[2]) * squeeze,
    extent: scale.extent(shape),
    before: scale.extent(node.inputShapes[0] ?? shape),
  }));
  const content = sizes.reduce((sum, { opLength, thickness }) => sum + opLength + thickness + 2 * gap, -gap);
  let u = start + (length - content) / 2;
  return sizes.map((size): PlacedSlab => {
    const slab = { ...size, op: u, u: u + size.opLength + gap };
    u = slab.u + size.thickness + gap;
    return slab;
  });
}

/** The ground that shows a value of an overlay. */
export function washOf({ washes }: FlowPlan, { index }: Placed, box: Box): Pick<GraphItem, 'wash'> {
  const role = washes[index];
  return role ? { wash: { ...box, role } } : {};
}
