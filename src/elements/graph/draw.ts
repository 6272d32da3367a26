import { nothing, svg } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Arch, Bar, BlockGraph, GraphItem, Label, Mark, RowTitle, Slab } from '../../layout/block-graph.js';

/** How an item stands to the reader. */
export interface ItemView {
  readonly name: string;
  readonly selected: boolean;
  readonly hovered: boolean;
  /** The one item that Tab leads to. */
  readonly reachable: boolean;
}

const drawSlab = ({ x, y, width, height, colour }: Slab) =>
  svg`<rect class="slab kind-${colour}" part="tensor" x=${x} y=${y} width=${width} height=${height} rx="1"></rect>`;

const drawMark = ({ colour, path }: Mark) => svg`<path class="mark kind-${colour}" part="operation" d=${path}></path>`;

export const drawLabel = ({ text, x, y, anchor, role }: Label) =>
  svg`<text class="label ${role}" x=${x} y=${y} text-anchor=${anchor}>${text}</text>`;

const drawBar = ({ row, x, y, width, height, label }: Bar) => svg`
  <rect class="bar ${row}" part="bar" x=${x} y=${y} width=${width} height=${height}></rect>
  ${drawLabel(label)}`;

/** An item with its bars; the ground of an open block is drawn by `drawPanel`, below all items. */
export function drawItem(item: GraphItem, view: ItemView) {
  const { entry, kind, hit, slabs, marks, bars, labels, bracket } = item;
  const expandable = entry.group !== undefined;
  return svg`<g
    class="item ${kind} ${view.selected ? 'selected' : ''} ${view.hovered ? 'hovered' : ''}"
    part="item ${kind}"
    transform="translate(${item.x},${item.y})"
    data-path=${entry.path}
    role="treeitem"
    tabindex=${view.reachable ? 0 : -1}
    aria-label=${view.name}
    aria-level=${entry.level}
    aria-posinset=${entry.position}
    aria-setsize=${entry.siblings}
    aria-selected=${view.selected}
    aria-expanded=${expandable ? entry.open : nothing}
  >${guard([item, view.selected, view.hovered], () => svg`
    <rect class="hit" x=${hit.x} y=${hit.y} width=${hit.width} height=${hit.height} rx="3"></rect>
    ${bracket ? svg`<path class="bracket" d=${bracket}></path>` : nothing}
    ${marks.map(drawMark)}${slabs.map(drawSlab)}${labels.map(drawLabel)}${bars.map(drawBar)}`)}
  </g>`;
}

export const drawPanel = ({ x, y, panel }: GraphItem) =>
  panel &&
  svg`<rect class="panel" part="panel" x=${x + panel.x} y=${y + panel.y} width=${panel.width} height=${panel.height} rx="5"></rect>`;

export const drawArch = ({ path, ring, marks, label }: Arch) => svg`
  <path class="arch" part="shortcut" d=${path}></path>
  ${marks.map(drawMark)}
  ${ring && svg`<circle class="ring" cx=${ring.x} cy=${ring.y} r=${ring.radius}></circle>
    <path class="plus" d="M${ring.x - 2},${ring.y}h4m-2,-2v4"></path>`}
  ${label && drawLabel(label)}`;

export const drawUnit = ({ line, label }: BlockGraph['units'][number]) =>
  svg`<path class="bracket" d=${line}></path>${drawLabel(label)}`;

export const drawRow = ({ lines, baseline }: RowTitle) =>
  svg`${lines.map(drawLabel)}${baseline && nothing}`;

export const drawBaseline = ({ baseline }: RowTitle) =>
  baseline && svg`<path class="baseline" d="M${baseline.x},${baseline.y}h${baseline.width}"></path>`;
