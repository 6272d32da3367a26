import { describe, expect, it } from 'vitest';
import { NetworkBuilder, type Window } from '../../src/core/index.js';
import { countIn } from '../../src/core/readings.js';
import { encode } from '../../src/figures/encodings.js';

function pool(window: Window) {
  const builder = new NetworkBuilder('pool', 'a pool', {});
  builder.add('pool', 'max-pool', window, [builder.add('image', 'input', { shape: [12, 12, 2] }, [])]);
  return builder.finish();
}

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
