import { expect } from '@open-wc/testing';
import {
  buildNetwork,
  conventions,
  costOf,
  countOperations,
  countParameters,
  type ConventionId,
} from '../../src/core/index.js';

const { total } = costOf(buildNetwork('mobilenet-v2', { preset: 'torchvision' }));
const all = Object.entries(conventions);

describe('conventions', () => {
  /** What each tool’s rule gives for torchvision’s MobileNetV2 1.0 at 224 pixels: MACs, and what it adds to them. */
  const anchors: Readonly<Record<ConventionId, readonly [parameters: number, operations: number]>> = {
    paper: [3_470_760, 300_774_272],
    torchvision: [3_504_872, 300_774_272],
    keras: [3_538_984, 300_774_272],
    fvcore: [3_504_872, 300_774_272 + 2 * 6_678_112 + 62_720],
    torchinfo: [3_504_872, 300_774_272 + 1_000 + 34_112],
    torchsummaryX: [3_504_872, 300_774_272 + 17_056],
    torchprofile: [3_504_872, 300_774_272],
    ptflops: [3_504_872, 300_774_272 + 1_000 + 2 * 6_678_112 + 6_105_792 + 62_720],
    thop: [3_504_872, 300_774_272 + 4 * 6_678_112],
    flops: [3_504_872, 601_548_544],
  };

  for (const [id, { title }] of all) {
    it(`${title}: MobileNetV2 1.0 at 224 pixels`, () => {
      const [parameters, operations] = anchors[id as ConventionId];
      expect(countParameters(total, id)).to.equal(parameters);
      expect(countOperations(total, id)).to.equal(operations);
    });
  }

  it('say who they are, what they count and where that is written', () => {
    for (const [id, convention] of all) {
      expect(convention.id).to.equal(id);
      expect(convention.title, id).not.to.equal('');
      expect(convention.note, id).to.match(/^[A-Z].*\.$/);
      expect(convention.source, id).to.match(/^(arXiv:|[\w-]+\/[\w.-]+, ).+\([0-9a-f]{7}\)/);
    }
  });

  it('count every MAC, twice where they say FLOPs', () => {
    for (const [id, { operations, unit }] of all) expect(operations.macs, id).to.equal(unit === 'FLOPs' ? 2 : 1);
  });

  it('are known by their ids only', () => {
    expect(() => countOperations(total, 'nvidia')).to.throw(
      TypeError,
      'convention: expected one of paper, torchvision,',
    );
    expect(() => countParameters(total, 'toString')).to.throw(TypeError, 'got "toString"');
  });
});
