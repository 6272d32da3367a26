import { expect } from '@open-wc/testing';
import { engine, grad, sum, tensor, tidy, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { useBackend } from '../../src/runtime/backend.js';
import { startFullBackend } from '../../src/runtime/full-backend.js';
import { startTrainingBackend } from '../../src/training/start-backend.js';
import { cutAt } from '../../src/training/wasm/relu.js';
import { worstOf } from '../support/agreement.js';
import { Seeded } from '../support/seeded.js';

/** Of the largest value of a tensor: sums in another order, in float32. */
const TOLERANCE = 2e-5;

type Attributes = Readonly<Record<string, unknown>>;
type Values = { readonly shape: number[]; readonly data: Float32Array };

const random = new Seeded(7);
const valuesOf = (...shape: number[]): Values => ({
  shape,
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => 2 * random.next() - 1),
});

/** What a kernel of a backend makes of these tensors. */
function kernel(backend: 'wasm' | 'cpu', name: string, inputs: Record<string, Values>, attributes: Attributes): Values {
  useBackend(backend);
  return tidy(() => {
    const tensors = Object.entries(inputs).map(([key, { data, shape }]) => [key, tensor(data, shape)] as const);
    const output = engine().runKernel(
      name,
      Object.fromEntries(tensors),
      attributes as Parameters<ReturnType<typeof engine>['runKernel']>[2],
    ) as Tensor;
    return { shape: output.shape, data: output.dataSync() as Float32Array };
  });
}

/** The largest difference, in parts of the largest value. */
function apart(got: Values, expected: Values): number {
  expect(got.shape).to.deep.equal(expected.shape);
  return worstOf(got.data, expected.data) / (Math.max(...expected.data.map(Math.abs)) || 1);
}

const dot = (a: Values, b: Values): number => a.data.reduce((total, value, i) => total + value * b.data[i]!, 0);

interface Case {
  readonly title: string;
  readonly x: readonly [batch: number, height: number, width: number];
  readonly window: Pair;
  readonly attributes: { readonly strides: Pair; readonly pad: unknown; readonly dilations: Pair };
}

type Pair = readonly [rows: number, columns: number];

const pads = [
  'valid',
  'same',
  1,
  2,
  [
    [0, 0],
    [1, 0],
    [0, 2],
    [0, 0],
  ],
] as const;

const square = (side: number): Pair => [side, side];

/** What tfjs takes a number for: that of a square window with one stride. */
const isSquare = (...pairs: readonly Pair[]): boolean => pairs.every(([rows, columns]) => rows === columns);

const windows: readonly Pair[] = [square(1), square(2), square(3), [1, 4], [3, 1], [2, 3]];

/** Windows × strides × paddings, on maps that they fit and on odd ones, where the last rows are seen by no window. */
function* cases(...dilationPairs: readonly Pair[]): Generator<Case> {
  for (const dilations of dilationPairs)
    for (const window of windows)
      for (const strides of Math.max(...dilations) > 1
        ? [square(1)]
        : [square(1), square(2), square(3), [1, 2], [3, 1]])
        for (const pad of pads)
          for (const [height, width] of [
            [6, 6],
            [7, 10],
          ] as const) {
            if ((window[0] - 1) * dilations[0] >= height || (window[1] - 1) * dilations[1] >= width) continue;
            if (typeof pad === 'number' && !isSquare(window, strides as Pair, dilations)) continue;
            const title = `${window.join('×')}, stride ${strides}, dilation ${dilations}, padding ${JSON.stringify(pad)}, ${height}×${width}`;
            yield { title, x: [2, height, width], window, attributes: { strides: strides as Pair, pad, dilations } };
          }
}

/** A kind of convolution: its forward kernel, and the two gradients of it. */
const kinds = [
  {
    title: 'convolution',
    forward: 'Conv2D',
    input: 'Conv2DBackpropInput',
    filter: 'Conv2DBackpropFilter',
    channels: [3, 5],
  },
  {
    title: 'depthwise convolution',
    forward: 'DepthwiseConv2dNative',
    input: 'DepthwiseConv2dNativeBackpropInput',
    filter: 'DepthwiseConv2dNativeBackpropFilter',
    channels: [4, 1],
  },
] as const;

describe('gradients on wasm', () => {
  before(async () => {
    await startFullBackend('cpu');
    await startTrainingBackend('wasm');
  });

  for (const { title, forward, input, filter, channels } of kinds) {
    const [inputs, outputs] = channels;

    const prepare = ({ x: [batch, height, width], window, attributes }: Case) => {
      const x = valuesOf(batch, height, width, inputs);
      const w = valuesOf(...window, inputs, outputs);
      const attrs = { ...attributes, dataFormat: 'NHWC' };
      const y = kernel('cpu', forward, { x, filter: w }, attrs);
      return { x, w, y, dy: valuesOf(...y.shape), attrs };
    };

    it(`of a ${title} are those of tfjs’s cpu kernels`, () => {
      for (const one of cases(square(1))) {
        const { x, w, dy, attrs } = prepare(one);
        const [forInput, forFilter] = [
          { ...attrs, inputShape: x.shape },
          { ...attrs, filterShape: w.shape },
        ];
        const both = (name: string, tensors: Record<string, Values>, attributes: Attributes): number =>
          apart(kernel('wasm', name, tensors, attributes), kernel('cpu', name, tensors, attributes));
        expect(both(input, { dy, filter: w }, forInput), `input, ${one.title}`).to.be.below(TOLERANCE);
        expect(both(filter, { x, dy }, forFilter), `filter, ${one.title}`).to.be.below(TOLERANCE);
      }
    });

    // It is linear in either: ⟨y, dy⟩ = ⟨x, dx⟩ = ⟨w, dw⟩. tfjs's cpu gradients do not dilate, so this is the judge of that.
    it(`of a ${title} that is dilated turn the cpu’s forward kernel round`, () => {
      for (const one of cases(square(2), [1, 2], [3, 1])) {
        const { x, w, y, dy, attrs } = prepare(one);
        const dx = kernel('wasm', input, { dy, filter: w }, { ...attrs, inputShape: x.shape });
        const dw = kernel('wasm', filter, { x, dy }, { ...attrs, filterShape: w.shape });
        const forth = dot(y, dy);
        expect(dot(x, dx), `input, ${one.title}`).to.be.closeTo(forth, 1e-3);
        expect(dot(w, dw), `filter, ${one.title}`).to.be.closeTo(forth, 1e-3);
      }
    });
  }

  it('pass where ReLU6 lets values through, and not at its edges, as in PyTorch', () => {
    useBackend('wasm');
    const at = [-1, 0, 0.5, 5.5, 6, 7];
    const gradient = (limit: 6 | undefined): number[] =>
      tidy(() => {
        const x = tensor(at, [1, 1, 1, at.length]);
        return [...grad((values) => sum(cutAt(values as Tensor4D, limit)))(x).dataSync()];
      });
    expect(gradient(6)).to.deep.equal([0, 0, 1, 1, 0, 0]);
    expect(gradient(undefined)).to.deep.equal([0, 0, 1, 1, 1, 1]);
  });
});
