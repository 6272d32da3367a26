import { describe, expect, it } from 'vitest';
import { buildNetwork, costOf, networks } from '../../src/core/index.js';
import { planFlow } from '../../src/figures/flow-plan.js';

describe('planFlow(request)', () => {
  for (const { id } of networks)
    for (const orientation of ['horizontal', 'vertical'] as const)
      for (const detail of ['stages', 'layers'] as const)
        it(`${id}, ${orientation}, ${detail}: the tensors of a leaf stand in the middle of its room, one after another`, () => {
          const network = buildNetwork(id);
          const opening = { detail, toggled: new Set<string>() };
          const request = {
            network,
            cost: costOf(network),
            convention: 'paper' as const,
            opening,
            orientation,
            width: 1280,
          };
          for (const { leaf, u, length, slabs } of planFlow(request).placed) {
            const [first, last] = [slabs[0]!, slabs.at(-1)!];
            const after = u + length - (last.u + last.thickness);
            expect(first.op - u, leaf.entry.path).to.be.closeTo(after, 1e-9);
            slabs.slice(1).forEach((slab, at) => {
              const { u: start, thickness } = slabs[at]!;
              expect(slab.op, leaf.entry.path).to.be.at.least(start + thickness);
            });
          }
        });
});
