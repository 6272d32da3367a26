/** Counts that no weighing of the raw facts gives, because they depend on the single layer. */
import { costOf, type NetworkCost } from './cost.js';
import type { Network, NetworkNode } from './network.js';
import { functionOf, roleOf, takesNorm } from './roles.js';
import { alongWidth } from './ops/window.js';
import { weightsOf, type LayerCost } from './node-cost.js';
import { elementsOf } from './shape.js';

/** The batch norms that stand right after a layer with weights, so that their numbers fold into it. */
export function foldableNorms(network: Network): readonly NetworkNode[] {
  const takers = new Set(network.nodes.filter(takesNorm).map(({ id }) => id));
  return network.nodes.filter((node) => roleOf(node) === 'norm' && takers.has(node.inputs[0]!));
}

/** Parameters in inference: a folded batch norm is one bias a channel (none more where there is one), another a scale and a shift. */
export function foldedParameters(network: Network, { total }: NetworkCost = costOf(network)): number {
  const byId = new Map(network.nodes.map((node) => [node.id, node]));
  const saved = foldableNorms(network).map(({ inputs, outputShape }) => {
    const hasBias = weightsOf(byId.get(inputs[0]!)!).some(({ role }) => role === 'bias');
    return outputShape[2] * (hasBias ? 2 : 1);
  });
  return saved.reduce((sum, numbers) => sum - numbers, total.weights + total.biases + total.normTrainable);
}

/** Work of one node in ptflops. */
function ptflopsWork(
  node: NetworkNode,
  { macs, biases, normElements, activationElements, poolInputElements }: LayerCost,
): number {
  const biasAdds = biases && elementsOf(node.outputShape);
  const activations = functionOf(node) === 'relu' ? 2 * activationElements : activationElements;
  return macs + biasAdds + 2 * normElements + activations + 2 * poolInputElements;
}

/**
 * ptflops with its PyTorch backend. It hooks modules and also the functions that they call, so that it meets `nn.ReLU`
 * and pooling twice and `nn.ReLU6`, whose function it does not know, once (ptflops/pytorch_ops.py, MODULES_MAPPING and
 * FUNCTIONAL_MAPPING, 022a654). Fully connected layers count once, as in its printed table.
 */
export const countByPtflops = (network: Network, { layers }: NetworkCost = costOf(network)): number =>
  network.nodes.reduce((work, node, index) => work + ptflopsWork(node, layers[index]!), 0);

/** Work of one node in osmr's tool, in FLOPs. */
function imgclsmobFlops(node: NetworkNode, macs: number): number {
  const output = elementsOf(node.outputShape);
  switch (node.kind) {
    case 'conv2d':
    case 'depthwise-conv2d':
      return 2 * macs - subtracted(node);
    case 'dense':
      return 2 * macs - (node.attributes.bias ? 0 : output);
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

/** Without a bias, the tool takes one addition off for each pair of channels, once and not at each position. */
function subtracted(node: NetworkNode): number {
  if (node.kind === 'conv2d' && node.attributes.bias) return 0;
  const [, , inputs, outputs] = weightsOf(node)[0]!.shape as [number, number, number, number];
  return inputs * outputs;
}

/** "FLOPs/2" of osmr/imgclsmob: half of the operations that its tool (gluon/model_stats.py, measure_model, 08d768c) counts. */
export const countByImgclsmob = (network: Network, { layers }: NetworkCost = costOf(network)): number =>
  network.nodes.reduce((flops, node, index) => flops + imgclsmobFlops(node, layers[index]!.macs), 0) / 2;
