import { nothing, svg } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { GraphItem } from '../../figures/block-graph.js';
import type { ItemGroup } from '../../figures/graph-scene.js';
import type { Group } from '../../figures/scene.js';
import type { ExplorerState } from '../../explorer/state.js';
import { printShapes } from '../shared/print-scene.js';
import type { GraphDrawing } from './drawing.js';

/** How an item stands to the reader. */
interface ItemView {
  readonly name: string;
  readonly selected: boolean;
  readonly hovered: boolean;
  /** It was not there before. */
  readonly fresh: boolean;
  /** A shortcut starts or ends here. */
  readonly follows: boolean;
  /** The one item that Tab leads to. */
  readonly reachable: boolean;
}

export function viewOf(
  drawing: GraphDrawing,
  item: GraphItem,
  { selected, hovered }: Pick<ExplorerState, 'selected' | 'hovered'>,
  tabStop: string,
): ItemView {
  const { entry } = item;
  return {
    name: drawing.nameOf(item),
    selected: drawing.stands(entry, selected),
    hovered: drawing.stands(entry, hovered),
    follows: drawing.hasWays(entry.path),
    fresh: drawing.fresh.has(entry.path),
    reachable: entry.path === tabStop,
  };
}

/** What belongs to no item alone (shortcuts, lanes and units below them, bars above) appears anew when the detail changes, while items glide to their places. */
export function renderAnew({ request: { opening }, fresh }: GraphDrawing, { role, content }: Group) {
  const appears = fresh.size ? ' changed' : '';
  return keyed(
    [opening.detail, opening.fold, ...opening.toggled].join(),
    svg`<g class="${role}${appears}" aria-hidden="true">${printShapes(content)}</g>`,
  );
}

/** An item that a reader can choose, open and reach by keyboard. */
export function drawItem({ entry }: GraphItem, { role, geometry, content: [drawn, texts] }: ItemGroup, view: ItemView) {
  const classes = [role, view.selected && 'selected', view.hovered && 'hovered', view.fresh && 'fresh'];
  return svg`<g role="none" class=${classes.filter(Boolean).join(' ')} transform=${geometry.transform}>
    <g
      class=${drawn.role}
      part=${drawn.part}
      data-path=${drawn.path}
      role="treeitem"
      tabindex=${view.reachable ? 0 : -1}
      aria-label=${view.name}
      aria-keyshortcuts=${view.follows ? 'S' : nothing}
      aria-level=${entry.level}
      aria-posinset=${entry.position}
      aria-setsize=${entry.siblings}
      aria-selected=${view.selected ? 'true' : 'false'}
      aria-expanded=${entry.group ? (entry.open ? 'true' : 'false') : nothing}
    >${printShapes(drawn.content)}</g>
    <g aria-hidden="true" transform=${texts.geometry.transform}>${printShapes(texts.content)}</g>
  </g>`;
}
