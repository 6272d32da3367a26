import { METRICS, planFlow, type FlowPlan } from './flow-plan.js';
import { composeColumns } from './columns-figure.js';
import type { Arch, BlockGraph, GraphItem, GraphRequest } from './graph-parts.js';
import type { Orientation } from './frame.js';
import { composeRows, heightOfRows } from './rows-figure.js';
import { largest } from './totals.js';

export type * from './graph-parts.js';

/** Pixels of the largest tensor, in a figure that must be low. */
const LOWEST = 48;

/**
 * A network as a figure: its tensors to scale along an axis, operations between them, shortcuts above, costs beside them.
 * First everything along the flow, then everything across it.
 */
export function layoutBlockGraph(request: GraphRequest): BlockGraph {
  const plan = planFlow(request);
  if (request.orientation === 'vertical') return composeColumns(request, plan);
  const { maxHeight = Infinity } = request;
  const isLow = heightOfRows(request, plan) > maxHeight;
  return isLow ? layoutLow(request, plan, maxHeight) : composeRows(request, plan);
}

/** Without the facts of stages; and where that is still too high, with lower tensors. */
function layoutLow(request: GraphRequest, plan: FlowPlan, maxHeight: number): BlockGraph {
  const excess = heightOfRows(request, plan, true) - maxHeight;
  if (excess <= 0) return composeRows(request, plan, true);
  const tallest = largest(plan.placed.flatMap(({ slabs }) => slabs.map(({ extent }) => extent))) ?? 1;
  const { full } = METRICS.horizontal;
  return composeRows(request, plan.withTensors(Math.max(LOWEST, full * (1 - excess / tallest))), true);
}

/** Whether a shortcut leads from one item to another, and not within one. */
export const isBetween = ({ source, target }: Arch): boolean => source !== target;

/** From where to where an item reaches along the flow; an open block with all that is in it. */
export function spanOf(
  { x, y, hit, panel }: GraphItem,
  orientation: Orientation,
): readonly [start: number, end: number] {
  const box = panel ?? hit;
  return orientation === 'horizontal' ? [x + box.x, x + box.x + box.width] : [y + box.y, y + box.y + box.height];
}

/** The same figure where nothing answers a press: without the signs that open and close. */
export const stillGraph = (graph: BlockGraph): BlockGraph => ({
  ...graph,
  items: graph.items.map(({ sign: _sign, ...item }) => item),
});
