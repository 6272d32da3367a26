/** The drawn network as a scene. */
import { barPaths } from './bar-paths.js';
import { short, shortBox, type Box, type Point } from './frame.js';
import type { Arch, BlockGraph, GraphItem, Label, Mark, RowTitle, Slab } from './graph-parts.js';
import { kindTints, mix, shortcutLooks, type Looks } from './looks.js';
import { group, path, rect, text, translate, type Group, type Scene, type Shape } from './scene.js';
import { washLooks } from './shades.js';

/** How the drawn network looks. */
export const graphLooks: Looks = {
  ...kindTints,
  ...shortcutLooks(1.5),
  '.ground': { fill: 'paper' },
  '.axis, .bracket, .baseline': { fill: 'none', stroke: 'ink-faint' },
  '.baseline': { stroke: 'rule' },
  ...washLooks,
  // Pictures lie below the figure and are seen through it.
  '.panel': { fill: 'ink-faint', 'fill-opacity': 0.08, stroke: 'rule' },
  '.hit, .handle, .opener': { fill: 'transparent' },
  '.failure .hit': { fill: mix('danger', 7), stroke: 'danger', 'stroke-dasharray': '5 4' },
  '.slab': { fill: mix('tint', 26), stroke: mix('tint', 70), 'stroke-width': 0.75 },
  '.mark, .bar': { fill: 'tint' },
  '.ring': { ...shortcutLooks(1.25)['.ring'] },
  '.mark.kind-add': { fill: 'paper', stroke: 'kind-add', 'stroke-width': 1.5 },
  '.sign': { fill: 'none', stroke: 'ink-soft' },
  '.label': { 'font-size': '11px', fill: 'ink' },
  '.detail': { fill: 'ink-soft' },
  '.value': { fill: 'ink-soft' },
  '.head': { 'font-size': '11.5px', 'font-weight': 600 },
  '.danger': { 'font-weight': 600, fill: 'danger' },
  '.sticky rect': { fill: 'paper' },
  '.caption': { 'font-size': '11px', fill: 'ink' },
};

/** An item: what a pointer hits and what is drawn to scale, and beside it its texts. */
export type ItemGroup = Group & { readonly content: readonly [drawn: Group, texts: Group] };

/** In the order in which they are painted. */
export interface GraphScene extends Scene {
  /** What lies below the items. */
  readonly ground: Group;
  /** Units and shortcuts, and what is too thin for an item of its own. */
  readonly ways: Group;
  /** In the order of the graph's own. */
  readonly items: readonly ItemGroup[];
  readonly bars: Group;
  /** Where a pointer meets what lies below columns: headers of open groups, and signs. */
  readonly handles: Group;
  /** Titles of rows, on paper of their own: they stay in view where the rest is panned. */
  readonly titles: Group;
}

const drawLabel = ({ text: words, x, y, anchor, role }: Label) =>
  text(`label ${role}`, { x, y, 'text-anchor': anchor }, words);

const drawSlab = ({ x, y, width, height, colour }: Slab) =>
  rect(`slab kind-${colour}`, { x, y, width, height, rx: 1 }, { part: 'tensor' });

const drawMark = ({ colour, path: d }: Mark) => path(`mark kind-${colour}`, d, { part: 'operation' });

const drawLine = (role: string, d: string | undefined) => (d ? [path(role, d)] : []);

const drawPanel = ({ x, y, panel }: GraphItem) =>
  panel ? [rect('panel', { ...panel, x: x + panel.x, y: y + panel.y, rx: 6 }, { part: 'panel' })] : [];

const drawWash = ({ x, y, wash }: GraphItem) =>
  wash ? [rect(`wash ${wash.role}`, shortBox({ ...wash, x: x + wash.x, y: y + wash.y }))] : [];

const drawArch = ({ path: d, title, ring, marks, label }: Arch): readonly Shape[] => [
  path('arch', d, { part: 'shortcut', title }),
  ...marks.map(drawMark),
  ...drawLine('ring', ring),
  ...(label ? [drawLabel(label)] : []),
];

/** Relative to the first: when an item grows, or makes room for a picture, its texts move as one and are not laid out again. */
const drawTexts = ({ labels, bars }: GraphItem, { x, y }: Point): readonly Shape[] =>
  [...labels, ...bars.map(({ label }) => label)]
    .filter((label) => label.text)
    .map((label) => drawLabel({ ...label, x: short(label.x - x), y: short(label.y - y) }));

/**
 * Texts lie beside what is drawn and are hidden from assistive technology: the item's name says all of them in words. The
 * ground of an open block lies below all items, its bars are drawn with those of the others.
 */
function drawItem(item: GraphItem): ItemGroup {
  const { entry, kind, x, y, hit, bracket, sign, marks, slabs, labels } = item;
  const first: Point = labels[0] ?? { x: 0, y: 0 };
  const { path: itemPath } = entry;
  const drawn = [
    rect('hit', { ...hit, rx: 4 }),
    ...drawLine('bracket', bracket),
    ...drawLine('sign', sign?.path),
    ...marks.map(drawMark),
    ...slabs.map(drawSlab),
  ];
  return {
    ...group(`place ${kind}`, [], { transform: translate(x, y) }),
    content: [
      group('item', drawn, { path: itemPath, part: `item ${kind}` }),
      group('', drawTexts(item, first), { hidden: true, transform: translate(first.x, first.y) }),
    ],
  };
}

/** The name of an open stage lies below its columns, which a pointer would meet first. */
const drawHandles = ({ entry: { path: itemPath }, kind, x, y, hit, sign }: GraphItem): readonly Shape[] => {
  const handle = (role: string, box: Box): Shape =>
    rect(role, { ...box, x: short(x + box.x), y: short(y + box.y) }, { path: itemPath });
  return [...(kind === 'header' ? [handle('handle', hit)] : []), ...(sign ? [handle('opener', sign.box)] : [])];
};

const drawTitles = ({ gutter, top, height, rows }: BlockGraph): readonly Shape[] => [
  ...(gutter ? [rect('', { y: top, width: gutter - 8, height })] : []),
  ...rows.flatMap(({ lines }: RowTitle) => lines.map(drawLabel)),
];

/** The whole figure at full size. Hundreds of bars would be most of what a slider has to move: they are one path a colour. */
export function sceneOfGraph(graph: BlockGraph, title: string): GraphScene {
  const { items, rows, units, arches, merged = [] } = graph;
  const hidden = { hidden: true };
  const baselines = rows.flatMap(({ baseline }) => drawLine('baseline', baseline));
  const ground = group(
    '',
    [...items.flatMap(drawPanel), ...items.flatMap(drawWash), ...baselines, path('axis', graph.axis)],
    hidden,
  );
  const lines = units.flatMap(({ line, label }) => [path('bracket', line), ...(label ? [drawLabel(label)] : [])]);
  const thin = merged.map(({ role, colour, path: d }) => path(`${role} kind-${colour}`, d));
  const ways = group('ways', [...lines, ...arches.flatMap(drawArch), ...thin], hidden);
  const bars = barPaths(items).map(({ colour, path: d }) => path(`bar kind-${colour}`, d, { part: 'bar' }));
  const parts = {
    ground,
    ways,
    items: items.map(drawItem),
    bars: group('bars', bars, hidden),
    handles: group('', items.flatMap(drawHandles), hidden),
    titles: group('sticky', drawTitles(graph), hidden),
  };
  return {
    ...parts,
    title,
    viewBox: [0, graph.top, graph.width, graph.height],
    looks: graphLooks,
    shapes: [ground, ways, ...parts.items, parts.bars, parts.handles, parts.titles],
  };
}
