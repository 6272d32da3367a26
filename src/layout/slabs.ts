import { drawOnCrest, ringPath } from './arches.js';
import { encode } from './encodings.js';
import type { Placed, PlacedSlab } from './flow-plan.js';
import { bandPath, shortBox, type Frame } from './frame.js';
import type { Mark, Slab } from './graph-parts.js';

interface Drawn {
  readonly slabs: readonly Slab[];
  readonly marks: readonly Mark[];
}

/** The tensors and operations of a leaf, relative to where it starts along the flow. */
export function drawSlabs(frame: Frame, { leaf, u, slabs }: Placed, axis: number, crest: number): Drawn {
  if (leaf.raised) {
    const [{ op, opLength, node }] = slabs as [PlacedSlab];
    return { slabs: [], marks: [drawOnCrest(frame, node, op - u + opLength / 2, axis - crest)] };
  }
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
  if (glyph === 'ring') return mark(ringPath(frame, u + opLength / 2, axis));
  return mark(bandPath(frame, u, opLength, before, extent, axis));
}
