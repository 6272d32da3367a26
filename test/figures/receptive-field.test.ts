import { describe, expect, it } from 'vitest';
import {
  buildNetwork,
  NetworkBuilder,
  paddingOf,
  type Network,
  type NetworkNode,
  type Window,
  knowOpsOfFiles,
} from '../../src/core/index.js';
import { formatField, receptiveField } from '../../src/figures/receptive-field.js';
import { randomOptions } from '../support/random-options.js';

type Axis = 0 | 1;

/** For each position of each node along one axis: the rows of the image that reach it, found forwards, one by one. */
function reachedBy(network: Network, axis: Axis): Map<string, Set<number>[]> {
  const reached = new Map<string, Set<number>[]>();
  for (const node of network.nodes) {
    const size = node.outputShape[axis];
    reached.set(
      node.id,
      Array.from({ length: size }, (_, place) =>
        node.inputs.length ? gather(node, place, reached) : new Set([place]),
      ),
    );
  }
  return reached;
}

function gather(node: NetworkNode, place: number, reached: Map<string, Set<number>[]>): Set<number> {
  const found = new Set<number>();
  for (const input of node.inputs) {
    const rows = reached.get(input)!;
    for (const row of readFrom(node, place, rows.length)) rows[row]!.forEach((pixel) => found.add(pixel));
  }
  return found;
}

function readFrom(node: NetworkNode, place: number, size: number): number[] {
  if (node.kind === 'global-average-pool' || node.kind === 'dense')
    return Array.from({ length: size }, (_, row) => row);
  if (!('kernel' in node.attributes)) return [place];
  const window: Window = node.attributes;
  const start = place * window.stride - paddingOf(size, window)[0];
  const rows = Array.from({ length: window.kernel }, (_, offset) => start + offset);
  return rows.filter((row) => row >= 0 && row < size);
}

const hull = (pixels: Set<number>): [number, number] => [Math.min(...pixels), Math.max(...pixels)];

knowOpsOfFiles();

describe('receptive field', () => {
  it('is one pixel for the input itself', () => {
    const network = buildNetwork('mobilenet-v2');
    expect(receptiveField(network, 'input', [3, 5])).to.deep.equal({ rows: [3, 3], columns: [5, 5] });
  });

  it('leaves padding out: the first output of a 3×3, stride 2 sees two rows, the second three', () => {
    const network = buildNetwork('mobilenet-v2');
    expect(receptiveField(network, 'stem/conv', [0, 1])).to.deep.equal({ rows: [0, 1], columns: [1, 3] });
  });

  it('moves by one row where TensorFlow pads only at the bottom', () => {
    const network = buildNetwork('mobilenet-v2', { padding: 'same' });
    expect(receptiveField(network, 'stem/conv', [0, 1])).to.deep.equal({ rows: [0, 2], columns: [2, 4] });
  });

  for (const window of [
    { kernel: 3, stride: 2, padding: 'same' },
    { kernel: 4, stride: 2, padding: 1 },
    { kernel: 2, stride: 3, padding: 0 },
  ] as const)
    it(`of a transposed convolution ${JSON.stringify(window)}: the values whose windows, laid out forwards, cover a row`, () => {
      const builder = new NetworkBuilder('up', 'Up', {});
      const input = builder.add('input', 'input', { shape: [6, 6, 1] }, []);
      builder.add('up', 'transposed-conv2d', { ...window, filters: 1, groups: 1, bias: false }, [input]);
      const network = builder.finish();
      const [rows] = network.outputShape;
      const [before] = paddingOf(rows, window);
      for (let row = 0; row < rows; row++) {
        const covering = [0, 1, 2, 3, 4, 5].filter((at) => {
          const start = at * window.stride - before;
          return start <= row && row < start + window.kernel;
        });
        if (covering.length)
          expect(receptiveField(network, 'up', [row, 0]).rows).to.deep.equal([covering[0], covering.at(-1)]);
      }
    });

  it('is the whole image behind global pooling', () => {
    const network = buildNetwork('mobilenet-v2', { resolution: [64, 96] });
    expect(receptiveField(network, 'classifier', [0, 0])).to.deep.equal({ rows: [0, 63], columns: [0, 95] });
  });

  it('is the box around both branches at an addition', () => {
    const network = buildNetwork('mobilenet-v2', { preset: 'post' });
    expect(receptiveField(network, 'stage1/block1/shortcut/conv', [8, 8]).rows).to.deep.equal([7, 9]);
    expect(receptiveField(network, 'stage1/block1/add', [8, 8]).rows).to.deep.equal([6, 10]);
  });

  it('names an unknown node', () => {
    const network = buildNetwork('mobilenet-v2');
    expect(() => receptiveField(network, 'stem/nothing', [0, 0])).to.throw(RangeError, 'unknown node: stem/nothing');
  });

  it('reads as rows and columns', () => {
    expect(formatField({ rows: [0, 20], columns: [5, 31] })).to.equal('rows 0–20, columns 5–31');
  });

  for (let seed = 1; seed <= 24; seed++) {
    it(`is what a search from the image forwards finds, random network ${seed}`, () => {
      const network = buildNetwork('mobilenet-v2', randomOptions(seed, { maxResolution: 40 }));
      const [rows, columns] = [reachedBy(network, 0), reachedBy(network, 1)];
      for (const { id, outputShape } of network.nodes) {
        const corners = [0, 0.5, 1].map((t) => [
          Math.floor((outputShape[0] - 1) * t),
          Math.floor((outputShape[1] - 1) * t),
        ]);
        for (const [row, column] of corners) {
          const expected = { rows: hull(rows.get(id)![row!]!), columns: hull(columns.get(id)![column!]!) };
          expect(receptiveField(network, id, [row!, column!]), `${id} at ${row}, ${column}`).to.deep.equal(expected);
        }
      }
    });
  }
});
