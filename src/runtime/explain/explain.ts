/** The arithmetic of every layer kind, one value at a time, with the weights as they were loaded. No tensors here. */
import type { Explanation } from '../../core/explanation.js';
import type { Network, NetworkNode, NodeOf, OpKind } from '../../core/index.js';
import type { NodeWeights } from '../../formats/weights/weights.js';
import type { Preprocessing } from '../types.js';
import { feedsOf } from './feeds.js';
import {
  workActivation,
  workBatchNorm,
  workLocalResponseNorm,
  workMerge,
  workNorm,
  workPrelu,
  workRescale,
} from './formulas.js';
import { placeIn, readAt, type ValueContext, type WorkedValue, type ValueExplainer } from './value-context.js';
import { addUp, moveOf, termOf } from './listing.js';
import {
  workConcat,
  workDepthToSpace,
  workPad,
  workReshape,
  workResize,
  workShuffle,
  workSlice,
  workSplit,
  workTranspose,
} from './moves.js';
import {
  boxOf,
  workAdaptivePool,
  workAveragePool,
  workConvolution,
  workDepthwise,
  workMaxPool,
  workReduce,
  workTransposed,
} from './windows.js';

const explainers: { readonly [K in OpKind]: ValueExplainer<K> } = {
  input: ({ node }) => {
    throw new RangeError(`${node.id}: the input is given, not computed`);
  },
  conv2d: workConvolution,
  'depthwise-conv2d': workDepthwise,
  'batch-norm': workBatchNorm,
  activation: workActivation,
  add: (context) =>
    addUp(
      [0, 1].map((input) => [termOf(readAt(context, context.place, input), 1)]),
      { most: context.most },
    ),
  'average-pool': workAveragePool,
  'global-average-pool': (context) => {
    const [height, width] = context.node.inputShapes[0]!;
    return boxOf(context, { rows: [0, height], columns: [0, width] });
  },
  dense: workDense,
  'max-pool': workMaxPool,
  'adaptive-average-pool': workAdaptivePool,
  'channel-shuffle': workShuffle,
  concat: workConcat,
  split: workSplit,
  'local-response-norm': workLocalResponseNorm,
  merge: workMerge,
  pad: workPad,
  prelu: workPrelu,
  rescale: workRescale,
  reshape: workReshape,
  resize: workResize,
  'transposed-conv2d': workTransposed,
  norm: workNorm,
  reduce: workReduce,
  slice: workSlice,
  transpose: workTranspose,
  'depth-to-space': workDepthToSpace,
  'matrix-product': workMatrixProduct,
  unknown: ({ node }) => {
    throw new RangeError(`${node.id}: a layer that is not known cannot be explained`);
  },
};

function workDense(context: ValueContext<'dense'>): WorkedValue {
  const { node, inputs, weights, place, most } = context;
  const { units } = node.attributes;
  const shape = node.inputShapes[0]!;
  const terms = Array.from(inputs[0]!, (value, index) => [
    termOf({ input: 0, place: placeIn(shape, index), value }, weights['kernel']![index * units + place[2]]!),
  ]);
  return addUp(terms, { most, bias: weights['bias']?.[place[2]] });
}

function workMatrixProduct(context: ValueContext<'matrix-product'>): WorkedValue {
  const { node, place, most } = context;
  const [row, column, channel] = place;
  const { transposed } = node.attributes;
  const terms = Array.from({ length: node.inputShapes[0]![2] }, (_, inner) => {
    const right = readAt(context, transposed ? [row, channel, inner] : [row, inner, channel], 1);
    return [termOf(readAt(context, [row, column, inner]), right.value, right)];
  });
  return addUp(terms, { most });
}

/** One value by its node's own arithmetic; kind and attributes of a node always belong together. */
export const work = (context: Omit<ValueContext<OpKind>, 'node'> & { readonly node: NetworkNode }): WorkedValue =>
  (explainers[context.node.kind] as ValueExplainer<OpKind>)({ ...context, node: context.node as NodeOf<OpKind> });

interface ExplainTask {
  readonly network: Network;
  readonly weightsOf: (node: string) => NodeWeights;
  readonly value: number;
  readonly context: Parameters<typeof work>[0];
  /** How the image became numbers; absent where numbers were given. */
  readonly preprocessing?: Preprocessing | undefined;
}

export function explain({ network, weightsOf, value, context, preprocessing }: ExplainTask): Explanation {
  const { node, place } = context;
  const worked = node.kind === 'input' ? workInput(value, context, preprocessing) : work(context);
  return { node: node.id, place, value, ...worked, feeds: feedsOf(network, weightsOf, node, place) };
}

/** What a pixel was before it was normalised: red, green or blue from 0 to 255. */
function workInput(
  value: number,
  { node, place }: ExplainTask['context'],
  preprocessing: Preprocessing | undefined,
): WorkedValue {
  if (!preprocessing || node.outputShape[2] !== 3) return moveOf({ place, value, of: 'constant' });
  const channel = preprocessing.order === 'bgr' ? 2 - place[2] : place[2];
  const [mean, std] = [preprocessing.mean[channel]!, preprocessing.std[channel]!];
  const pixel = (value * std + mean) * 255;
  return {
    arithmetic: { form: 'formula', name: 'pixel', numbers: { v: pixel, μ: mean, σ: std }, reads: [], rest: 0 },
    result: (pixel / 255 - mean) / std,
    magnitude: (Math.abs(pixel / 255) + Math.abs(mean)) / std,
  };
}
