import { sceneOfScatter } from '../../src/figures/scatter-scene.js';
import { textWidth } from '../../src/figures/text-width.js';
import { Seeded } from '../support/seeded.js';
import { describe, expect, it } from 'vitest';
import { buildNetwork, costOf, countOperations, networks } from '../../src/core/index.js';
import { layoutScatter, paretoFront } from '../../src/figures/accuracy-scatter.js';
import { chainBlocks, facingBlocks } from '../../src/words/block-facts.js';
import { blockScale, layoutBlock } from '../../src/figures/block-slabs.js';
import { layoutStages } from '../../src/figures/stage-bars.js';

const point = (id: string, cost: number, top1: number, weight = 1) => ({ id, family: 0, cost, top1, weight });

describe('paretoFront(points)', () => {
  it('has each point than which none is both as cheap and as accurate, and no other', () => {
    const random = new Seeded(8);
    for (let run = 0; run < 50; run++) {
      const points = Array.from({ length: 30 }, () => ({ cost: random.integer(1, 12), top1: random.integer(50, 60) }));
      const isBeaten = (one: (typeof points)[number]): boolean =>
        points.some(
          (other) =>
            other.cost <= one.cost && other.top1 >= one.top1 && (other.cost < one.cost || other.top1 > one.top1),
        );
      const front = paretoFront(points);
      const values = (list: readonly (typeof points)[number][]): Set<string> =>
        new Set(list.map(({ cost, top1 }) => `${cost}:${top1}`));
      expect([...values(front)].sort()).to.deep.equal([...values(points.filter((one) => !isBeaten(one)))].sort());
      expect(front.length).to.equal(values(front).size);
    }
  });
});

describe('layoutScatter(points, marks)', () => {
  const points = [point('a', 1e7, 45, 1), point('b', 1e8, 60, 4), point('c', 1e9, 75, 16)];
  const layout = layoutScatter({ points, marks: [3e8], width: 600, height: 300 });
  const at = (id: string) => layout.dots.find((dot) => dot.id === id)!;

  it('gives equal factors of cost equal distances, and equal steps of accuracy too', () => {
    expect(at('b').x - at('a').x).to.be.closeTo(at('c').x - at('b').x, 0.02);
    expect(at('a').y - at('b').y).to.be.closeTo(at('b').y - at('c').y, 0.02);
  });

  it('keeps everything between the axes', () => {
    for (const { x, y } of layout.dots) {
      expect(x).to.be.within(layout.left, layout.right);
      expect(y).to.be.within(layout.top, layout.bottom);
    }
    for (const { at: x } of [...layout.xTicks, ...layout.marks]) expect(x).to.be.within(layout.left, layout.right);
  });

  it('draws areas in proportion, the largest first', () => {
    expect(layout.dots.map(({ id }) => id)).to.deep.equal(['c', 'b', 'a']);
    expect(at('c').radius / at('b').radius).to.be.closeTo(2, 0.01);
  });

  it('has fewer ticks where there is little room, but some', () => {
    const narrow = layoutScatter({ points, marks: [], width: 240, height: 300 });
    expect(narrow.xTicks.length).to.be.within(2, layout.xTicks.length - 1);
  });
});

describe('layoutStages(network)', () => {
  for (const { id } of networks) {
    it(`${id}: the pieces are the whole`, () => {
      const network = buildNetwork(id);
      const pieces = layoutStages(network, (part) => countOperations(part, 'paper'));
      expect(pieces.reduce((sum, { value }) => sum + value, 0)).to.equal(costOf(network).total.macs);
      const last = pieces.at(-1)!;
      expect(last.start + last.length).to.be.closeTo(100, 1e-9);
    });
  }

  it('tells how far the image has shrunk', () => {
    const pieces = layoutStages(buildNetwork('mobilenet-v2'), (part) => countOperations(part, 'paper'));
    const shrinkings = pieces.map(({ shrinking }) => shrinking);
    expect(shrinkings[0]).to.equal(1);
    expect(shrinkings.at(-1)).to.equal('vector');
  });
});

describe('chainBlocks(network)', () => {
  const [bottlenecks, inverted] = [chainBlocks(buildNetwork('resnet')), chainBlocks(buildNetwork('mobilenet-v2'))];

  it('reads every bottleneck of ResNet-50 and of MobileNetV2', () => {
    expect([bottlenecks.length, inverted.length]).to.deep.equal([16, 17]);
    expect(bottlenecks.filter(({ shortcut }) => shortcut === 'projection').length).to.equal(4);
    expect(inverted.filter(({ shortcut }) => shortcut === 'identity').length).to.equal(10);
  });

  it('leaves out blocks that fork and concatenate', () => {
    expect(chainBlocks(buildNetwork('squeezenet'))).to.deep.equal([]);
    expect(chainBlocks(buildNetwork('shufflenet-v2'))).to.deep.equal([]);
  });

  it('faces two identity shortcuts on maps of one size', () => {
    const [left, right] = facingBlocks(bottlenecks, inverted);
    expect([left?.path, right?.path]).to.deep.equal(['stage1/block2', 'stage2/block2']);
  });

  it('draws both to one scale, inside the width', () => {
    const pair = facingBlocks(bottlenecks, inverted) as [(typeof inverted)[0], (typeof inverted)[0]];
    const scale = blockScale(pair, 320);
    for (const block of pair) {
      const { slabs, ring } = layoutBlock(block, scale, 320);
      expect(slabs[0]!.x).to.be.at.least(0);
      expect(ring!.x + ring!.radius).to.be.at.most(320);
    }
    const [fat, thin] = pair.map((block) => layoutBlock(block, scale, 320).slabs[0]!.width);
    expect(fat! / thin!).to.be.closeTo(Math.sqrt(256 / 24), 0.01);
  });
});

describe('the labels of networks without an accuracy', () => {
  it('stay in the figure, each on a line of its own, also where there is little room', () => {
    const points = [
      { id: 'a', family: 0, cost: 1e7, top1: 50, weight: 1 },
      { id: 'b', family: 1, cost: 1e9, top1: 70, weight: 2 },
    ];
    const words = 'ShuffleNet 1×, g = 3 @ 224: 137.5 M MACs';
    const marks = [1e7, 4e7, 1e8, 9e8];
    const layout = layoutScatter({ points, marks, width: 340, height: 260 });
    const scene = sceneOfScatter(layout, {
      title: '',
      size: [340, 260],
      unit: 'MACs',
      pointOf: (id) => ({ name: id, label: id, family: 0, fits: true }),
      marks: marks.map(() => ({ words, isOwn: false })),
      best: undefined,
      chosen: undefined,
    });
    const labels = scene.marks.flatMap(({ content }) => content.filter((shape) => shape.tag === 'text'));
    expect(labels.length).to.equal(marks.length);
    for (const { geometry } of labels) {
      expect(geometry.x).to.be.at.least(layout.left);
      expect(Number(geometry.x) + textWidth(words, 11)).to.be.at.most(layout.right);
    }
    expect(new Set(labels.map(({ geometry }) => geometry.y)).size).to.equal(marks.length);
  });
});
