import { describe, expect, it } from 'vitest';
import { buildNetwork, costOf, type Detail, type Network, NetworkBuilder } from '../../src/core/index.js';
import { layoutBlockGraph, type BlockGraph, type GraphItem } from '../../src/figures/block-graph.js';
import { describer, placeOf } from '../../src/figures/describe.js';
import type { Box, Orientation } from '../../src/figures/frame.js';
import type { Arch } from '../../src/figures/graph-parts.js';

function layout(network: Network, detail: Detail, orientation: Orientation = 'horizontal'): BlockGraph {
  const opening = { detail, toggled: new Set<string>() };
  return layoutBlockGraph({
    network,
    cost: costOf(network),
    convention: 'paper',
    opening,
    orientation,
    width: orientation === 'horizontal' ? 1280 : 360,
  });
}

const itemAt = ({ items }: BlockGraph, path: string): GraphItem => items.find(({ entry }) => entry.path === path)!;

/** Where an item's last slab lies on the page. */
function slabOf(graph: BlockGraph, path: string): Box {
  const { x, y, slabs } = itemAt(graph, path);
  const slab = slabs.at(-1)!;
  return { ...slab, x: x + slab.x, y: y + slab.y };
}

const middleOf = (graph: BlockGraph, path: string): number => {
  const { y, height } = slabOf(graph, path);
  return y + height / 2;
};

/** How high on the page an arch reaches: the least y of the points of its path. */
const crestOf = ({ path }: Pick<Arch, 'path'>): number =>
  Math.min(...[...path.matchAll(/[\d.]+,([\d.]+)(?=[LMA]|$)/g)].map(([, y]) => Number(y)));

/** Three ways from one tensor, one of which parts again: deeper than any network in the register. */
function nested(): Network {
  const builder = new NetworkBuilder('nested', 'nested', {});
  const conv = (name: string, input: string): string =>
    builder.add(name, 'conv2d', { filters: 8, kernel: 1, stride: 1, padding: 0, groups: 1, bias: false }, [input]);
  const input = builder.add('input', 'input', { shape: [32, 32, 8] }, []);
  builder.scope('block1', { role: 'block', title: 'three ways' }, () => {
    const start = conv('start', input);
    const main = conv('main3', conv('main2', conv('main1', start)));
    const side = conv('side1', start);
    const inner = builder.add('inner', 'add', {}, [conv('side2', side), conv('side3', side)]);
    const two = builder.add('join', 'concat', {}, [main, inner]);
    return builder.add('last', 'concat', {}, [two, start]);
  });
  return builder.finish();
}

describe('branches as lanes', () => {
  it('a fire module: both expansions leave the squeeze, each with its tensors to scale, and meet in the concat', () => {
    const graph = layout(buildNetwork('squeezenet'), 'layers');
    const [squeeze, pointwise, patches, concat] = [
      'squeeze/activation',
      'expand1x1/conv',
      'expand3x3/conv',
      'concat',
    ].map((part) => `stage1/block1/${part}`) as [string, string, string, string];
    expect(middleOf(graph, pointwise)).to.be.closeTo(middleOf(graph, squeeze), 0.02);
    expect(middleOf(graph, concat)).to.be.closeTo(middleOf(graph, squeeze), 0.02);
    const [above, below] = [slabOf(graph, patches), slabOf(graph, pointwise)];
    expect([above.width, above.height]).to.deep.equal([below.width, below.height]);
    expect(above.y + above.height).to.be.below(below.y);
    expect(graph.arches.filter(({ to }) => to === concat).map(({ from }) => from)).to.deep.equal([squeeze]);
  });

  it('ShuffleNetV2: the half that passes untouched has a lane, and so has the second branch at stride 2', () => {
    const graph = layout(buildNetwork('shufflenet-v2'), 'layers');
    const axis = middleOf(graph, 'stem/conv');
    expect(middleOf(graph, 'stage1/block2/keep')).to.be.below(axis - 40);
    expect(middleOf(graph, 'stage1/block2/take')).to.be.closeTo(axis, 0.02);
    const side = ['side-depthwise/conv', 'side-depthwise/norm', 'side-pointwise/conv', 'side-pointwise/activation'];
    const lanes = side.map((part) => middleOf(graph, `stage1/block1/${part}`));
    for (const lane of lanes) expect(lane).to.be.closeTo(lanes[0]!, 0.02);
    expect(lanes[0]).to.be.below(axis - 40);
  });

  for (const id of ['resnet', 'squeezenet', 'shufflenet-v1', 'shufflenet-v2']) {
    for (const orientation of ['horizontal', 'vertical'] as const) {
      it(`${id}, ${orientation}: no slab lies on another, none outside of the figure`, () => {
        const graph = layout(buildNetwork(id), 'layers', orientation);
        const leaves = graph.items.filter(({ kind }) => kind === 'leaf');
        const boxes = leaves.map(({ entry }) => slabOf(graph, entry.path));
        const reach = ({ x, y, width, height }: Box) =>
          orientation === 'horizontal' ? [x, x + width] : [y, y + height];
        boxes.slice(1).forEach((box, at) => expect(reach(box)[0]).to.be.at.least(reach(boxes[at]!)[1]! - 0.02));
        for (const { x, y } of boxes) expect(Math.min(x, y)).to.be.at.least(0);
      });
    }
  }

  it('a branch of a branch lies above it, and what goes around both above that', () => {
    const graph = layout(nested(), 'layers');
    const [axis, side, inner] = ['main1', 'side1', 'side3'].map((part) => middleOf(graph, `block1/${part}`)) as [
      number,
      number,
      number,
    ];
    expect(side).to.be.below(axis);
    expect(inner).to.be.below(side);
    expect(graph.arches.map(({ from, to }) => `${from} → ${to}`)).to.have.members([
      'block1/start → block1/join',
      'block1/start → block1/last',
      'block1/side1 → block1/inner',
    ]);
    const crest = (from: string, to: string): number =>
      crestOf(graph.arches.find((arch) => arch.from === `block1/${from}` && arch.to === `block1/${to}`)!);
    expect(crest('start', 'last')).to.be.below(crest('start', 'join'));
    expect(crest('side1', 'inner')).to.be.below(side);
  });

  it('a closed fire module shows its second expansion, and as last tensor what comes out', () => {
    const graph = layout(buildNetwork('squeezenet'), 'blocks');
    const { slabs } = itemAt(graph, 'stage1/block1');
    const doubled = slabs.at(-1)!.width / slabOf(graph, 'stage1/pool').width;
    expect(doubled).to.be.closeTo(Math.SQRT2, 0.01); // 64 → 128 channels
    const loop = graph.arches.find(({ from }) => from === 'stage1/block1')!;
    expect(loop.marks.map(({ node }) => node)).to.deep.equal(['stage1/block1/expand3x3/conv']);
  });

  it('says in words that branches are put side by side, not added', () => {
    const say = (id: string, path: string): string => {
      const network = buildNetwork(id);
      return describer(network, 'paper')(placeOf(network, path)!);
    };
    expect(say('squeezenet', 'stage1/block1')).to.contain('two branches put side by side');
    expect(say('shufflenet-v1', 'stage1/block2')).to.contain('a shortcut').and.not.contain('branches');
  });
});
