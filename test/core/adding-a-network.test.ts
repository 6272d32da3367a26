import { describe, expect, it } from 'vitest';
import { parseFigure, printsAs } from '../../src/core/accounts.js';
import { costOf, countParameters, resolveOptions } from '../../src/core/index.js';
import { layoutBlockGraph } from '../../src/figures/block-graph.js';
import { vgg16 } from '../support/vgg-16.js';

describe('a new network is one file', () => {
  const network = vgg16.build(resolveOptions(vgg16, {}));
  const cost = costOf(network);

  it('counts as torchvision counts it: 138,357,544 parameters, 15.47 GMACs', () => {
    expect(countParameters(network, 'torchvision')).to.equal(138_357_544);
    expect(printsAs(cost.total.macs, parseFigure('15.47G')!, 'rounded')).to.be.true;
  });

  it('is drawn without another line of code', () => {
    const opening = { detail: 'blocks', toggled: new Set<string>() } as const;
    const request = { network, cost, opening, convention: 'paper', width: 360 } as const;
    expect(layoutBlockGraph({ ...request, orientation: 'horizontal' }).items.length).to.be.above(15);
  });
});
