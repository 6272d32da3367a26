/** What one node costs, and sums of that. */
import { oncePer } from './once.js';
import { evaluate, type Bindings } from './expr.js';
import type { WeightRole, WeightSpec } from './op.js';
import { opOf, type OpKind } from './ops/index.js';
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

/** One tensor of a node, its axes as numbers. */
export interface WeightShape {
  readonly name: string;
  readonly role: WeightRole;
  readonly shape: readonly number[];
}

/** The numbers behind the symbols of a node's kind. */
export const symbolsOf = (node: Counted): Bindings =>
  opOf(node.kind).symbols(node.inputShapes[0] ?? node.outputShape, node.outputShape, node.attributes);

const sizeOf = ({ shape }: WeightSpec, symbols: Bindings): number =>
  shape.reduce((size, axis) => size * evaluate(axis, symbols), 1);

/** The tensors that a node computes with, its own or another's, in TensorFlow's layout (`kernel` of a convolution: `[K, K, N_i/g, N_o]`). */
export function weightsOf(node: Counted): readonly WeightShape[] {
  const symbols = symbolsOf(node);
  const specs = opOf(node.kind).weights(node.attributes);
  return specs.map(({ name, role, shape }) => ({ name, role, shape: shape.map((axis) => evaluate(axis, symbols)) }));
}

/** What is known of a node before it has a place. */
export interface Counted {
  readonly id: string;
  readonly kind: OpKind;
  readonly attributes: unknown;
  readonly inputShapes: readonly Shape[];
  readonly outputShape: Shape;
  readonly sharedWith?: string | undefined;
}

/** Counts one node; a node that has been counted is not counted again. */
export const costOfNode: (node: Counted) => LayerCost = oncePer(countNode);

// Every field by name: spreading objects takes longer than all the arithmetic.
function countNode(node: Counted): LayerCost {
  const { weights, macs, elementwise } = opOf(node.kind);
  const symbols = symbolsOf(node);
  const sizes = { weight: 0, bias: 0, normTrainable: 0, normStatistics: 0 } satisfies Record<WeightRole, number>;
  if (!node.sharedWith) for (const spec of weights(node.attributes)) sizes[spec.role] += sizeOf(spec, symbols);
  const output = elementsOf(node.outputShape);
  return {
    id: node.id,
    weights: sizes.weight,
    biases: sizes.bias,
    normTrainable: sizes.normTrainable,
    normStatistics: sizes.normStatistics,
    macs: macs ? evaluate(macs(node.attributes), symbols) : 0,
    normElements: elementwise === 'normElements' ? output : 0,
    activationElements: elementwise === 'activationElements' ? output : 0,
    addElements: elementwise === 'addElements' ? output : 0,
    poolInputElements: elementwise === 'poolInputElements' ? elementsOf(node.inputShapes[0]!) : 0,
    outputElements: node.inputShapes.length ? output : 0,
  };
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

const FIELDS = Object.keys(noCost()) as (keyof Cost)[];

/** The sum of costs, field by field. */
export function addCosts(costs: Iterable<Cost>): Cost {
  const total = noCost();
  for (const cost of costs) for (const field of FIELDS) total[field] += cost[field];
  return total;
}

/**
 * Sums the costs of nodes as a network grows. All counts stay whole numbers that differ from their neighbours: an
 * addition throws `RangeError` with the rule where the sum would be no such number.
 */
export class CostTally {
  private readonly total = noCost();

  add(cost: Cost): void {
    for (const field of FIELDS) {
      const sum = this.total[field] + cost[field];
      if (!Number.isSafeInteger(sum) || cost[field] < 0)
        throw new RangeError(`expected all ${field} together to be a whole number below 2^53, got ${sum}`);
      this.total[field] = sum;
    }
  }
}
