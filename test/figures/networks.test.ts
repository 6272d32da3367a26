import { describe, expect, it } from 'vitest';
import { buildNetwork, costOf, networks, nodeOf, type Network } from '../../src/core/index.js';
import { layoutBlockGraph } from '../../src/figures/block-graph.js';
import { describer, placeOf, readingOf } from '../../src/figures/describe.js';
import { lengthOf, receptiveField } from '../../src/figures/receptive-field.js';
import { nodeSentence } from '../../src/words/op-sentences.js';

describe('every family can be drawn', () => {
  for (const { id, presets } of networks) {
    for (const preset of Object.keys(presets)) {
      it(`${id}, ${preset}: at every detail, both ways, in numbers`, () => {
        const network = buildNetwork(id, { preset });
        const cost = costOf(network);
        for (const detail of ['stages', 'blocks', 'layers'] as const) {
          for (const orientation of ['horizontal', 'vertical'] as const) {
            const opening = { detail, toggled: new Set<string>() };
            const graph = layoutBlockGraph({ network, cost, opening, orientation, convention: 'paper', width: 360 });
            expect(JSON.stringify(graph), `${detail}, ${orientation}`).not.to.match(/NaN|Infinity|null/);
          }
        }
      });
    }
    it(`${id}: every group and layer can be said in words`, () => {
      const network = buildNetwork(id);
      const describe = describer(network, 'paper');
      for (const path of [...network.groups, ...network.nodes].map((part) => part.id)) {
        expect(describe(placeOf(network, path)!)).not.to.match(/undefined|NaN/);
      }
    });
  }
});

describe('receptive fields in the middle of a large image', () => {
  const fieldOf = (network: Network, id: string): number => {
    const [height, width] = nodeOf(network, id).outputShape;
    return lengthOf(receptiveField(network, id, [height >> 1, width >> 1]).rows);
  };

  it('MobileNet: 7 after the first pointwise convolution, 315 after the last', () => {
    const network = buildNetwork('mobilenet-v1', { resolution: 640 });
    const pointwise = network.nodes.filter(({ id }) => id.endsWith('pointwise/conv'));
    const fields = pointwise.map(({ id }) => fieldOf(network, id));
    expect(fields).to.deep.equal([7, 11, 19, 27, 43, 59, 91, 123, 155, 187, 219, 251, 315]);
  });

  it('MobileNetV2: 491 in the head', () =>
    expect(fieldOf(buildNetwork('mobilenet-v2', { resolution: 1024 }), 'head/conv')).to.equal(491));
});

describe('squeeze-and-excitation in words', () => {
  const network = buildNetwork('mobilenet-v3');
  const said = (path: string): string => describer(network, 'torchvision')(placeOf(network, path)!);

  it('is no shortcut, and not what makes one a projection', () => {
    expect(said('stage3/block1')).to.match(/, no shortcut, a branch that scales its channels$/);
    expect(said('stage3/block2')).to.match(/, a shortcut$/);
    expect(said('stage2/block1')).to.match(/, no shortcut$/);
  });

  it('works on the maps, not on the factors', () => {
    const scale = 'stage3/block1/squeeze/scale';
    expect(said(scale)).to.contain('72 channels, 28×28,');
    const { readings } = readingOf(network, 'torchvision', placeOf(network, scale));
    expect(readings[0]!.value).to.equal('28×28×72 → 28×28×72');
    expect(nodeSentence(nodeOf(network, scale))).to.contain('every channel by a number of its own');
  });
});
