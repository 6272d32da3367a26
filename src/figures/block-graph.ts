import { planFlow } from './flow-plan.js';
import { composeColumns } from './columns-figure.js';
import type { BlockGraph, GraphItem, GraphRequest } from './graph-parts.js';
import type { Orientation } from './frame.js';
import { composeRows } from './rows-figure.js';

export type * from './graph-parts.js';

/**
 * A network as a figure: its tensors to scale along an axis, operations between them, shortcuts above, costs beside them.
 * First everything along the flow, then everything across it.
 */
export function layoutBlockGraph(request: GraphRequest): BlockGraph {
  const plan = planFlow(request);
  return request.orientation === 'horizontal' ? composeRows(request, plan) : composeColumns(request, plan);
}

/** From where to where an item reaches along the flow; an open block with all that is in it. */
export function spanOf(
  { x, y, hit, panel }: GraphItem,
  orientation: Orientation,
): readonly [start: number, end: number] {
  const box = panel ?? hit;
  return orientation === 'horizontal' ? [x + box.x, x + box.x + box.width] : [y + box.y, y + box.y + box.height];
}
