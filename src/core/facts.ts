/** What there is to count of a layer, one name a fact: every convention, also a reader's own, is a choice among these. */
import { indexOf, type Network, type NetworkNode } from './network.js';
import { costOfNode, weightsOf } from './node-cost.js';
import { oncePer } from './once.js';
import { functionOf, roleOf, takesNorm } from './roles.js';
import { elementsOf } from './shape.js';
import { meetingOf, type Meeting } from './meeting.js';
import type { Writing } from './writing.js';

const noFacts = () => ({
  /** Kernels of convolutions and fully connected layers. */
  weights: 0,
  biases: 0,
  /** Batch norm's γ and β. */
  norm: 0,
  /** Batch norm's moving mean and variance. */
  statistics: 0,
  /** What is left of a batch norm in inference: a bias a channel after a layer that has none, nothing after one that has, else a scale and a shift. */
  foldedNorm: 0,
  /** Multiply–accumulates of convolutions and fully connected layers, products with padding zeros included. */
  macs: 0,
  /** Additions of a bias: one for each value that comes out. */
  convBiasAdds: 0,
  denseBiasAdds: 0,
  /** Values that a batch norm, an activation or an addition gives out. */
  normValues: 0,
  relu: 0,
  relu6: 0,
  swish: 0,
  otherActivations: 0,
  additions: 0,
  /** Values of products of two tensors, such as the last step of squeeze-and-excitation. */
  products: 0,
  /** Values that pooling reads. */
  maxPoolReads: 0,
  averagePoolReads: 0,
  /** PyTorch's pooling to a given size, also to 1×1. */
  adaptivePoolReads: 0,
  /** Values that any average pooling gives out. */
  averages: 0,
  /** Those of pooling with a window. */
  windowAverages: 0,
  /** Input side ÷ output side in both directions, and 1, for each value of pooling to a given size: thop's. */
  adaptivePoolWork: 0,
  /** Values that a local response normalisation gives out, and that it reads with its padding. */
  responseNormValues: 0,
  responseNormReads: 0,
});

export type Facts = Readonly<ReturnType<typeof noFacts>>;
export type FactName = keyof Facts;

/** What may be counted as parameters, and what as operations. */
export const PARAMETER_FACTS: readonly FactName[] = ['weights', 'biases', 'norm', 'statistics', 'foldedNorm'];
export const OPERATION_FACTS = (Object.keys(noFacts()) as FactName[]).filter((name) => !PARAMETER_FACTS.includes(name));

type Draft = ReturnType<typeof noFacts>;

/** A layer as tools meet it. */
export interface Layer {
  readonly node: NetworkNode;
  readonly facts: Facts;
  readonly meeting: Meeting;
}

const AS_MODULES: Writing = { source: '' };

/** Every layer of a network, in execution order, as it is met where the network is written as it says. */
export const layersOf = oncePer((network: Network): readonly Layer[] => {
  const { writing = AS_MODULES } = network;
  return network.nodes.map((node) => ({
    node,
    facts: factsOf(node, network, writing),
    meeting: meetingOf(node, writing),
  }));
});

function factsOf(node: NetworkNode, network: Network, writing: Writing): Facts {
  const { weights, biases, normTrainable, normStatistics, macs, normElements, addElements } = costOfNode(node);
  const facts = noFacts();
  Object.assign(facts, { weights, biases, norm: normTrainable, statistics: normStatistics, macs });
  facts.normValues = normElements;
  facts[node.kind === 'merge' && node.attributes.function === 'product' ? 'products' : 'additions'] = addElements;
  const role = roleOf(node);
  if (role === 'norm') facts.foldedNorm = foldedNormOf(node, network);
  if (role === 'activation') addActivation(facts, node, network, writing);
  addBiases(facts, node);
  addPooling(facts, node, writing);
  return facts;
}

const producerOf = (node: NetworkNode, network: Network): NetworkNode =>
  network.nodes[indexOf(network).nodes.get(node.inputs[0]!)!]!;

const hasBias = (node: NetworkNode): boolean => weightsOf(node).some(({ role }) => role === 'bias');

function foldedNormOf(node: NetworkNode, network: Network): number {
  const before = producerOf(node, network);
  return node.outputShape[2] * (takesNorm(before) ? (hasBias(before) ? 0 : 1) : 2);
}

function addActivation(facts: Draft, node: NetworkNode, network: Network, { activatesBranch }: Writing): void {
  const before = producerOf(node, network);
  const isJoined = activatesBranch && roleOf(before) === 'concatenation';
  const values = elementsOf(isJoined ? before.inputShapes.at(-1)! : node.outputShape);
  const name = functionOf(node);
  facts[name === 'relu' || name === 'relu6' || name === 'swish' ? name : 'otherActivations'] = values;
}

function addBiases(facts: Draft, node: NetworkNode): void {
  if (!takesNorm(node) || !hasBias(node)) return;
  facts[node.kind === 'dense' ? 'denseBiasAdds' : 'convBiasAdds'] = elementsOf(node.outputShape);
}

function addPooling(facts: Draft, node: NetworkNode, { globalPool }: Writing): void {
  const { kind, inputShapes, outputShape } = node;
  const input = inputShapes[0];
  if (!input) return;
  const [reads, writes] = [elementsOf(input), elementsOf(outputShape)];
  const isGlobal = kind === 'global-average-pool';
  if (kind === 'max-pool') facts.maxPoolReads = reads;
  if (kind === 'average-pool' || (isGlobal && globalPool === 'window')) {
    Object.assign(facts, { averagePoolReads: reads, averages: writes, windowAverages: writes });
  } else if (isGlobal && globalPool === 'mean') {
    facts.averages = writes;
  } else if (isGlobal || kind === 'adaptive-average-pool') {
    // The tool's own order of floating-point operations, which it then truncates.
    const work = Math.trunc(((input[0] / outputShape[0]) * (input[1] / outputShape[1]) + 1) * writes);
    Object.assign(facts, { adaptivePoolReads: reads, averages: writes, adaptivePoolWork: work });
  } else if (node.kind === 'local-response-norm') {
    const [height, width] = input;
    facts.responseNormValues = writes;
    facts.responseNormReads = reads + height * width * (node.attributes.size - 1);
  }
}
