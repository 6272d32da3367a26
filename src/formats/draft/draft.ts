/** What every reader writes: the nodes of a network to be, in an order in which they can run, before they have ids. */
import { MOST_NODES } from '../../core/limits.js';
import { CostTally, costOfNode } from '../../core/node-cost.js';
import { outputShapeOf } from '../../core/node-rules.js';
import type { AttributesOf, OpKind } from '../../core/ops/index.js';
import { knowOpsOfFiles } from '../../core/ops/know-ops-of-files.js';
import type { Shape } from '../../core/shape.js';

knowOpsOfFiles();

/** A model in a model, or a module in a module, and which use of it. */
export interface Nest {
  readonly name: string;
  /** From 1. */
  readonly use: number;
  /** Not a model, but a part of the path in a name: it makes a group only where there is enough in it. */
  readonly isPath?: boolean;
}

/** What of a file a node comes from: one use of a layer, or one operation. */
export interface Origin {
  /** What the file calls it, without what is around it. */
  readonly name: string;
  /** What is around it, the outermost first; the whole is not among them. */
  readonly nests: readonly Nest[];
  /** The first use of the same layer, where this is another: it has the weights. */
  readonly first?: Origin | undefined;
}

/** A node's tensors by the names that core gives them, in its layout; none is decoded before it is wanted. */
export type DraftWeights = Readonly<Record<string, () => Float32Array>>;

export interface DraftNode {
  readonly kind: OpKind;
  readonly attributes: unknown;
  /** Places of the nodes that it reads. */
  readonly inputs: readonly number[];
  readonly shape: Shape;
  readonly origin: Origin;
  /** What it is of its origin, where that becomes several nodes. */
  readonly part: string;
  /** Absent where the numbers are found by name later. */
  readonly weights?: DraftWeights | undefined;
}

/** An operation that does not fit: everything before it is there. */
export interface Misfit {
  readonly name: string;
  readonly rule: string;
}

/** Collects nodes; works out their shapes as the builder will, since what comes later asks for them. */
export class Draft {
  readonly nodes: DraftNode[] = [];
  private readonly tally = new CostTally();

  /** Gives the place of the new node. Throws `RangeError` with the rule where it does not fit. */
  add<K extends OpKind>(
    { origin, part, weights }: Pick<DraftNode, 'origin' | 'part' | 'weights'>,
    kind: K,
    attributes: AttributesOf<K>,
    inputs: readonly number[],
  ): number {
    if (this.nodes.length === MOST_NODES) throw new RangeError(`expected at most ${MOST_NODES} operations, got more`);
    const inputShapes = inputs.map((input) => this.nodes[input]!.shape);
    const shape = outputShapeOf(kind, inputShapes, attributes);
    const sharedWith = origin.first?.name;
    this.tally.add(costOfNode({ id: origin.name, kind, attributes, inputShapes, outputShape: shape, sharedWith }));
    return this.nodes.push({ kind, attributes, inputs, shape, origin, part, weights }) - 1;
  }

  shapeOf(node: number): Shape {
    return this.nodes[node]!.shape;
  }
}
