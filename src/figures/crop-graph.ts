/** The part of a drawn network that is in view. */
import { spanOf } from './block-graph.js';
import type { BlockGraph, Span } from './graph-parts.js';

const meets = ([start, end]: Span, [from, to]: Span): boolean => end >= from && start <= to;

/** The graph between two places along the flow. `isKept` says which items stay, wherever they are. */
export function cropGraph(graph: BlockGraph, range: Span, isKept: (path: string) => boolean): BlockGraph {
  const isIn = ({ span }: { readonly span: Span }): boolean => meets(span, range);
  const items = graph.items.filter((item) => isKept(item.entry.path) || meets(spanOf(item, graph.orientation), range));
  return { ...graph, items, arches: graph.arches.filter(isIn), units: graph.units.filter(isIn) };
}
