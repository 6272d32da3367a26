import { describe, expect, it } from 'vitest';
import { buildNetwork, NetworkBuilder, type Window } from '../../src/core/index.js';
import { countIn } from '../../src/core/readings.js';
import { encode, legendKindsOf } from '../../src/figures/encodings.js';

function pool(window: Window) {
  const builder = new NetworkBuilder('pool', 'a pool', {});
  builder.add('pool', 'max-pool', window, [builder.add('image', 'input', { shape: [12, 12, 2] }, [])]);
  return builder.finish();
}

describe('what works on channels in its own way is drawn in its own way, not by colour alone', () => {
  const { nodes } = buildNetwork('shufflenet-v1', { groups: 3 });
  const shapeOf = (kind: string, groups?: number): string => {
    const node = nodes.find(
      (one) => one.kind === kind && (!groups || (one.kind === 'conv2d' && one.attributes.groups === groups)),
    )!;
    const { glyph, cut, sign } = encode(node);
    return `${glyph} ${cut} ${sign}`;
  };

  it('no two of convolution, grouped, depthwise, shuffle, addition and concatenation look alike', () => {
    const shapes = [
      shapeOf('conv2d', 1),
      shapeOf('conv2d', 3),
      shapeOf('depthwise-conv2d'),
      shapeOf('channel-shuffle'),
      shapeOf('add'),
      shapeOf('concat'),
    ];
    expect(new Set(shapes).size, shapes.join('; ')).to.equal(shapes.length);
  });

  it('each has a line of its own in the legend', () => {
    const titles = legendKindsOf(nodes).map(({ title }) => title);
    expect(titles).to.include.members([
      'convolution',
      'grouped pointwise convolution 1×1',
      'depthwise convolution',
      'channel shuffle',
    ]);
    expect(new Set(titles).size).to.equal(titles.length);
  });
});

describe('windows that are not square', () => {
  for (const [window, detail, shape] of [
    [{ kernel: 2, stride: 1, padding: 0, across: { kernel: 3, stride: 1 } }, '2×3', [11, 10, 2]],
    [{ kernel: 3, stride: 1, padding: 0, across: { kernel: 3, stride: 2 } }, '3×3 s1×2', [10, 5, 2]],
    [{ kernel: 3, stride: 2, padding: 0 }, '3×3 s2', [5, 5, 2]],
  ] as const)
    it(`${detail}: is written so under its layer, and its pool reads rows times columns`, () => {
      const network = pool(window);
      const node = network.nodes.at(-1)!;
      expect(encode(node).detail).to.equal(detail);
      expect(node.outputShape).to.deep.equal(shape);
      const [rows, columns] = detail.split(' ')[0]!.split('×').map(Number) as [number, number];
      const operations = shape[0] * shape[1] * shape[2] * rows * columns;
      expect(countIn(network, { weighing: 'imgclsmob', changes: [] })).to.equal(operations / 2);
    });
});
