import { describe, expect, it } from 'vitest';
import { codeOf, conventionSources } from '../../src/core/accounts.js';
import {
  buildNetwork,
  conventions,
  countOperations,
  countParameters,
  type ConventionId,
  NetworkBuilder,
  networks,
  noteOf,
  UnknownNameError,
  UnknownNodeError,
  parseConvention,
} from '../../src/core/index.js';

const network = buildNetwork('mobilenet-v2', { preset: 'torchvision' });
const all = Object.entries(conventions);

describe('conventions', () => {
  /** MobileNetV2 1.0 at 224 pixels: MACs, and what each rule adds to them. The tools’ own figures are in tool-counts. */
  const anchors: Readonly<Record<ConventionId, readonly [parameters: number, operations: number]>> = {
    paper: [3_470_760, 300_774_272],
    torchvision: [3_504_872, 300_774_272],
    keras: [3_538_984, 300_774_272],
    fvcore: [3_504_872, 300_774_272 + 2 * 6_678_112 + 62_720],
    torchinfo: [3_504_872, 300_774_272 + 1_000 + 34_112],
    torchsummaryX: [3_504_872, 300_774_272 + 17_056],
    torchprofile: [3_504_872, 300_774_272 + 6_678_112 + 1_280],
    calflops: [3_504_872, 2 * 300_774_272 + 2 * 6_678_112 + 62_720],
    ptflops: [3_504_872, 300_774_272 + 1_000 + 2 * 6_678_112 + 6_105_792 + 62_720],
    thop: [3_504_872, 300_774_272 + 4 * 6_678_112],
    flops: [3_504_872, 601_548_544],
  };

  for (const [, { id, title }] of all) {
    it(`${title}: MobileNetV2 1.0 at 224 pixels`, () => {
      const [parameters, operations] = anchors[id];
      expect(countParameters(network, id)).to.equal(parameters);
      expect(countOperations(network, id)).to.equal(operations);
    });
  }

  it('give what others have printed with the same tools', () => {
    const expanding = buildNetwork('mobilenet-v2', { unitExpansion: true });
    // Lyken17/pytorch-OpCounter, README.md (176c407): mobilenet_v2, 0.33 G.
    expect((countOperations(network, 'thop') / 1e9).toFixed(2)).to.equal('0.33');
    // tensorflow/models, issue 4516: 3.47 M and 314 M with the 1×1 convolution kept where t = 1.
    expect((countParameters(expanding, 'paper') / 1e6).toFixed(2)).to.equal('3.47');
    expect((countOperations(expanding, 'paper') / 1e6).toFixed(0)).to.equal('314');
  });

  it('say who they are, what they count and where that is written', () => {
    for (const [id, convention] of all) {
      expect(convention.id).to.equal(id);
      expect(convention.title, id).not.to.equal('');
      expect(noteOf(id as ConventionId), id).to.match(/^[A-Z].*\.$/);
      expect(conventionSources[id as keyof typeof conventionSources], id).to.match(
        /^(arXiv:|[\w-]+\/[\w.-]+, ).+\([0-9a-f]{7}\)/,
      );
    }
  });

  it('count every MAC, twice where they say FLOPs', () => {
    const builder = new NetworkBuilder('one', 'one convolution', {});
    const input = builder.add('input', 'input', { shape: [8, 8, 3] }, []);
    builder.add('conv', 'conv2d', { filters: 4, kernel: 3, stride: 1, padding: 1, groups: 1, bias: false }, [input]);
    const convolution = builder.finish();
    for (const [id, { unit }] of all)
      expect(countOperations(convolution, id as ConventionId), id).to.equal(6_912 * (unit === 'FLOPs' ? 2 : 1));
  });

  it('count a part by its path, and the parts add up to the whole', () => {
    for (const [, { id }] of all) {
      const stages = network.groups.filter(({ parent }) => !parent).map(({ id: path }) => ({ network, path }));
      const alone = network.nodes
        .filter(({ id: path }) => !path.includes('/'))
        .map(({ id: path }) => ({ network, path }));
      const sum = [...stages, ...alone].reduce((total, part) => total + countOperations(part, id), 0);
      expect(sum, id).to.equal(countOperations(network, id));
    }
    expect(() => countOperations({ network, path: 'stage9' }, 'paper')).to.throw(UnknownNodeError, 'stage9');
  });

  it('count every preset of every family, in whole numbers, and name the code that tools meet', () => {
    for (const { id, presets } of networks)
      for (const preset of Object.keys(presets)) {
        const built = buildNetwork(id, { preset });
        expect(codeOf(built), `${id} ${preset}`).to.match(
          /torchvision 0\.14\.1|megvii|listing|every layer is taken as a module/,
        );
        for (const [, { id: convention }] of all)
          for (const count of [countParameters(built, convention), countOperations(built, convention)])
            expect(Number.isSafeInteger(count) && count > 0, `${id} ${preset}, ${convention}: ${count}`).to.equal(true);
      }
  });

  it('tell how a preset’s code is written: the post’s forward() passes hooks by', () => {
    const listing = buildNetwork('mobilenet-v2', { preset: 'post' });
    expect(listing.writing?.hooked).to.deep.equal(['shortcut']);
    // Its shortcuts are Sequentials, whose modules are called: all that thop sees.
    expect(countOperations({ network: listing, path: 'stem' }, 'thop')).to.equal(0);
    expect(countOperations({ network: listing, path: 'stage1/block1/shortcut' }, 'thop')).to.be.above(0);
  });

  it('are known by their ids only', () => {
    expect(() => parseConvention('nvidia')).to.throw(
      UnknownNameError,
      'convention: expected one of paper, torchvision,',
    );
    expect(() => countParameters(network, 'toString' as never)).to.throw(UnknownNameError, 'got "toString"');
  });
});
