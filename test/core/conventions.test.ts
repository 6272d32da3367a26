import { describe, expect, it } from 'vitest';
import {
  buildNetwork,
  conventions,
  costOf,
  countOperations,
  countParameters,
  type ConventionId,
  UnknownNameError,
  parseConvention,
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

  for (const [, { id, title }] of all) {
    it(`${title}: MobileNetV2 1.0 at 224 pixels`, () => {
      const [parameters, operations] = anchors[id];
      expect(countParameters(total, id)).to.equal(parameters);
      expect(countOperations(total, id)).to.equal(operations);
    });
  }

  it('give what others have printed with the same tools', () => {
    const wide = costOf(buildNetwork('mobilenet-v2', { preset: 'torchvision', width: 1.4 })).total;
    const expanding = costOf(buildNetwork('mobilenet-v2', { unitExpansion: true })).total;
    // Lyken17/pytorch-OpCounter, README.md (176c407): mobilenet_v2, 0.33 G.
    expect((countOperations(total, 'thop') / 1e9).toFixed(2)).to.equal('0.33');
    // sovrasov/flops-counter.pytorch, issue 33: 610.1 MMac at 1.4, when pooling called as a function escaped it too.
    expect(((countOperations(wide, 'ptflops') - wide.poolInputElements) / 1e6).toFixed(1)).to.equal('610.1');
    // tensorflow/models, issue 4516: 3.47 M and 314 M with the 1×1 convolution kept where t = 1.
    expect((countParameters(expanding, 'paper') / 1e6).toFixed(2)).to.equal('3.47');
    expect((countOperations(expanding, 'paper') / 1e6).toFixed(0)).to.equal('314');
    // torchprofile’s 300,775,552 has the 1,280 pooled values that its note leaves out.
    expect(countOperations(total, 'torchprofile') + 1_280).to.equal(300_775_552);
  });

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
    expect(() => parseConvention('nvidia')).to.throw(
      UnknownNameError,
      'convention: expected one of paper, torchvision,',
    );
    expect(() => countParameters(total, 'toString' as never)).to.throw(UnknownNameError, 'got "toString"');
  });
});
