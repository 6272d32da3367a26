import { RING_ON_AXIS } from './arches.js';
import { encode, signOf } from './encodings.js';
import type { Placed, PlacedSlab } from './flow-plan.js';
import { bandPath, ringPath, shortBox, type Frame } from './frame.js';
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

function drawOperation(frame: Frame, { node, opLength, before, extent }: PlacedSlab, u: number, axis: number): Mark[] {
  const { glyph, colour } = encode(node);
  const mark = (path: string): Mark[] => [{ node: node.id, colour, path }];
  if (glyph === 'none') return [];
  if (glyph === 'ring') {
    const { x, y } = frame.point(u + opLength / 2, axis);
    return mark(ringPath({ x, y, radius: RING_ON_AXIS, sign: signOf(node) }));
  }
  return mark(bandPath(frame, u, opLength, before, extent, axis));
}
