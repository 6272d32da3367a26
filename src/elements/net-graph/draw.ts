import { nothing, svg } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { BarPath } from '../../figures/bar-paths.js';
import type { Arch, GraphItem, Label, Mark, RowTitle, Slab, UnitLine } from '../../figures/block-graph.js';
import { short, type Point } from '../../figures/frame.js';

/** How an item stands to the reader. */
export interface ItemView {
  readonly name: string;
  readonly selected: boolean;
  readonly hovered: boolean;
  /** It was not there before. */
  readonly fresh: boolean;
  /** The one item that Tab leads to. */
  readonly reachable: boolean;
}

const drawLabel = ({ text, x, y, anchor, role }: Label) =>
  svg`<text class="label ${role}" x=${x} y=${y} text-anchor=${anchor}>${text}</text>`;

const drawSlab = ({ x, y, width, height, colour }: Slab) =>
  svg`<rect class="slab kind-${colour}" part="tensor" x=${x} y=${y} width=${width} height=${height} rx="1"></rect>`;

const drawMark = ({ colour, path }: Mark) => svg`<path class="mark kind-${colour}" part="operation" d=${path}></path>`;

const drawShapes = ({ hit, bracket, marks, slabs }: GraphItem) => svg`
  <rect class="hit" x=${hit.x} y=${hit.y} width=${hit.width} height=${hit.height} rx="4"></rect>
  ${bracket ? svg`<path class="bracket" d=${bracket}></path>` : nothing}
  ${marks.map(drawMark)} ${slabs.map(drawSlab)}`;

/** Relative to the first: when an item grows, or makes room for a picture, its texts move as one and are not laid out again. */
const drawTexts = ({ labels, bars }: GraphItem, { x, y }: Point) =>
  [...labels, ...bars.map(({ label }) => label)].map((label) =>
    label.text ? drawLabel({ ...label, x: short(label.x - x), y: short(label.y - y) }) : nothing,
  );

/**
 * An item. Its texts lie beside it and are hidden from assistive technology: its name says all of them in words. The ground
 * of an open block is drawn by `drawPanel`, below all items, its bars with those of the others by `drawBars`.
 */
export function drawItem(item: GraphItem, view: ItemView) {
  const { entry, kind, labels } = item;
  const first: Point = labels[0] ?? { x: 0, y: 0 };
  const classes = ['place', kind, view.selected && 'selected', view.hovered && 'hovered', view.fresh && 'fresh'];
  return svg`<g class=${classes.filter(Boolean).join(' ')} transform="translate(${item.x},${item.y})">
    <g
      class="item"
      part="item ${kind}"
      data-path=${entry.path}
      role="treeitem"
      tabindex=${view.reachable ? 0 : -1}
      aria-label=${view.name}
      aria-level=${entry.level}
      aria-posinset=${entry.position}
      aria-setsize=${entry.siblings}
      aria-selected=${view.selected ? 'true' : 'false'}
      aria-expanded=${entry.group ? (entry.open ? 'true' : 'false') : nothing}
    >${guard([item], () => drawShapes(item))}</g>
    <g aria-hidden="true" transform="translate(${first.x},${first.y})">${guard([item], () => drawTexts(item, first))}</g>
  </g>`;
}

export const drawPanel = ({ x, y, panel }: GraphItem) =>
  panel
    ? svg`<rect class="panel" part="panel" x=${x + panel.x} y=${y + panel.y} width=${panel.width} height=${panel.height} rx="6"></rect>`
    : nothing;

/** The bars of all items: hundreds of rectangles would be most of what a slider has to move. */
export const drawBars = ({ colour, path }: BarPath) =>
  svg`<path class="bar kind-${colour}" part="bar" d=${path}></path>`;

export const drawArch = ({ path, ring, marks, label }: Arch) => svg`
  <path class="arch" part="shortcut" d=${path}></path>
  ${marks.map(drawMark)}
  ${ring ? svg`<path class="ring" d=${ring}></path>` : nothing}
  ${label ? drawLabel(label) : nothing}`;

export const drawUnit = ({ line, label }: UnitLine) => svg`<path class="bracket" d=${line}></path>${drawLabel(label)}`;

export const drawRow = ({ lines }: RowTitle) => svg`${lines.map(drawLabel)}`;

export const drawBaseline = ({ baseline }: RowTitle) =>
  baseline ? svg`<path class="baseline" d=${baseline}></path>` : nothing;
