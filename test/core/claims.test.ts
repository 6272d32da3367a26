import { describe, expect, it } from 'vitest';
import { claims } from '../../src/core/claims.js';

/** The numbers of each finding, in the order of its evidence. */
const numbers: Readonly<Record<string, readonly number[]>> = {
  'two-meanings-of-g': [2_592, 864, 648],
  'norm-after-every-convolution': [2_293_914, 2_296_922, -3_008],
  'expansion-at-one': [2_293_914, 2_292_826, 1_088],
  'linear-depthwise': [17, 17, 0],
  'projection-shortcut': [2_293_914, 2_234_762, 59_152],
  'same-but-inverted': [384, 3_456, 1_327_104],
  'proportional-computation': [12_544, 49, 256],
  'classical-experiment': [2_293_914, 538_786, 91_154_944, 14_587_264],
  baseline: [2_293_914, 2_236_682, 91_154_944, 6_124_928],
  'range-of-t': [1_691_610, 1_992_762, 3_498_522],
  'undefined-stride': [4, 2],
  'plain-relu': [53_248, 1_481_728],
};

describe('claims', () => {
  for (const { id, evidence } of claims) {
    it(`${id}: the numbers of its evidence`, () => {
      expect(evidence().map(({ value }) => value)).to.deep.equal(numbers[id]);
    });
  }

  it('quote twelve words at most, say one sentence and name a source', () => {
    for (const { id, quote, finding, source } of claims) {
      expect(quote.split(' ').length, id).to.be.at.most(12);
      expect(finding, id).to.match(/^[^.]+\.$/);
      expect(source, id).not.to.equal('');
    }
  });

  it('have ids that are all different, and labels for every number', () => {
    expect(new Set(claims.map(({ id }) => id)).size).to.equal(claims.length);
    for (const { id, evidence } of claims) for (const { label } of evidence()) expect(label, id).not.to.equal('');
  });
});
