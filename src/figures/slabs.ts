import type { NetworkNode } from '../core/index.js';
import { RING_ON_AXIS } from './arches.js';
import { encode, signOf } from './encodings.js';
import type { Placed, PlacedSlab } from './flow-plan.js';
import { bandPath, crossedPath, ringPath, shortBox, type Frame } from './frame.js';
import type { Mark, Slab } from './graph-parts.js';

interface Drawn {
  readonly slabs: readonly Slab[];
  readonly marks: readonly Mark[];
}

/** The tensors and operations of a leaf around its axis or lane, relative to where it starts along the flow. */
export function drawSlabs(frame: Frame, { u, slabs }: Placed, axis: number): Drawn {
  return {
    marks: slabs.flatMap((slab) => drawOperation(frame, slab, slab.op - u, axis)),
    slabs: slabs.map(({ node, u: at, thickness, extent }) => ({
      node: node.id,
      colour: encode(node).colour,
      ...shortBox(frame.box(at - u, axis - extent / 2, thickness, extent)),
    })),
  };
}

/** Pixels from one channel's piece of a band to the next. */
const PITCH = 10;
/** More groups than this are drawn as so many. */
const MOST_GROUPS = 4;

/** Into how many pieces the band of an operation is cut. */
export function piecesOf(node: NetworkNode, height: number): number {
  const { cut } = encode(node);
  if (cut === 'channels') return Math.max(3, Math.round(height / PITCH));
  return Math.min(MOST_GROUPS, cut);
}

function drawOperation(frame: Frame, { node, opLength, before, extent }: PlacedSlab, u: number, axis: number): Mark[] {
  const { glyph, colour } = encode(node);
  const band = { u, length: opLength, before, after: extent, axis };
  const mark = (path: string): Mark[] => [{ node: node.id, colour, path }];
  if (glyph === 'none') return [];
  if (glyph === 'ring') {
    const { x, y } = frame.point(u + opLength / 2, axis);
    return mark(ringPath({ x, y, radius: RING_ON_AXIS, sign: signOf(node) }));
  }
  if (glyph === 'crossed') return mark(crossedPath(frame, band));
  return mark(bandPath(frame, band, piecesOf(node, Math.max(before, extent))));
}
