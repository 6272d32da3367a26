/**
 * Ways around the main path. A shortcut is an arch; a branch whose layers are drawn is a lane of its own above the axis,
 * with its tensors to scale. Each layer keeps a column of its own along the flow, as in a drawing of version histories:
 * its name and its costs stand below it.
 */
import { indexOf, nodeOf, type Network, type NetworkNode } from '../core/index.js';
import { spokenPath } from './describe.js';
import { encode, signOf } from './encodings.js';
import type { FlowPlan, Placed, PlacedSlab } from './flow-plan.js';
import type { Shortcut } from './flow.js';
import { archPath, boxPath, ringPath, short, type Frame, type Sign } from './frame.js';
import type { Arch, Label, Mark } from './graph-parts.js';
import { largest } from './totals.js';

interface Foot {
  readonly u: number;
  /** Extent of the tensor on which it stands. */
  readonly extent: number;
  /** Distance of that tensor's middle from the axis; 0 but for branches of branches. */
  readonly lane: number;
}

/** A shortcut along the flow, and how high it rises. */
export interface PlannedArch {
  readonly from: string;
  readonly to: string;
  /** Paths of the items where it starts and ends. */
  readonly source: string;
  readonly target: string;
  readonly start: Foot;
  readonly finish: Foot;
  /** Distance of the crest from the axis. */
  readonly crest: number;
  /** How far it reaches from the axis, with what lies on it. */
  readonly rise: number;
  /** Operations on the way that have no line of their own. */
  readonly marked: readonly NetworkNode[];
  /** How many shortcuts it stands for. */
  readonly count: number;
  readonly sign: Sign;
  /** Where it ends is a layer of its own. */
  readonly onAxis: boolean;
}

export interface PlannedArches {
  readonly all: readonly PlannedArch[];
  /** Distance of a leaf's middle from the axis. */
  readonly laneOf: (one: Placed) => number;
}

const CLEARANCE = 15;
const LANE_CLEARANCE = 10;
const RING = 4.5;
/** Radius of an addition on the axis. */
export const RING_ON_AXIS = 6;

/** A shortcut between leaves, before it is known how high it has to rise. */
interface Span {
  readonly shortcut: Shortcut;
  readonly source: Placed;
  readonly target: Placed;
}

/** The shortcuts that can be seen: between two leaves an arch or a lane, inside a closed stage a loop with their number. */
export function planArches({ flow, placed, homes }: FlowPlan, network: Network): PlannedArches {
  const places = indexOf(network).nodes;
  const homeOf = (id: string): Placed => homes[places.get(id)!]!;
  const loops = new Map<Placed, Shortcut[]>();
  const spans: Span[] = [];
  for (const shortcut of flow.shortcuts) {
    const [source, target] = [homeOf(shortcut.from), homeOf(shortcut.to)];
    if (source !== target) spans.push({ shortcut, source, target });
    // Of blocks that are alike the first is drawn, with its own.
    else if (source.leaf.entry.members) continue;
    else if (loops.has(source)) loops.get(source)!.push(shortcut);
    else loops.set(source, [shortcut]);
  }
  const lanes = new Map<string, number>();
  const laneOf = ({ leaf }: Placed): number => lanes.get(leaf.entry.path) ?? 0;
  const signed = (shortcut: Shortcut): Sign => signOf(nodeOf(network, shortcut.to));
  const looped = [...loops].map(([one, around]) => {
    // One loop has one sign: of a stage whose blocks also multiply, the additions are counted.
    const additions = around.filter((shortcut) => signed(shortcut) === 'plus');
    return planLoop(one, additions.length ? additions : around, network);
  });
  const inBlocks = looped.filter(({ source }) => indexOf(network).groups.get(source)?.role === 'block');
  const arches = clustersOf(spans).flatMap((cluster) => {
    const planned: PlannedArch[] = [];
    for (const span of cluster)
      planned.push(planArch(span, { network, placed, homeOf, laneOf, lanes, planned: [...inBlocks, ...planned] }));
    return planned;
  });
  return { all: [...arches, ...looped], laneOf };
}

/** Those that lie above the same layers; in each cluster, the shorter lie below the longer, branches of branches on top. */
function clustersOf(spans: readonly Span[]): readonly (readonly Span[])[] {
  const clusters: Span[][] = [];
  let end = -1;
  for (const span of [...spans].sort((a, b) => a.source.index - b.source.index)) {
    if (span.source.index < end) clusters.at(-1)!.push(span);
    else clusters.push([span]);
    end = Math.max(end, span.target.index);
  }
  const length = ({ source, target }: Span): number => target.index - source.index;
  const rank = ({ source, target }: Span): number => (source.leaf.raised || target.leaf.raised ? 1 : 0);
  return clusters.map((cluster) => cluster.sort((a, b) => rank(a) - rank(b) || length(a) - length(b)));
}

/** Feet of two arches on one tensor stand apart. */
const insetOf = ({ thickness }: PlacedSlab): number => Math.min(2.5, thickness / 3);

interface Surroundings {
  readonly network: Network;
  readonly placed: readonly Placed[];
  readonly homeOf: (id: string) => Placed;
  readonly laneOf: (one: Placed) => number;
  /** Takes the lane of each leaf on the way. */
  readonly lanes: Map<string, number>;
  /** What it may have to rise above. */
  readonly planned: readonly PlannedArch[];
}

function planArch(
  { shortcut: { from, to, via }, source, target }: Span,
  { network, placed, homeOf, laneOf, lanes, planned }: Surroundings,
): PlannedArch {
  const [first, last] = [source.slabs.at(-1)!, target.slabs.at(-1)!];
  const onAxis = target.leaf.entry.node?.id === to;
  const start = { u: first.u + first.thickness / 2 + insetOf(first), extent: first.extent, lane: laneOf(source) };
  const end = onAxis ? last.op + last.opLength / 2 : last.u + last.thickness / 2 - insetOf(last);
  const under = placed.slice(source.index, target.index + 1).filter(({ leaf }, at) => !leaf.raised || !at);
  const below = planned.filter(({ start: { u }, finish }) => u < end && start.u < finish.u);
  const ground = Math.max(
    ...under.slice(1).map(({ slabs }) => Math.max(...slabs.map(({ extent }) => extent)) / 2),
    ...below.map(({ rise }) => rise),
    start.lane + start.extent / 2,
  );
  const drawn = via.map(({ id }) => homeOf(id)).filter(({ leaf }) => leaf.raised);
  const half = (largest(drawn.map(({ slabs }) => slabs[0]!.extent)) ?? 0) / 2;
  const marked = via.filter((node) => encode(node).glyph === 'band' && homeOf(node.id).leaf.entry.node !== node);
  const crest = ground + (half ? LANE_CLEARANCE + half : CLEARANCE + (marked.length ? 4 : 0));
  for (const { leaf } of drawn) lanes.set(leaf.entry.path, crest);
  return {
    from,
    to,
    source: source.leaf.entry.path,
    target: target.leaf.entry.path,
    start,
    finish: { u: end, extent: last.extent, lane: laneOf(target) },
    crest,
    rise: crest + Math.max(half, marked.length ? 8 : 2),
    marked,
    count: 1,
    sign: signOf(nodeOf(network, to)),
    onAxis,
  };
}

/**
 * Inside a closed block or between repeats that are not drawn: a loop on the tensor where they end, if a block has it, else on
 * what the repeats hand on.
 */
function planLoop({ leaf, slabs }: Placed, around: readonly Shortcut[], network: Network): PlannedArch {
  const { path, group } = leaf.entry;
  const { to, via } = around[0]!;
  const places = indexOf(network).nodes;
  const inBlock = group?.role === 'block';
  const before = slabs.filter(({ node }) => inBlock && places.get(node.id)! < places.get(to)!);
  const slab = (before.at(-1) ?? slabs.at(-1))!;
  const { u, thickness, extent } = slab;
  const middle = u + thickness / 2;
  const bands = via.filter((node) => encode(node).glyph === 'band');
  // More than one cannot be told apart on so short a way.
  const marked = inBlock && bands.length === 1 ? bands : [];
  // Beside another slab, which may have a ring of its own, there is less room.
  const [left, right, clearance] =
    slab === slabs.at(-1) ? [marked.length ? 14 : 8, 8, CLEARANCE] : [middle - slab.op, 0, 12];
  const crest = extent / 2 + clearance;
  return {
    from: path,
    to: path,
    source: path,
    target: path,
    start: { u: middle - left, extent, lane: 0 },
    finish: { u: middle + right, extent, lane: 0 },
    crest,
    rise: crest + (around.length > 1 ? 14 : marked.length ? 8 : 2),
    marked,
    count: around.length,
    sign: signOf(nodeOf(network, to)),
    onAxis: false,
  };
}

/** How far the figure reaches on either side of the axis. */
export function reachOf({ placed }: FlowPlan, { all }: PlannedArches) {
  const extents = placed.filter(({ leaf }) => !leaf.raised).flatMap(({ slabs }) => slabs.map(({ extent }) => extent));
  const half = (largest(extents) ?? 0) / 2;
  return { above: Math.max(half, largest(all.map(({ rise }) => rise)) ?? 0), below: half };
}

export const drawArches = ({ frame }: FlowPlan, axis: number, { all }: PlannedArches): readonly Arch[] =>
  all.map((arch) => drawArch(frame, axis, arch));

function drawArch(frame: Frame, axis: number, arch: PlannedArch): Arch {
  const { from, to, source, target, start, finish, onAxis, marked, count, sign } = arch;
  const crest = axis - arch.crest;
  const top = axis - finish.lane - finish.extent / 2;
  const end = onAxis ? axis - finish.lane - RING_ON_AXIS : top - 2 * RING - 1;
  const middle = (start.u + finish.u) / 2;
  const foot = { u: start.u, v: axis - start.lane - start.extent / 2 - 1 };
  return {
    from,
    to,
    source,
    target,
    title: titleOf(arch),
    path: archPath(frame, foot, { u: finish.u, v: end }, crest),
    marks: marked.map((node, at) => drawOnCrest(frame, node, middle + 11 * (at - (marked.length - 1) / 2), crest)),
    ...(!onAxis && { ring: ringPath({ ...frame.point(finish.u, top - RING - 1), radius: RING, sign }) }),
    ...(count > 1 && { label: loopLabel(frame, `×${count}`, middle, crest) }),
    span: [start.u, finish.u],
  };
}

/** What a screen reader and a resting pointer are told of it. */
function titleOf({ source, target, to, sign, count }: PlannedArch): string {
  const way = sign === 'bars' ? 'branch' : 'shortcut';
  if (source !== target) return `${way} from ${spokenPath(source)} to ${spokenPath(to)}`;
  return `${count > 1 ? `${count} shortcuts` : way} inside ${spokenPath(source)}`;
}

const loopLabel = ({ orientation }: Frame, text: string, u: number, crest: number): Label =>
  orientation === 'horizontal'
    ? { text, x: short(u), y: short(crest - 4), anchor: 'middle', role: 'detail' }
    : { text, x: short(crest - 4), y: short(u + 4), anchor: 'end', role: 'detail' };

/** An operation that lies on a shortcut. */
const drawOnCrest = (frame: Frame, node: NetworkNode, u: number, crest: number): Mark => ({
  node: node.id,
  colour: encode(node).colour,
  path: boxPath(frame.box(u - 4, crest - 6, 8, 12)),
});
