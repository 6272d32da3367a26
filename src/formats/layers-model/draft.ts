/** The nodes that layers become, before they have ids. */
import { MOST_NODES } from '../../core/limits.js';
import { CostTally, costOfNode } from '../../core/node-cost.js';
import { outputShapeOf } from '../../core/node-rules.js';
import type { AttributesOf, OpKind } from '../../core/ops/index.js';
import type { Shape } from '../../core/shape.js';
import { likeDims, type Dims, type Tensor } from './tensor.js';
import type { Use } from './unfold.js';

export interface DraftNode {
  readonly kind: OpKind;
  readonly attributes: unknown;
  /** Places of the nodes that it reads. */
  readonly inputs: readonly number[];
  readonly shape: Shape;
  readonly use: Use;
  /** What it is of the layer, where the layer becomes several nodes. */
  readonly part: string;
}

/** Collects nodes; works out their shapes as the builder will, since later layers ask for them. */
export class Draft {
  readonly nodes: DraftNode[] = [];
  private readonly tally = new CostTally();

  /** Throws `RangeError` with the rule where the layer does not fit. `dims` where they are not the input's in number. */
  add<K extends OpKind>(
    use: Use,
    part: string,
    kind: K,
    attributes: AttributesOf<K>,
    inputs: readonly Tensor[],
    dims?: Dims,
  ): Tensor & { readonly dims: Dims } {
    if (this.nodes.length === MOST_NODES) throw new RangeError(`expected at most ${MOST_NODES} operations, got more`);
    const inputShapes = inputs.map((input) => this.nodes[input.node]!.shape);
    const shape = outputShapeOf(kind, inputShapes, attributes);
    const { name: id } = use.layer;
    const sharedWith = use.first?.layer.name;
    this.tally.add(costOfNode({ id, kind, attributes, inputShapes, outputShape: shape, sharedWith }));
    this.nodes.push({ kind, attributes, inputs: inputs.map(({ node }) => node), shape, use, part });
    return { node: this.nodes.length - 1, dims: dims ?? likeDims(shape, inputs[0]?.dims ?? shape) };
  }
}
