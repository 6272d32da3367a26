import type { Network } from '../core/index.js';

/** The most pixels that a picture on the graph has in either direction. */
export const PICTURE_SIZE = 48;

/** Stages, blocks, stem and head wear the picture of their last node: what the engine keeps anyway. */
export function pictured({ nodes, groups }: Network): string[] {
  const ends = groups.filter(({ role, parent }) => role !== 'unit' || !parent).map(({ end }) => nodes[end - 1]!.id);
  const outside = nodes.filter(({ id }) => !id.includes('/')).map(({ id }) => id);
  return [...new Set([...ends, ...outside])];
}
