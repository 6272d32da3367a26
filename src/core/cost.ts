import { evaluate } from './expr.js';
import { isWithin, type Network, type NetworkNode } from './network.js';
import type { WeightRole, WeightSpec } from './op.js';
import { opOf } from './ops/index.js';
import { elementsOf, type Shape } from './shape.js';

/** Raw facts of one layer or of many together, for one image. No convention of counting is in them. */
export interface Cost {
  /** Kernels of convolutions and fully connected layers. */
  readonly weights: number;
  readonly biases: number;
  /** Batch norm's γ and β. */
  readonly normTrainable: number;
  /** Batch norm's moving mean and variance. */
  readonly normStatistics: number;
  /** Multiply–accumulates of convolutions and fully connected layers, products with padding zeros included. */
  readonly macs: number;
  /** Values that batch norm, activations and additions give out, and that pooling reads. */
  readonly normElements: number;
  readonly activationElements: number;
  readonly addElements: number;
  readonly poolInputElements: number;
  /** Values that layers give out; the input image is not a layer's output. */
  readonly outputElements: number;
}

export interface LayerCost extends Cost {
  readonly id: string;
}

export interface NetworkCost {
  /** One entry a node, in execution order. */
  readonly layers: readonly LayerCost[];
  readonly total: Cost;
  /** The sum over a node, a block, a stage: everything at or under `path`. Throws `RangeError` when nothing is. */
  of(path: string): Cost;
}

const FIELDS = [
  'weights',
  'biases',
  'normTrainable',
  'normStatistics',
  'macs',
  'normElements',
  'activationElements',
  'addElements',
  'poolInputElements',
  'outputElements',
] as const satisfies readonly (keyof Cost)[];

const FIELD_OF_ROLE = {
  weight: 'weights',
  bias: 'biases',
  normTrainable: 'normTrainable',
  normStatistics: 'normStatistics',
} as const satisfies Record<WeightRole, keyof Cost>;

/** One tensor of a node, its axes as numbers. */
export interface WeightShape {
  readonly name: string;
  readonly role: WeightRole;
  readonly shape: readonly number[];
}

/** The tensors that a node owns, in TensorFlow's layout (`kernel` of a convolution: `[K, K, N_i/g, N_o]`). */
export function weightsOf(node: NetworkNode): readonly WeightShape[] {
  const op = opOf(node.kind);
  const specs = op.weights(node.attributes);
  if (!specs.length) return [];
  const bindings = op.symbols(node.inputShapes[0]!, node.outputShape, node.attributes);
  return specs.map(({ name, role, shape }: WeightSpec) => ({ name, role, shape: shape.map((axis) => evaluate(axis, bindings)) }));
}

function macsOf(node: NetworkNode): number {
  const op = opOf(node.kind);
  return op.macs ? evaluate(op.macs(node.attributes), op.symbols(node.inputShapes[0]!, node.outputShape, node.attributes)) : 0;
}

const noCost = (): { -readonly [Field in keyof Cost]: number } => ({
  weights: 0,
  biases: 0,
  normTrainable: 0,
  normStatistics: 0,
  macs: 0,
  normElements: 0,
  activationElements: 0,
  addElements: 0,
  poolInputElements: 0,
  outputElements: 0,
});

function costOfNode(node: NetworkNode): LayerCost {
  const cost = noCost();
  for (const { role, shape } of weightsOf(node)) cost[FIELD_OF_ROLE[role]] += shape.reduce((size, axis) => size * axis, 1);
  cost.macs = macsOf(node);
  const { elementwise } = opOf(node.kind);
  const worked: Shape = elementwise === 'poolInputElements' ? node.inputShapes[0]! : node.outputShape;
  if (elementwise) cost[elementwise] = elementsOf(worked);
  if (node.inputs.length) cost.outputElements = elementsOf(node.outputShape);
  return { id: node.id, ...cost };
}

/** The sum of costs, field by field. */
export function addCosts(costs: Iterable<Cost>): Cost {
  const total = noCost();
  for (const cost of costs) for (const field of FIELDS) total[field] += cost[field];
  return total;
}

/** Counts a network: raw facts a layer, in all, and of any path. */
export function costOf(network: Network): NetworkCost {
  const layers = network.nodes.map(costOfNode);
  return {
    layers,
    total: addCosts(layers),
    of(path) {
      const within = layers.filter(({ id }) => isWithin(id, path));
      if (!within.length) throw new RangeError(`unknown path: ${path} (${network.id})`);
      return addCosts(within);
    },
  };
}
