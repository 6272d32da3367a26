/** Counts of tools that no choice of facts gives, because they ask the single layer for more. */
import type { Layer } from './facts.js';
import { alongWidth } from './ops/window.js';
import { weightsOf } from './node-cost.js';
import { elementsOf } from './shape.js';

/** Without a bias, osmr's tool takes one addition off for each pair of channels, once and not at each position. */
function subtracted({ node, facts }: Layer): number {
  if (facts.convBiasAdds) return 0;
  const [, , inputs, outputs] = weightsOf(node)[0]!.shape as [number, number, number, number];
  return inputs * outputs;
}

function imgclsmobFlops(layer: Layer): number {
  const { node, facts } = layer;
  const output = elementsOf(node.outputShape);
  switch (node.kind) {
    case 'conv2d':
    case 'depthwise-conv2d':
      return 2 * facts.macs - subtracted(layer);
    case 'dense':
      return 2 * facts.macs - (node.attributes.bias ? 0 : output);
    case 'batch-norm':
      return 4 * output;
    case 'activation':
    case 'channel-shuffle':
      return output;
    case 'max-pool':
    case 'average-pool':
      return output * node.attributes.kernel * alongWidth(node.attributes).kernel;
    case 'global-average-pool':
      return elementsOf(node.inputShapes[0]!);
    default:
      return 0;
  }
}

/** "FLOPs/2" of osmr/imgclsmob: half of the operations that its tool (gluon/model_stats.py, measure_model, 08d768c) counts. */
export const imgclsmobRule = (layer: Layer): number => imgclsmobFlops(layer) / 2;

/**
 * thop of 2019 (thop/count_hooks.py, f1556f7). It sets a module's count and does not add to it, so that the ReLU which a
 * residual block of torchvision calls several times counts for its last call, the one right in the block.
 */
export function thop2019Rule({ node, facts, meeting }: Layer): number {
  if (!meeting.hooks) return 0;
  const output = elementsOf(node.outputShape);
  const { macs, convBiasAdds, normValues, relu, relu6, swish, otherActivations } = facts;
  switch (node.kind) {
    case 'conv2d':
      return macs + (convBiasAdds * node.inputShapes[0]![2]) / node.attributes.groups;
    case 'dense':
      return 2 * macs - output;
    case 'activation':
      return isCalledAgain(node.id, node.names.torchvision) ? 0 : relu + relu6 + swish + otherActivations;
    case 'max-pool':
      return node.attributes.kernel * output;
    case 'average-pool':
      return (node.attributes.kernel + 1) * output;
    case 'global-average-pool':
      return elementsOf(node.inputShapes[0]!) + output;
    case 'adaptive-average-pool':
      return (
        (wholeRatio(node.inputShapes[0]![0], node.outputShape[0]) *
          wholeRatio(node.inputShapes[0]![1], node.outputShape[1]) +
          1) *
        output
      );
    default:
      return macs + 4 * normValues;
  }
}

const wholeRatio = (side: number, result: number): number => Math.floor(side / result);

const isCalledAgain = (id: string, name = ''): boolean =>
  /\.relu(#\d)?$/.test(name) && /\/block\d+\/[^/]+\/activation$/.test(id);
