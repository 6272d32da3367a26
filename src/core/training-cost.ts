/** What one step of training costs: arithmetic forwards and backwards, and what has to be in memory for it. */
import type { Network, NetworkNode } from './network.js';
import { costOfNode } from './node-cost.js';
import { BYTES } from './memory.js';
import { functionOf, isNorm, roleOf } from './roles.js';
import { elementsOf } from './shape.js';

/** Numbers that an optimiser keeps beside each parameter: none, the velocity, or both moments. */
export const OPTIMISERS = { sgd: 0, momentum: 1, adam: 2 } as const;
export type Optimiser = keyof typeof OPTIMISERS;

export interface TrainingOptions {
  /** Images a step; 1 by default. */
  readonly batch?: number;
  /** `sgd` by default. */
  readonly optimiser?: Optimiser;
}

/** MACs of a step, and bytes at 32 bits. */
export interface TrainingCost {
  readonly forwardMacs: number;
  /** Of the gradients of weights, and of inputs where something before them learns. */
  readonly backwardMacs: number;
  /** Trainable parameters. */
  readonly parameters: number;
  /** Batch norm's moving statistics. */
  readonly statistics: number;
  readonly gradients: number;
  readonly optimiser: number;
  /** What the forward pass keeps for the backward pass. */
  readonly activations: number;
  readonly total: number;
}

/** What the numbers take for granted, in the order of the numbers. */
export const TRAINING_ASSUMPTIONS: readonly string[] = [
  'Every parameter is trained, at 32 bits, without dropout.',
  'Backwards, a convolution or a fully connected layer computes the gradient of its weights and that of its input, as many MACs each; the image needs no gradient.',
  'Kept for the backward pass, as PyTorch keeps it: what convolutions, fully connected layers, batch norms and pooling read, what activations give out, two numbers a channel of batch norm, and the places of maxima as 64-bit integers; each tensor once.',
  'ReLU and ReLU6 work in place, but ReLU6 also keeps a copy of what it read. Means over whole maps, additions and concatenations keep nothing.',
  'Left out: gradients of activations while they pass, workspaces of the backend, and the loss.',
];

/** Of what a place of a maximum is stored as. */
const INDEX_BYTES = 8;

/** Throws `RangeError` for a batch that is no whole number above 0. */
export function trainingCostOf(network: Network, { batch = 1, optimiser = 'sgd' }: TrainingOptions = {}): TrainingCost {
  if (!Number.isSafeInteger(batch) || batch < 1)
    throw new RangeError(`batch: expected a whole number above 0, got ${batch}`);
  const costs = network.nodes.map(costOfNode);
  const sum = (count: (cost: (typeof costs)[number], at: number) => number): number =>
    costs.reduce((total, cost, at) => total + count(cost, at), 0);
  const learning = learningNodes(network);
  const isPassedOn = ({ inputs }: NetworkNode): boolean => learning.has(inputs[0]!);
  const trainable = sum(({ weights, biases, normTrainable }) => weights + biases + normTrainable);
  const parameters = trainable * BYTES.fp32;
  const bytes = {
    parameters,
    statistics: sum(({ normStatistics }) => normStatistics) * BYTES.fp32,
    gradients: parameters,
    optimiser: parameters * OPTIMISERS[optimiser],
    activations: keptBytes(network, batch),
  };
  return {
    forwardMacs: batch * sum(({ macs }) => macs),
    backwardMacs: batch * sum(({ macs }, at) => macs * (isPassedOn(network.nodes[at]!) ? 2 : 1)),
    ...bytes,
    total: Object.values(bytes).reduce((total, part) => total + part, 0),
  };
}

/** Ids of the nodes whose output depends on something that is trained. */
function learningNodes({ nodes }: Network): ReadonlySet<string> {
  const learning = new Set<string>();
  for (const node of nodes) {
    const { weights, biases, normTrainable } = costOfNode({ ...node, sharedWith: undefined });
    if (weights + biases + normTrainable > 0 || node.inputs.some((id) => learning.has(id))) learning.add(node.id);
  }
  return learning;
}

const WEIGHING: ReadonlySet<string> = new Set(['convolution', 'channel-filter', 'full-connection', 'norm']);
/** Kinds that are a view of what they read. */
const VIEWS: ReadonlySet<string> = new Set(['split', 'reshape']);

function keptBytes({ nodes }: Network, batch: number): number {
  const memoryOf = new Map<string, string>();
  const sizes = new Map<string, number>();
  /** Memory that something has to be read from again. */
  const kept = new Set<string>();
  let beside = 0;
  for (const node of nodes) {
    const { id, inputs, kind, outputShape } = node;
    const [input = id] = inputs;
    const isInPlace = functionOf(node) === 'relu' || functionOf(node) === 'relu6' || VIEWS.has(kind);
    memoryOf.set(id, isInPlace ? memoryOf.get(input)! : id);
    sizes.set(id, elementsOf(outputShape));
    if (roleOf(node) === 'activation') kept.add(memoryOf.get(id)!);
    else if (inputs.length && readsAgain(node)) kept.add(memoryOf.get(input)!);
    if (functionOf(node) === 'relu6') beside += batch * elementsOf(outputShape) * BYTES.fp32; // a copy of what it read
    if (isNorm(node)) beside += 2 * outputShape[2] * BYTES.fp32;
    if (kind === 'max-pool') beside += batch * elementsOf(outputShape) * INDEX_BYTES;
  }
  return beside + [...kept].reduce((bytes, id) => bytes + batch * sizes.get(id)! * BYTES.fp32, 0);
}

/** Whether the backward pass needs what a node has read. */
const readsAgain = (node: NetworkNode): boolean =>
  WEIGHING.has(roleOf(node)) ||
  ['max-pool', 'average-pool', 'adaptive-average-pool', 'local-response-norm', 'merge', 'matrix-product'].includes(
    node.kind,
  );
