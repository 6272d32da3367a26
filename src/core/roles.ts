/** What part the nodes of a network play, for those who treat kinds alike. */
import type { Network, NetworkNode, NodeOf } from './network.js';
import type { Role } from './op.js';
import type { ActivationFunction } from './ops/activation.js';
import { opOf, type OpKind } from './ops/index.js';

/** Drafted nodes have a kind before they are nodes. */
interface Kinded {
  readonly kind: OpKind;
}

export const roleOf = ({ kind }: Kinded): Role => opOf(kind).role;

/** A node that slides weights over a map. */
export type Convolution = NodeOf<'conv2d'> | NodeOf<'depthwise-conv2d'>;

export const isConvolution = (node: NetworkNode): node is Convolution => {
  const role = roleOf(node);
  return role === 'convolution' || role === 'channel-filter';
};

/** A node that weighs what it reads. */
export type Weighing = Convolution | NodeOf<'dense'>;

const WEIGHING: ReadonlySet<Role> = new Set(['convolution', 'channel-filter', 'full-connection']);

/** Whether a norm right after the node can be multiplied into its weights. */
export const takesNorm = <Node extends Kinded>(node: Node): node is Extract<Node, Pick<Weighing, 'kind'>> =>
  WEIGHING.has(roleOf(node));

export const isNorm = (node: NetworkNode | undefined): node is NodeOf<'batch-norm'> =>
  node !== undefined && roleOf(node) === 'norm';

/** Which function an activation applies; `undefined` for all other nodes. */
export const functionOf = (node: NetworkNode | undefined): ActivationFunction | undefined =>
  node?.kind === 'activation' ? node.attributes.function : undefined;

/** How many layers a network has: what it is given is none of them. */
export const countLayers = ({ nodes }: Network): number => nodes.filter(({ inputs }) => inputs.length).length;
