import { max, min } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import type { Network, NetworkCost, NetworkNode } from '../core/index.js';
import { costRows, type CostRow } from './cost-bars.js';
import { encode, type ColourToken } from './encodings.js';
import { flowOf, type Flow } from './flow.js';
import { archPath, bandPath, frameOf, short, type Box, type Frame, type Orientation } from './frame.js';
import { leavesOf, repeatsOf, stageFacts, type Leaf } from './leaves.js';
import { outlineOf, type Entry, type Opening } from './outline.js';
import { spread } from './spread.js';
import { tensorScale, type TensorScale } from './tensor-scale.js';
import { textWidth, wrapText } from './text-width.js';

export interface GraphRequest {
  readonly network: Network;
  readonly cost: NetworkCost;
  readonly convention: string;
  readonly opening: Opening;
  readonly orientation: Orientation;
  /** Pixels there are along the flow (horizontal) or across it (vertical). */
  readonly width: number;
  /** Leave room for a picture of each leaf. */
  readonly pictures?: boolean;
  readonly bars?: boolean;
  /** Where the network is cut, and why. */
  readonly failure?: { readonly node: string; readonly rule: string } | undefined;
}

export interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly role: 'title' | 'detail' | 'value' | 'head' | 'symbol' | 'danger';
}

/** A tensor. */
export interface Slab extends Box {
  readonly node: string;
  /** The colour of the operation that makes it. */
  readonly colour: ColourToken;
}

/** An operation. */
export interface Mark {
  readonly node: string;
  readonly colour: ColourToken;
  readonly path: string;
}

export interface Bar extends Box {
  readonly row: CostRow['id'];
  readonly value: number;
  readonly label: Label;
}

/** A line of the outline as it is drawn. All geometry but `x`, `y` and `picture` is relative to `x`, `y`. */
export interface GraphItem {
  readonly entry: Entry;
  readonly kind: 'leaf' | 'header' | 'failure';
  readonly x: number;
  readonly y: number;
  /** Where a pointer hits it. */
  readonly hit: Box;
  /** The ground of an open block. */
  readonly panel?: Box;
  /** The line that holds an open stage together. */
  readonly bracket?: string;
  readonly slabs: readonly Slab[];
  readonly marks: readonly Mark[];
  readonly bars: readonly Bar[];
  readonly labels: readonly Label[];
  /** Where a picture of `picture.node` goes; absolute. */
  readonly picture?: Box & { readonly node: string };
}

export interface Ring {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export interface Arch {
  readonly from: string;
  readonly to: string;
  readonly path: string;
  /** The addition, where it is not a layer of its own. */
  readonly ring?: Ring;
  /** Operations on the way that have no line of their own. */
  readonly marks: readonly (Mark & Box)[];
  /** How many shortcuts it stands for, where more than one. */
  readonly label?: Label;
}

/** The heading of a row (or, in a vertical figure, of a column). */
export interface RowTitle {
  readonly id: string;
  readonly lines: readonly Label[];
  /** Where its bars stand. */
  readonly baseline?: Box;
}

export interface BlockGraph {
  readonly orientation: Orientation;
  readonly width: number;
  readonly height: number;
  /** The line along which data flows. */
  readonly axis: string;
  /** In the order of the outline. */
  readonly items: readonly GraphItem[];
  readonly arches: readonly Arch[];
  readonly units: readonly { readonly path: string; readonly line: string; readonly label: Label }[];
  readonly rows: readonly RowTitle[];
  /** Room at the start for the titles of rows; they stay in view there. */
  readonly gutter: number;
}

const TEXT = 10.5;
const LINE = 13.5;
const GAP = 1.5;
const RING = 4.5;
const FAILURE_LENGTH = { horizontal: 210, vertical: 76 } as const;

/** What differs between a figure from left to right and one from top to bottom. */
const METRICS = {
  horizontal: { full: 172, gutter: 98, end: 14, leafGap: 9, leastNode: 36, leastGroup: 44, panel: 7, header: 0, bar: 34 },
  vertical: { full: 96, gutter: 0, end: 10, leafGap: 8, leastNode: 31, leastGroup: 36, panel: 5, header: 30, bar: 40 },
} as const;

/** A leaf on the figure. */
interface Placed {
  readonly leaf: Leaf;
  /** Start and length of its room. */
  readonly u: number;
  readonly length: number;
  readonly slabs: readonly PlacedSlab[];
}

interface PlacedSlab {
  readonly node: NetworkNode;
  readonly u: number;
  readonly thickness: number;
  readonly extent: number;
  /** Start and length of the operation before it. */
  readonly op: number;
  readonly opLength: number;
  /** Extent of the tensor that it reads. */
  readonly before: number;
}

/** The figure as data: everything that is drawn, with its place. */
export function layoutBlockGraph(request: GraphRequest): BlockGraph {
  const plan = planFlow(request);
  return request.orientation === 'horizontal' ? composeHorizontal(request, plan) : composeVertical(request, plan);
}

interface Plan {
  readonly frame: Frame;
  readonly flow: Flow;
  readonly entries: readonly Entry[];
  readonly placed: readonly Placed[];
  readonly headers: ReadonlyMap<string, Header>;
  readonly rows: readonly CostRow[];
  /** Where the flow ends; the failure, if any, starts there. */
  readonly end: number;
  readonly scale: TensorScale;
}

/** From where to where an open group reaches. */
interface Header {
  readonly entry: Entry;
  readonly u: number;
  end: number;
}

/** Everything along the flow; nothing across it but the sizes of tensors. */
function planFlow({ network, cost, convention, opening, orientation, width, bars = true }: GraphRequest): Plan {
  const metrics = METRICS[orientation];
  const flow = flowOf(network);
  const entries = outlineOf(network, opening);
  const closed = entries.filter(({ open }) => !open);
  const leaves = leavesOf(network, closed, flow);
  const rooms = leaves.map((leaf) => roomOf(leaf, orientation));
  const opened = entries.filter(isPanel).length;
  const available = orientation === 'horizontal' ? width - metrics.gutter - metrics.end - 2 * metrics.panel * opened : 0;
  const { root, lengths } =
    orientation === 'horizontal'
      ? spread(rooms, available, idealRoot(available, leaves.length))
      : spread(rooms, Infinity, leaves.length > 16 ? 0.62 : 1);
  const scale = tensorScale(network.inputShape, metrics.full, root);
  const byPath = new Map(leaves.map((leaf, index) => [leaf.entry.path, { leaf, length: lengths[index]! }]));
  return {
    frame: frameOf(orientation),
    flow,
    entries,
    ...place(entries, byPath, scale, orientation),
    rows: bars ? costRows(closed, cost, convention) : [],
    scale,
  };
}

/** Blocks and units that are open lie on a ground of their own; an open stage is only bracketed. */
const isPanel = ({ open, group }: Entry): boolean => open && group?.role !== 'stage';

const idealRoot = (available: number, leaves: number): number => Math.min(2, Math.max(0.8, available / (leaves * 52)));

function roomOf({ parts, labels, entry }: Leaf, orientation: Orientation) {
  const { leafGap, leastNode, leastGroup } = METRICS[orientation];
  const inBlock = entry.node !== undefined && entry.parent !== '';
  const text = Math.max(...[...labels, entry.parent === '' ? entry.path : ''].map((line) => textWidth(line, TEXT))) + 7;
  const least = inBlock ? leastNode : leastGroup;
  return {
    fixed: leafGap + parts.reduce((length, part) => length + part.length + 2 * GAP, 0),
    roots: parts.reduce((roots, { node }) => roots + Math.sqrt(node.outputShape[2]), 0),
    least: orientation === 'horizontal' ? Math.max(least, text) : least,
  };
}

function place(
  entries: readonly Entry[],
  leaves: ReadonlyMap<string, { readonly leaf: Leaf; readonly length: number }>,
  scale: TensorScale,
  orientation: Orientation,
) {
  const { gutter, panel, header } = METRICS[orientation];
  const placed: Placed[] = [];
  const headers = new Map<string, Header>();
  const open: Header[] = [];
  let u = gutter + (orientation === 'vertical' ? 40 : 0);
  let before = 0;
  const close = (until: string): void => {
    while (open.length && open.at(-1)!.entry.path !== until) {
      const last = open.pop()!;
      if (isPanel(last.entry)) u += panel;
      last.end = u;
    }
  };
  for (const entry of entries) {
    close(entry.parent);
    if (entry.open) {
      const opened: Header = { entry, u, end: u };
      headers.set(entry.path, opened);
      open.push(opened);
      u += header + (isPanel(entry) ? panel : 0);
      continue;
    }
    const { leaf, length } = leaves.get(entry.path)!;
    const slabs = placeSlabs(leaf, u, length, before, scale);
    placed.push({ leaf, u, length, slabs });
    if (!leaf.raised) before = slabs.at(-1)!.extent;
    u += length;
  }
  close('');
  return { placed, headers, end: u };
}

function placeSlabs({ parts, raised }: Leaf, start: number, length: number, before: number, scale: TensorScale) {
  const sizes = parts.map(({ node, length }) => ({
    node,
    opLength: length,
    thickness: raised ? 0 : scale.thickness(node.outputShape[2]),
    extent: scale.extent(node.outputShape),
  }));
  const content = sizes.reduce((sum, { opLength, thickness }) => sum + opLength + thickness + 2 * GAP, -GAP);
  let u = start + (length - content) / 2;
  let last = before;
  return sizes.map((size): PlacedSlab => {
    const slab = { ...size, op: u, u: u + size.opLength + GAP, before: last || size.extent };
    u = slab.u + size.thickness + GAP;
    last = size.extent;
    return slab;
  });
}

/** Where shortcuts start and end, and how high they rise. */
interface PlannedArch {
  readonly from: string;
  readonly to: string;
  readonly start: { readonly u: number; readonly extent: number };
  readonly finish: { readonly u: number; readonly extent: number };
  /** Distance of the crest from the axis. */
  readonly crest: number;
  readonly via: readonly NetworkNode[];
  readonly count: number;
  /** The addition is a layer of its own, on the axis. */
  readonly onAxis: boolean;
}

function planArches({ flow, placed }: Plan, { nodes }: Network): readonly PlannedArch[] {
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
    else arches.push(planArch(from, to, via, source, target, placed));
  }
  for (const [{ leaf, slabs }, count] of loops) arches.push(planLoop(leaf, slabs.at(-1)!, count));
  return arches;
}

const CLEARANCE = 15;

function planArch(
  from: string,
  to: string,
  via: readonly NetworkNode[],
  source: Placed,
  target: Placed,
  placed: readonly Placed[],
): PlannedArch {
  const [first, last] = [source.slabs.at(-1)!, target.slabs.at(-1)!];
  const between = placed.slice(placed.indexOf(source), placed.indexOf(target) + 1).filter(({ leaf }) => !leaf.raised);
  const tallest = max(between.slice(1).flatMap(({ slabs }) => slabs.map(({ extent }) => extent))) ?? 0;
  const onAxis = target.leaf.entry.node?.id === to;
  const offset = Math.min(2.5, first.thickness / 3);
  return {
    from,
    to,
    start: { u: first.u + first.thickness / 2 + offset, extent: first.extent },
    finish: onAxis
      ? { u: last.op + last.opLength / 2, extent: last.extent }
      : { u: last.u + last.thickness / 2 - Math.min(2.5, last.thickness / 3), extent: last.extent },
    crest: Math.max(tallest, first.extent) / 2 + CLEARANCE + (via.length ? 4 : 0),
    via,
    count: 1,
    onAxis,
  };
}

/** Shortcuts between repeats that are not drawn: a loop on what they hand on. */
function planLoop({ entry }: Leaf, slab: PlacedSlab, count: number): PlannedArch {
  const middle = slab.u + slab.thickness / 2;
  const end = { u: middle + 8, extent: slab.extent };
  return {
    from: entry.path,
    to: entry.path,
    start: { u: middle - 8, extent: slab.extent },
    finish: end,
    crest: slab.extent / 2 + CLEARANCE,
    via: [],
    count,
    onAxis: false,
  };
}

/** Across the flow, where the axis lies and how far things rise on either side of it. */
function reach({ placed }: Plan, arches: readonly PlannedArch[]) {
  const extents = placed.filter(({ leaf }) => !leaf.raised).flatMap(({ slabs }) => slabs.map(({ extent }) => extent));
  const half = (max(extents) ?? 0) / 2;
  const crests = max(arches, ({ crest, count, via }) => crest + (count > 1 ? 13 : via.length ? 9 : 2)) ?? 0;
  return { above: Math.max(half, crests), below: half };
}

function drawArch(frame: Frame, axis: number, arch: PlannedArch, raised: readonly Placed[]): Arch {
  const { start, finish, onAxis, via, count } = arch;
  const crest = axis - arch.crest;
  const end = onAxis ? axis - 7 : axis - finish.extent / 2 - 2 * RING;
  const path = archPath(
    frame,
    { u: start.u, v: axis - start.extent / 2 - 1 },
    { u: finish.u, v: end },
    crest,
  );
  const middle = (start.u + finish.u) / 2;
  const hasLines = raised.some(({ leaf }) => via.includes(leaf.parts[0]!.node));
  const marks = hasLines ? [] : via.filter((node) => encode(node).glyph === 'band').map((node) => boxMark(frame, node, middle, crest));
  return {
    from: arch.from,
    to: arch.to,
    path,
    marks,
    ...(!onAxis && { ring: { ...frame.point(finish.u, axis - finish.extent / 2 - RING - 1), radius: RING } }),
    ...(count > 1 && {
      label: {
        text: `×${count}`,
        ...loopLabel(frame, middle, crest),
        role: 'detail' as const,
      },
    }),
  };
}

const loopLabel = (frame: Frame, u: number, crest: number) =>
  frame.orientation === 'horizontal'
    ? { ...frame.point(u, crest - 4), anchor: 'middle' as const }
    : { x: crest - 4, y: u + 4, anchor: 'end' as const };

/** An operation on a shortcut. */
function boxMark(frame: Frame, node: NetworkNode, middle: number, crest: number): Mark & Box {
  const box = frame.box(middle - 4, crest - 6, 8, 12);
  return { node: node.id, colour: encode(node).colour, path: rectPath(box), ...box };
}

const rectPath = ({ x, y, width, height }: Box): string =>
  `M${short(x)},${short(y)}h${short(width)}v${short(height)}h${short(-width)}Z`;

/** The slabs and operations of a leaf, relative to its start. */
function drawLeaf(frame: Frame, { leaf, u, slabs }: Placed, axis: number, crest: number | undefined) {
  if (leaf.raised) {
    const [{ op, opLength, node }] = slabs as [PlacedSlab];
    const { path, colour } = boxMark(frame, node, op - u + opLength / 2, crest ?? axis);
    return { slabs: [], marks: [{ node: node.id, colour, path }] };
  }
  const marks = slabs.flatMap(({ node, op, opLength, before, extent }): Mark[] => {
    const { glyph, colour } = encode(node);
    if (glyph === 'none' || (glyph === 'ring' && opLength < 10)) return [];
    const path =
      glyph === 'ring'
        ? ringPath(frame, op - u + opLength / 2, axis, 6)
        : bandPath(frame, op - u, opLength, before, extent, axis);
    return [{ node: node.id, colour, path }];
  });
  return {
    marks,
    slabs: slabs.map(({ node, u: at, thickness, extent }): Slab => ({
      node: node.id,
      colour: encode(node).colour,
      ...roundBox(frame.box(at - u, axis - extent / 2, thickness, extent)),
    })),
  };
}

const roundBox = ({ x, y, width, height }: Box): Box => ({
  x: short(x),
  y: short(y),
  width: short(width),
  height: short(height),
});

/** A circle with a plus in it. */
function ringPath({ at }: Frame, u: number, v: number, radius: number): string {
  const arm = radius - 2.5;
  const half = `a${radius},${radius},0,1,1,`;
  const { x, y } = { x: 2 * radius, y: 0 };
  const [startX, startY] = at(u, v).split(',').map(Number) as [number, number];
  return `M${short(startX - radius)},${short(startY)}${half}${x},${y}${half}${-x},${y}ZM${at(u - arm, v)}L${at(u + arm, v)}M${at(u, v - arm)}L${at(u, v + arm)}`;
}

/** The crest on which a layer of a shortcut lies. */
const crestOf = (leaf: Leaf, arches: readonly PlannedArch[]): number =>
  arches.find(({ via }) => via.some(({ id }) => id === leaf.entry.path))?.crest ?? 0;

function unitsOf({ groups }: Network, placed: readonly Placed[]) {
  const units = groups.filter(({ role }) => role === 'unit');
  return units.flatMap((unit) => {
    const inside = placed.filter(({ leaf: { entry } }) => entry.node && entry.first >= unit.first && entry.end <= unit.end && entry.parent !== unit.id);
    const first = inside[0];
    const last = inside.at(-1);
    if (!first || !last) return [];
    return [{ unit, u: first.u + 3, end: last.u + last.length - 3 }];
  });
}

const lastNodeOf = ({ nodes }: Network, { end }: Entry): string => nodes[end - 1]!.id;

/* From left to right: everything is a row, read downwards. */

function composeHorizontal(request: GraphRequest, plan: Plan): BlockGraph {
  const { network, pictures = false, failure } = request;
  const { frame, placed, headers, rows, entries } = plan;
  const arches = planArches(plan, network);
  const { above, below } = reach(plan, arches);
  const units = unitsOf(network, placed);
  const hasPanels = entries.some(isPanel);
  const stages = network.groups.filter(({ role }) => role === 'stage');
  const symbols = stages[0] ? stageFacts(network, { path: stages[0].id, ...stages[0] }).map(([symbol]) => symbol) : [];

  // The rows, from the top.
  let y = 4;
  const heading = hasPanels ? y + 12 : y;
  const panelTop = y;
  if (hasPanels) y += 20;
  const pictureTop = y;
  if (pictures) y += 42;
  const axis = (y += above + 4);
  y += below + 18;
  const labelY = y;
  y += LINE + 6;
  const unitY = y + 8;
  if (units.length) y += 26;
  const panelBottom = y;
  y += 12;
  const bracketY = y;
  const factsY = (y += 16);
  y += symbols.length * LINE + 10;
  const { bar } = METRICS.horizontal;
  const barRows = rows.map((row) => ({ row, top: (y += 20), base: (y += bar) - 0 }));
  const height = y + (rows.length ? 10 : 0);

  const end = plan.end + (failure ? FAILURE_LENGTH.horizontal + 12 : 0);
  const width = end + METRICS.horizontal.end;
  const facts = (entry: Pick<Entry, 'path' | 'first' | 'end'>, x: number): Label[] =>
    stageFacts(network, entry).map(([symbol, value]) => ({
      text: value,
      x,
      y: factsY + LINE * (symbols.indexOf(symbol) + 1),
      anchor: 'middle',
      role: 'symbol',
    }));
  const nameOf = (entry: Entry): string => (entry.group?.role === 'stage' ? entry.path.replace(/^\D+/, '') : entry.path);

  const leaf = (one: Placed): GraphItem => {
    const { entry, labels } = one.leaf;
    const middle = one.length / 2;
    const at = placed.indexOf(one);
    const text = (text: string, y: number, role: Label['role']): Label => ({ text, x: middle, y, anchor: 'middle', role });
    const top = entry.level === 1;
    return {
      entry,
      kind: 'leaf',
      x: short(one.u),
      y: 0,
      hit: { x: 0, y: panelTop + (isInPanel(entry) ? 20 : 0), width: short(one.length), height: height - panelTop - (isInPanel(entry) ? 20 : 0) },
      ...drawLeaf(frame, one, axis, axis - crestOf(one.leaf, arches)),
      labels: [
        text(labels[0], labelY, 'title'),
        text(labels[1], labelY + LINE, 'detail'),
        ...(top ? [text(nameOf(entry), factsY, 'head')] : []),
        ...(top && entry.group?.role === 'stage' ? facts(entry, middle) : []),
      ],
      bars: barRows.map(({ row, base }) => barAbove(row, row.values[at]!, middle, base, bar)),
      ...(pictures && {
        picture: { x: one.u + middle - 17, y: pictureTop, width: 34, height: 34, node: lastNodeOf(network, entry) },
      }),
    };
  };
  const header = ({ entry, u, end }: Header): GraphItem => {
    const length = end - u;
    const base = { entry, kind: 'header' as const, x: short(u), y: 0, slabs: [], marks: [], bars: [] };
    if (entry.group?.role !== 'stage') {
      const text = entry.group?.title ?? entry.path;
      return {
        ...base,
        hit: { x: 2, y: panelTop, width: short(length - 4), height: 18 },
        panel: { x: 2, y: panelTop, width: short(length - 4), height: short(panelBottom - panelTop) },
        labels: [
          { text, x: length / 2, y: heading + 1, anchor: 'middle', role: 'head' },
          ...(entry.level === 1 ? [{ text: entry.path, x: length / 2, y: factsY, anchor: 'middle', role: 'head' } as const] : []),
        ],
      };
    }
    return {
      ...base,
      hit: { x: 1, y: bracketY - 6, width: short(length - 2), height: short(22 + symbols.length * LINE) },
      bracket: `M4,${bracketY - 4}v4H${short(length - 4)}v-4`,
      labels: [
        { text: nameOf(entry), x: length / 2, y: factsY, anchor: 'middle', role: 'head' },
        ...facts(entry, length / 2),
      ],
    };
  };
  const byPath = new Map(placed.map((one) => [one.leaf.entry.path, one]));
  const items = entries.map((entry) => (entry.open ? header(headers.get(entry.path)!) : leaf(byPath.get(entry.path)!)));
  if (failure) items.push(failureItem(failure, plan.end + 6, axis, 'horizontal', entries.length, FAILURE_LENGTH.horizontal));

  const first = placed[0]!;
  const raised = placed.filter(({ leaf }) => leaf.raised);
  const gutterLine = (text: string, y: number, role: Label['role']): Label => ({ text, x: METRICS.horizontal.gutter - 12, y, anchor: 'end', role });
  return {
    orientation: 'horizontal',
    width: short(width),
    height: short(height),
    axis: `M${frame.at(first.slabs[0]!.u, axis)}L${frame.at(failure ? plan.end + 6 : plan.end - first.length / 3, axis)}`,
    items,
    arches: arches.map((arch) => drawArch(frame, axis, arch, raised)),
    units: units.map(({ unit, u, end }) => ({
      path: unit.id,
      line: `M${short(u)},${unitY}H${short(end)}`,
      label: { text: unit.title, x: short((u + end) / 2), y: unitY + 12, anchor: 'middle', role: 'detail' },
    })),
    gutter: METRICS.horizontal.gutter,
    rows: [
      ...(pictures ? [{ id: 'pictures', lines: [gutterLine('activation', pictureTop + 16, 'title'), gutterLine('mean of channels', pictureTop + 29, 'detail')] }] : []),
      { id: 'channels', lines: [gutterLine('channels', labelY, 'detail')] },
      { id: 'size', lines: [gutterLine('height × width', labelY + LINE, 'detail')] },
      ...(stages.length ? [{ id: 'stage', lines: [gutterLine('stage', factsY, 'detail')] }] : []),
      ...symbols.map((symbol, row) => ({ id: symbol, lines: [gutterLine(SYMBOLS[symbol] ?? symbol, factsY + LINE * (row + 1), 'detail')] })),
      ...barRows.map(({ row, base }) => ({
        id: row.id,
        baseline: { x: METRICS.horizontal.gutter, y: base, width: plan.end - METRICS.horizontal.gutter, height: 0 },
        lines: [
          gutterLine(row.title, base - 25, 'title'),
          gutterLine(row.total, base - 11, 'head'),
          gutterLine(row.note, base + 2, 'detail'),
        ],
      })),
    ],
  };
}

const SYMBOLS: Readonly<Record<string, string>> = { t: 'expansion t', c: 'channels c', n: 'repeats n', s: 'stride s' };

const isInPanel = ({ node, parent }: Entry): boolean => node !== undefined && parent !== '';

const BAR_WIDTH = 14;

function barAbove(row: CostRow, value: number, middle: number, base: number, length: number): Bar {
  const scale = scaleLinear([0, Math.max(...row.values, 1)], [0, length]);
  const size = short(scale(value));
  return {
    row: row.id,
    value,
    ...roundBox({ x: middle - BAR_WIDTH / 2, y: base - size, width: BAR_WIDTH, height: size }),
    label: { text: value ? row.format(value) : '', x: short(middle), y: short(base - size - 4), anchor: 'middle', role: 'value' },
  };
}

/** The layer that does not fit: a box with the rule that is broken. */
function failureItem(
  { node, rule }: { readonly node: string; readonly rule: string },
  u: number,
  axis: number,
  orientation: Orientation,
  position: number,
  width: number,
): GraphItem {
  const lines = wrapText(rule, width - 20, TEXT);
  const height = 34 + lines.length * LINE;
  const flat = orientation === 'horizontal';
  const hit = { x: 0, y: flat ? short(axis - height / 2) : 0, width, height: short(height) };
  const text = (text: string, y: number, role: Label['role']): Label => ({ text, x: 10, y: short(hit.y + y), anchor: 'start', role });
  return {
    entry: { path: node, first: 0, end: 0, level: 1, parent: '', open: false, position: position + 1, siblings: position + 1 },
    kind: 'failure',
    x: flat ? short(u) : 8,
    y: flat ? 0 : short(u),
    hit,
    slabs: [],
    marks: [],
    bars: [],
    labels: [text(node, 19, 'danger'), ...lines.map((line, row) => text(line, 36 + row * LINE, 'detail'))],
  };
}

/* From top to bottom: everything is a column, for narrow screens. */

function composeVertical(request: GraphRequest, plan: Plan): BlockGraph {
  const { network, pictures = false, failure, width } = request;
  const { frame, placed, headers, rows, entries } = plan;
  const arches = planArches(plan, network);
  const { above, below } = reach(plan, arches);

  const axis = above + 6;
  const pictureX = axis + below + 10;
  const textX = pictureX + (pictures ? 38 : 0);
  const { bar } = METRICS.vertical;
  const columns = rows.map((row, at) => ({ row, x: width - 4 - (rows.length - at) * (bar + 6) + 6 }));
  const failureHeight = failure ? FAILURE_LENGTH.vertical + 10 : 0;
  const height = plan.end + failureHeight + METRICS.vertical.end;
  const text = (text: string, y: number, role: Label['role'], x: number = textX): Label => ({ text, x: short(x), y: short(y), anchor: 'start', role });

  const leaf = (one: Placed): GraphItem => {
    const { entry, labels } = one.leaf;
    const middle = one.length / 2;
    const at = placed.indexOf(one);
    const name = entry.level === 1 ? (entry.group?.role === 'stage' ? `stage ${entry.path.replace(/^\D+/, '')} · ×${repeatsOf(network, entry.path)}` : entry.path) : labels[0];
    const detail = entry.level === 1 ? labels.join(' · ') : labels[1];
    return {
      entry,
      kind: 'leaf',
      x: 0,
      y: short(one.u),
      hit: { x: 0, y: 0, width, height: short(one.length) },
      ...drawLeaf(frame, one, axis, axis - crestOf(one.leaf, arches)),
      labels: [text(name, middle - 3, 'title'), text(detail, middle + 10, 'detail')],
      bars: columns.map(({ row, x }) => barAcross(row, row.values[at]!, x, middle, bar)),
      ...(pictures && {
        picture: { x: pictureX, y: one.u + middle - 16, width: 32, height: 32, node: lastNodeOf(network, entry) },
      }),
    };
  };
  const header = ({ entry, u, end }: Header): GraphItem => {
    const stage = entry.group?.role === 'stage';
    const facts = stage ? stageFacts(network, entry).map(([symbol, value]) => `${symbol} ${value}`).join(' · ') : '';
    const title = stage ? `stage ${entry.path.replace(/^\D+/, '')}` : (entry.group?.title ?? entry.path);
    const x = stage ? textX : textX;
    return {
      entry,
      kind: 'header',
      x: 0,
      y: short(u),
      slabs: [],
      marks: [],
      bars: [],
      hit: { x: 0, y: 0, width, height: METRICS.vertical.header },
      ...(stage
        ? { bracket: `M${short(x)},6H${width - 4}` }
        : { panel: { x: 0, y: 0, width, height: short(end - u) } }),
      labels: [
        text(title, 21, 'head', x),
        ...(facts ? [{ text: facts, x: width - 4, y: 21, anchor: 'end', role: 'detail' } as const] : []),
      ],
    };
  };
  const byPath = new Map(placed.map((one) => [one.leaf.entry.path, one]));
  const items = entries.map((entry) => (entry.open ? header(headers.get(entry.path)!) : leaf(byPath.get(entry.path)!)));
  if (failure) items.push(failureItem(failure, plan.end + 6, axis, 'vertical', entries.length, width - 16));
  const first = placed[0]!;
  return {
    orientation: 'vertical',
    width,
    height: short(height),
    axis: `M${frame.at(first.slabs[0]!.u, axis)}L${frame.at(plan.end, axis)}`,
    items,
    arches: arches.map((arch) => drawArch(frame, axis, arch, placed.filter(({ leaf }) => leaf.raised))),
    units: [],
    gutter: 0,
    rows: columns.map(({ row, x }) => ({
      id: row.id,
      lines: [
        { text: row.shortTitle, x, y: 12, anchor: 'start', role: 'title' },
        { text: row.total, x, y: 26, anchor: 'start', role: 'value' },
      ],
    })),
  };
}

function barAcross(row: CostRow, value: number, x: number, middle: number, length: number): Bar {
  const scale = scaleLinear([0, Math.max(...row.values, 1)], [0, length]);
  return {
    row: row.id,
    value,
    ...roundBox({ x, y: middle + 3, width: scale(value), height: 7 }),
    label: { text: value ? row.format(value) : '', x: short(x), y: short(middle - 2), anchor: 'start', role: 'value' },
  };
}

/** The extent of the figure along the flow that an item takes: for tests and for panning to it. */
export const spanOf = ({ x, y, hit, panel }: GraphItem, orientation: Orientation): readonly [start: number, end: number] => {
  const box = panel ?? hit;
  return orientation === 'horizontal' ? [x + box.x, x + box.x + box.width] : [y + box.y, y + box.y + box.height];
};

/** The smallest box around all items. */
export const boundsOf = ({ items }: BlockGraph): readonly [left: number, right: number] => [
  min(items, (item) => item.x + item.hit.x) ?? 0,
  max(items, (item) => item.x + item.hit.x + item.hit.width) ?? 0,
];
