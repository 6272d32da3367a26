/** What a network needs to hold in memory, and how much it computes for each number that it moves. */
import { costOf } from './cost.js';
import type { Group, Network, NetworkNode } from './network.js';
import { weightsOf } from './node-cost.js';
import { isNorm } from './roles.js';
import { elementsOf } from './shape.js';
import { nodesOf, stepsOf } from './steps.js';

export type Precision = 'fp32' | 'fp16' | 'int8';

export const BYTES: Readonly<Record<Precision, number>> = { fp32: 4, fp16: 2, int8: 1 };

/** Where kernels are bytes, biases and what is left of batch norm stay 32-bit integers, as in TensorFlow Lite. */
const BIAS_BYTES: Readonly<Record<Precision, number>> = { fp32: 4, fp16: 2, int8: 4 };

export interface MemoryOptions {
  /** `fp32` by default. */
  readonly precision?: Precision;
  /** Batch norm folds into the convolution before it, and ReLU or ReLU6 is fused to it: neither has a tensor of its own. True by default. */
  readonly foldNorms?: boolean;
  /** A block's inside is never held as a whole (MobileNetV2, section 5.1): only what blocks hand to each other is. False by default. */
  readonly fuseBlocks?: boolean;
}

/** One tensor that is made: by a node, or by the block whose last node it is. */
export interface MemoryStep {
  /** Id of the node whose output the tensor is. */
  readonly id: string;
  readonly bytes: number;
  /** Bytes of all tensors that are needed while this one is made: itself, what is read, and what is read later. */
  readonly alive: number;
}

export interface NetworkMemory {
  readonly weights: number;
  /** In execution order; the image comes first. */
  readonly steps: readonly MemoryStep[];
  /** The step with the most bytes alive. */
  readonly peak: MemoryStep;
}

/** What leaves one tensor: a step, a block, or a node. */
interface Maker {
  readonly output: NetworkNode;
  /** Ids of the tensors that it reads. */
  readonly inputs: readonly string[];
}

/** Activations and weights of a network in bytes, for one image, with tensors freed after their last reader. */
export function memoryOf(
  network: Network,
  { precision = 'fp32', foldNorms = true, fuseBlocks = false }: MemoryOptions = {},
): NetworkMemory {
  const steps = followedBy(makersOf(network, foldNorms, fuseBlocks), BYTES[precision]);
  const peak = steps.reduce((most, step) => (step.alive > most.alive ? step : most));
  return { weights: weightBytes(network, precision, foldNorms), steps, peak };
}

function makersOf(network: Network, foldNorms: boolean, fuseBlocks: boolean): readonly Maker[] {
  const whole = fuseBlocks ? network.groups.filter(({ role }) => role === 'block') : [];
  const leaders = leadersOf(network, foldNorms, whole);
  const members = new Map<NetworkNode, NetworkNode[]>();
  for (const node of network.nodes) {
    const leader = leaders.get(node.id)!;
    const list = members.get(leader);
    if (list) list.push(node);
    else members.set(leader, [node]);
  }
  const stepOfNode = new Map(
    [...members.values()].flatMap((nodes) => nodes.map(({ id }) => [id, nodes.at(-1)!.id] as const)),
  );
  return [...members.values()].map((nodes) => {
    const output = nodes.at(-1)!;
    const read = nodes.flatMap(({ inputs }) => inputs.map((id) => stepOfNode.get(id)!));
    return { output, inputs: [...new Set(read)].filter((id) => id !== output.id) };
  });
}

/** The node that each node runs together with: the first of its block or of its step. */
function leadersOf(network: Network, foldNorms: boolean, whole: readonly Group[]): ReadonlyMap<string, NetworkNode> {
  const { nodes } = network;
  const leaders = new Map<string, NetworkNode>();
  const blocks = Array<Group | undefined>(nodes.length);
  for (const block of whole) blocks.fill(block, block.first, block.end);
  const before = foldNorms ? inPlaceOn(network) : new Map<string, string>();
  nodes.forEach((node, at) => {
    const block = blocks[at];
    leaders.set(node.id, block ? nodes[block.first]! : (leaders.get(before.get(node.id) ?? '') ?? node));
  });
  return leaders;
}

/** For each node that has no tensor of its own, the one whose tensor it changes. */
const inPlaceOn = (network: Network): ReadonlyMap<string, string> =>
  new Map(
    stepsOf(network).flatMap((step) =>
      nodesOf(step)
        .slice(1)
        .map(({ id, inputs }) => [id, inputs[0]!] as const),
    ),
  );

function followedBy(steps: readonly Maker[], bytesPerValue: number): readonly MemoryStep[] {
  const sizes = new Map(steps.map(({ output }) => [output.id, elementsOf(output.outputShape) * bytesPerValue]));
  const lastReader = new Map<string, number>();
  steps.forEach(({ inputs }, index) => inputs.forEach((id) => lastReader.set(id, index)));
  /** What each step frees at its end: what is read for the last time, and what is never read, one step later. */
  const freed = Array<number>(steps.length + 1).fill(0);
  let alive = 0;
  return steps.map(({ output: { id } }, index) => {
    const bytes = sizes.get(id)!;
    alive += bytes - (freed[index - 1] ?? 0);
    freed[Math.max(lastReader.get(id) ?? 0, index + 1)]! += bytes;
    return { id, bytes, alive };
  });
}

function weightBytes(network: Network, precision: Precision, foldNorms: boolean): number {
  const { total } = costOf(network);
  const channels = (nodes: readonly NetworkNode[]): number =>
    nodes.reduce((sum, { outputShape }) => sum + outputShape[2], 0);
  const norms = network.nodes.filter(isNorm);
  const folding = stepsOf(network).flatMap((step) => (step.kind === 'convolution' && step.norm ? [step.node] : []));
  const newBiases = folding.filter((node) => !weightsOf(node).some(({ role }) => role === 'bias'));
  const others = foldNorms
    ? total.biases + channels(newBiases) + 2 * (channels(norms) - channels(folding))
    : total.biases + total.normTrainable + total.normStatistics;
  return total.weights * BYTES[precision] + others * BIAS_BYTES[precision];
}

/** How busy one layer keeps a processor. */
export interface Intensity {
  readonly id: string;
  readonly macs: number;
  readonly parameters: number;
  /** How often each kernel value is used for one image: 1 in a fully connected layer, the number of positions in a convolution. */
  readonly macsPerParameter: number;
  /** Bytes of input, output and weights, each moved once. */
  readonly bytes: number;
  /** Arithmetic intensity: multiply–adds for each byte moved. */
  readonly macsPerByte: number;
}

/** The layers that multiply, in execution order; what follows them in place costs no bytes. */
export function intensityOf(network: Network, precision: Precision = 'fp32'): readonly Intensity[] {
  const { layers } = costOf(network);
  return network.nodes.flatMap((node, index) => {
    const { macs, weights, biases } = layers[index]!;
    if (!macs) return [];
    const parameters = weights + biases;
    const values = node.inputShapes.reduce((sum, shape) => sum + elementsOf(shape), elementsOf(node.outputShape));
    const bytes = (values + weights) * BYTES[precision] + biases * BIAS_BYTES[precision];
    return [{ id: node.id, macs, parameters, macsPerParameter: macs / parameters, bytes, macsPerByte: macs / bytes }];
  });
}

/** The most that is handed on at one resolution. */
export interface ResolutionMemory {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly bytes: number;
}

/** As in table 3 of MobileNetV2: for each resolution, the widest tensor that has to exist there, largest resolution first. */
export function memoryByResolution(network: Network, options: MemoryOptions = {}): readonly ResolutionMemory[] {
  const { steps } = memoryOf(network, options);
  const shapes = new Map(network.nodes.map(({ id, outputShape }) => [id, outputShape]));
  const widest = new Map<string, ResolutionMemory>();
  for (const { id, bytes } of steps.slice(1)) {
    const [height, width, channels] = shapes.get(id)!;
    if (bytes > (widest.get(`${height}x${width}`)?.bytes ?? 0))
      widest.set(`${height}x${width}`, { height, width, channels, bytes });
  }
  return [...widest.values()];
}
