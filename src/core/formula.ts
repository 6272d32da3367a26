import { evaluate, number, product, sum, type Bindings, type Expression, type Substitution } from './expr.js';
import { factor, substitute, symbolsIn, withNumbers } from './expr-rewrite.js';
import { toMathML, toTex, toText } from './expr-print.js';
import { groupsAround, indexOf, isWithin, nodeOf, type Group, type Network, type NetworkNode } from './network.js';
import { symbolsOf, weightsOf } from './node-cost.js';
import type { WeightRole, WeightSpec } from './op.js';
import { opOf } from './ops/index.js';

/** `parameters`: the kernels, as in the post's table. `macs`: multiply–accumulates for one image. */
export type Quantity = 'parameters' | 'macs';

/** A count as a formula, in the post's symbols where the node stands in a block. */
export interface Formula {
  readonly path: string;
  readonly title: string;
  readonly quantity: Quantity;
  readonly expression: Expression;
  /** `N_i·t·(N_i + 3·3 + N_o)` */
  readonly text: string;
  readonly tex: string;
  readonly mathml: string;
  /** What each symbol of the expression stands for here. */
  readonly bindings: Bindings;
  /** The same with the numbers put in: `16·6·(16 + 3·3 + 24)`. */
  readonly substituted: string;
  readonly value: number;
  /** On a block: its convolutions, one row each, as in the post's table. */
  readonly rows?: readonly Formula[];
  /** What the formula does not count, so that value + these = all there is. */
  readonly leftOut: readonly LeftOut[];
}

export interface LeftOut {
  readonly reason: 'batch norm' | 'batch norm statistics' | 'bias' | 'projection shortcut';
  readonly value: number;
}

/** The unit of a block whose convolution the post's table does not name. */
const SHORTCUT = 'shortcut';

const isShortcut = (node: NetworkNode, block: Group): boolean => isWithin(node.id, `${block.id}/${SHORTCUT}`);

const isOne = (axis: Expression): boolean => axis.kind === 'number' && axis.value === 1;

/** The product of a tensor's axes; a channel multiplier of 1 is layout, not arithmetic. */
const sizeOf = ({ shape }: WeightSpec): Expression => product(...shape.filter((axis) => !isOne(axis)));

const NORM: readonly WeightRole[] = ['normTrainable'];
const KERNEL: readonly WeightRole[] = ['weight'];

/** Which of a node's tensors its formula counts: the kernel, as in the post's table; γ and β where there is none. */
function countedRoles(node: NetworkNode): readonly WeightRole[] {
  return opOf(node.kind)
    .weights(node.attributes)
    .some(({ role }) => role === 'weight')
    ? KERNEL
    : NORM;
}

/** The count of one node in its kind's own symbols; `undefined` where there is nothing to count. */
function countOf(node: NetworkNode, quantity: Quantity): Expression | undefined {
  const op = opOf(node.kind);
  if (quantity === 'macs') return op.macs?.(node.attributes);
  if (node.sharedWith) return undefined;
  const roles = countedRoles(node);
  const counted = op.weights(node.attributes).filter(({ role }) => roles.includes(role));
  const [first] = counted;
  return first && (counted.length === 1 ? sizeOf(first) : product(counted.length, sizeOf(first)));
}

function write(
  path: string,
  title: string,
  quantity: Quantity,
  expression: Expression,
  all: Bindings,
): Omit<Formula, 'leftOut'> {
  const bindings = Object.fromEntries(symbolsIn(expression).map((name) => [name, all[name]!]));
  return {
    path,
    title,
    quantity,
    expression,
    text: toText(expression),
    tex: toTex(expression),
    mathml: toMathML(expression),
    bindings,
    substituted: toText(withNumbers(expression, bindings)),
    value: evaluate(expression, bindings),
  };
}

/** Kernel size is written as a number (3·3, 1·1), as the post does; all else as the block's symbols. */
function inBlockSymbols(node: NetworkNode, expression: Expression, block: Group | undefined): [Expression, Bindings] {
  const own = symbolsOf(node);
  const kernel: Substitution = 'K' in own ? { K: number(own['K']!) } : {};
  if (!block?.bindings || !node.symbols) return [substitute(expression, kernel), own];
  return [substitute(expression, { ...kernel, ...node.symbols }), block.bindings];
}

const blockAround = (network: Network, id: string): Group | undefined =>
  groupsAround(network, id).find(({ role }) => role === 'block');

function formulaOfNode(network: Network, node: NetworkNode, quantity: Quantity): Formula {
  const [expression, bindings] = inBlockSymbols(
    node,
    countOf(node, quantity) ?? number(0),
    blockAround(network, node.id),
  );
  const roles = countedRoles(node);
  const leftOut = leftOutOf([node], quantity, (_, role) => roles.includes(role));
  return { ...write(node.id, opOf(node.kind).title(node.attributes), quantity, expression, bindings), leftOut };
}

const REASON_OF_ROLE = {
  weight: 'projection shortcut',
  bias: 'bias',
  normTrainable: 'batch norm',
  normStatistics: 'batch norm statistics',
} as const satisfies Record<WeightRole, LeftOut['reason']>;

/** What there is to count in a node, by the role of the tensor that it comes from. */
function partsOf(node: NetworkNode, quantity: Quantity): { role: WeightRole; value: number }[] {
  if (quantity === 'parameters') {
    return (node.sharedWith ? [] : weightsOf(node)).map(({ role, shape }) => ({
      role,
      value: shape.reduce((size, axis) => size * axis, 1),
    }));
  }
  const { macs } = opOf(node.kind);
  return macs ? [{ role: 'weight', value: evaluate(macs(node.attributes), symbolsOf(node)) }] : [];
}

/** What a formula does not count of these nodes: value + this is all there is. */
function leftOutOf(
  nodes: readonly NetworkNode[],
  quantity: Quantity,
  isCounted: (node: NetworkNode, role: WeightRole) => boolean,
): LeftOut[] {
  const sums = new Map<LeftOut['reason'], number>();
  for (const node of nodes) {
    for (const { role, value } of partsOf(node, quantity)) {
      const reason = REASON_OF_ROLE[role];
      if (!isCounted(node, role)) sums.set(reason, (sums.get(reason) ?? 0) + value);
    }
  }
  return [...sums].map(([reason, value]) => ({ reason, value }));
}

function formulaOfBlock(network: Network, block: Group, quantity: Quantity): Formula {
  const nodes = network.nodes.slice(block.first, block.end);
  const inTable = (node: NetworkNode): boolean => countedRoles(node) === KERNEL && !isShortcut(node, block);
  const rows = nodes.filter(inTable).map((node) => formulaOfNode(network, node, quantity));
  const total = factor(sum(...rows.map((row) => row.expression)));
  const isCounted = (node: NetworkNode, role: WeightRole): boolean => role === 'weight' && !isShortcut(node, block);
  const leftOut = leftOutOf(nodes, quantity, isCounted);
  return { ...write(block.id, block.title, quantity, total, block.bindings!), rows, leftOut };
}

/** A stage, a unit or the whole network: the sum of what is in it, as numbers. */
function formulaOfGroup(network: Network, path: string, title: string, quantity: Quantity): Formula {
  const nodes = network.nodes.filter((node) => isWithin(node.id, path));
  const blocks = network.groups.filter((group) => group.bindings && isWithin(group.id, path));
  const around = new Map(
    blocks.flatMap((block) => network.nodes.slice(block.first, block.end).map((node) => [node, block])),
  );
  const alone = nodes.filter((node) => countOf(node, quantity) && countedRoles(node) === KERNEL && !around.has(node));
  const rows = [
    ...blocks.map((block) => formulaOfBlock(network, block, quantity)),
    ...alone.map((node) => formulaOfNode(network, node, quantity)),
  ];
  const places = indexOf(network);
  const order = (row: Formula): number => places.groups.get(row.path)?.first ?? places.nodes.get(row.path)!;
  rows.sort((a, b) => order(a) - order(b));
  const total = rows.length ? sum(...rows.map((row) => row.value)) : number(0);
  const isCounted = (node: NetworkNode, role: WeightRole): boolean =>
    role === 'weight' && !(around.has(node) && isShortcut(node, around.get(node)!));
  return { ...write(path, title, quantity, total, {}), rows, leftOut: leftOutOf(nodes, quantity, isCounted) };
}

/**
 * How a count comes about, in the post's symbols. `path` is a node, a block, a stage, or '' for the whole network.
 * `quantity` is `parameters` (kernels only, as in the post's table) by default.
 * Throws `UnknownNodeError` for an unknown path.
 */
export function formulaOf(network: Network, path: string, quantity: Quantity = 'parameters'): Formula {
  const group = indexOf(network).groups.get(path);
  if (group?.bindings) return formulaOfBlock(network, group, quantity);
  if (group) return formulaOfGroup(network, path, group.title, quantity);
  if (path === '') return formulaOfGroup(network, path, network.title, quantity);
  return formulaOfNode(network, nodeOf(network, path), quantity);
}
