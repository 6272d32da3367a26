import { max } from 'd3-array';
import type { Network, NetworkNode } from '../core/index.js';
import { encode } from './encodings.js';
import type { FlowPlan, Placed, PlacedSlab } from './flow-plan.js';
import { archPath, boxPath, short, type Frame } from './frame.js';
import type { Arch, Label, Mark } from './graph-parts.js';
import type { Leaf } from './leaves.js';

interface Foot {
  readonly u: number;
  /** Extent of the tensor on which it stands. */
  readonly extent: number;
}

/** A shortcut along the flow, and how high it rises. */
export interface PlannedArch {
  readonly from: string;
  readonly to: string;
  readonly start: Foot;
  readonly finish: Foot;
  /** Distance of the crest from the axis. */
  readonly crest: number;
  readonly via: readonly NetworkNode[];
  /** How many shortcuts it stands for. */
  readonly count: number;
  /** The addition is a layer of its own, on the axis. */
  readonly onAxis: boolean;
}

const CLEARANCE = 15;
const RING = 4.5;
/** Radius of an addition on the axis. */
const RING_ON_AXIS = 6;

/** The shortcuts that can be seen: between two leaves an arch, inside a closed stage a loop with their number. */
export function planArches({ flow, placed }: FlowPlan, { nodes }: Network): readonly PlannedArch[] {
  const index = new Map(nodes.map(({ id }, at) => [id, at]));
  const homeOf = (id: string): Placed | undefined => {
    const at = index.get(id)!;
    return placed.find(({ leaf: { entry } }) => entry.first <= at && at < entry.end);
  };
  const arches: PlannedArch[] = [];
  const loops = new Map<Placed, number>();
  for (const { from, to, via } of flow.shortcuts) {
    const [source, target] = [homeOf(from), homeOf(to)];
    if (!source || !target) continue;
    if (source === target) loops.set(source, (loops.get(source) ?? 0) + 1);
    else arches.push({ from, to, via, ...planArch(to, via, source, target, placed) });
  }
  return [...arches, ...[...loops].map(([{ leaf, slabs }, count]) => planLoop(leaf, slabs.at(-1)!, count))];
}

/** Feet of two arches on one tensor stand apart. */
const apart = ({ thickness }: PlacedSlab): number => Math.min(2.5, thickness / 3);

function planArch(to: string, via: readonly NetworkNode[], source: Placed, target: Placed, placed: readonly Placed[]) {
  const [first, last] = [source.slabs.at(-1)!, target.slabs.at(-1)!];
  const under = placed.slice(placed.indexOf(source) + 1, placed.indexOf(target) + 1).filter(({ leaf }) => !leaf.raised);
  const tallest = max(under.flatMap(({ slabs }) => slabs.map(({ extent }) => extent))) ?? 0;
  const onAxis = target.leaf.entry.node?.id === to;
  const end = onAxis ? last.op + last.opLength / 2 : last.u + last.thickness / 2 - apart(last);
  return {
    start: { u: first.u + first.thickness / 2 + apart(first), extent: first.extent },
    finish: { u: end, extent: last.extent },
    crest: Math.max(tallest, first.extent) / 2 + CLEARANCE + (via.length ? 4 : 0),
    count: 1,
    onAxis,
  };
}

/** Shortcuts between repeats that are not drawn: a loop on what they hand on. */
function planLoop({ entry: { path } }: Leaf, { u, thickness, extent }: PlacedSlab, count: number): PlannedArch {
  const middle = u + thickness / 2;
  return {
    from: path,
    to: path,
    start: { u: middle - 8, extent },
    finish: { u: middle + 8, extent },
    crest: extent / 2 + CLEARANCE,
    via: [],
    count,
    onAxis: false,
  };
}

/** How far the figure reaches on either side of the axis. */
export function reachOf({ placed }: FlowPlan, arches: readonly PlannedArch[]) {
  const extents = placed.filter(({ leaf }) => !leaf.raised).flatMap(({ slabs }) => slabs.map(({ extent }) => extent));
  const half = (max(extents) ?? 0) / 2;
  const crests = max(arches, ({ crest, count, via }) => crest + (count > 1 ? 14 : via.length ? 8 : 2)) ?? 0;
  return { above: Math.max(half, crests), below: half };
}

/** The crest on which a layer of a shortcut lies, as a distance from the axis. */
export const crestOf = ({ entry }: Leaf, arches: readonly PlannedArch[]): number =>
  arches.find(({ via }) => via.some(({ id }) => id === entry.path))?.crest ?? 0;

export function drawArch(frame: Frame, axis: number, arch: PlannedArch, placed: readonly Placed[]): Arch {
  const { from, to, start, finish, onAxis, via, count } = arch;
  const crest = axis - arch.crest;
  const top = axis - finish.extent / 2;
  const end = onAxis ? axis - RING_ON_AXIS : top - 2 * RING - 1;
  const middle = (start.u + finish.u) / 2;
  const isLeaf = (node: NetworkNode): boolean => placed.some(({ leaf }) => leaf.entry.node === node);
  const marked = via.filter((node) => encode(node).glyph === 'band' && !isLeaf(node));
  return {
    from,
    to,
    path: archPath(frame, { u: start.u, v: axis - start.extent / 2 - 1 }, { u: finish.u, v: end }, crest),
    marks: marked.map((node) => drawOnCrest(frame, node, middle, crest)),
    ...(!onAxis && { ring: { ...shortPoint(frame, finish.u, top - RING - 1), radius: RING } }),
    ...(count > 1 && { label: loopLabel(frame, `×${count}`, middle, crest) }),
  };
}

function shortPoint(frame: Frame, u: number, v: number) {
  const { x, y } = frame.point(u, v);
  return { x: short(x), y: short(y) };
}

const loopLabel = ({ orientation }: Frame, text: string, u: number, crest: number): Label =>
  orientation === 'horizontal'
    ? { text, x: short(u), y: short(crest - 4), anchor: 'middle', role: 'detail' }
    : { text, x: short(crest - 4), y: short(u + 4), anchor: 'end', role: 'detail' };

/** An operation that lies on a shortcut. */
export const drawOnCrest = (frame: Frame, node: NetworkNode, u: number, crest: number): Mark => ({
  node: node.id,
  colour: encode(node).colour,
  path: boxPath(frame.box(u - 4, crest - 6, 8, 12)),
});

/** An addition on the axis: a circle with a plus in it. */
export function ringPath(frame: Frame, u: number, v: number): string {
  const arm = RING_ON_AXIS - 2.5;
  const { x, y } = frame.point(u, v);
  const half = `a${RING_ON_AXIS},${RING_ON_AXIS},0,1,1,`;
  const circle = `M${short(x - RING_ON_AXIS)},${short(y)}${half}${2 * RING_ON_AXIS},0${half}${-2 * RING_ON_AXIS},0Z`;
  return `${circle}M${short(x - arm)},${short(y)}h${2 * arm}M${short(x)},${short(y - arm)}v${2 * arm}`;
}
