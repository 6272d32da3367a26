/** Which nodes run together, which results stay, and what has to run again to see the rest. No tensors here. */
import { isWithin, type Group, type Network, type NetworkNode, type NodeOf } from '../core/index.js';

export type Convolution = NodeOf<'conv2d'> | NodeOf<'depthwise-conv2d'>;

/** A convolution with batch norm folded into it and an activation fused to it, or any other node on its own. */
export type Step =
  | {
      readonly kind: 'convolution';
      readonly node: Convolution | NodeOf<'dense'>;
      readonly norm?: NodeOf<'batch-norm'> | undefined;
      readonly activation?: NodeOf<'activation'> | undefined;
      readonly inputs: readonly string[];
      /** Id of the last node of the step: the one whose result there is. */
      readonly output: string;
    }
  | { readonly kind: 'node'; readonly node: NetworkNode; readonly inputs: readonly string[]; readonly output: string };

export interface Plan {
  /** Nodes that wait for a layer that is not known have none. */
  readonly steps: readonly Step[];
  /** What parts of the network hand to each other: everything else follows from these. */
  readonly kept: ReadonlySet<string>;
  /** How many steps read each result. */
  readonly readers: ReadonlyMap<string, number>;
  /** What has no step, with what is in the way. */
  readonly unknown: ReadonlyMap<string, NodeOf<'unknown'>>;
}

/** Which nodes are rerun as one: a block, or where there is none a unit (stem, head), or the node alone. */
export function partOf(network: Network): (node: NetworkNode) => string {
  const parts = network.groups.filter(
    ({ role, parent }) =>
      role === 'block' || (role === 'unit' && !network.groups.some((g) => g.id === parent && g.role !== 'stage')),
  );
  const outermost = (id: string): Group | undefined => parts.find((group) => isWithin(id, group.id));
  const byNode = new Map(network.nodes.map(({ id }) => [id, outermost(id)?.id ?? id]));
  return ({ id }) => byNode.get(id)!;
}

/** Nodes that another part reads, and the network's output. */
export function keptOf(network: Network): ReadonlySet<string> {
  const part = partOf(network);
  const byId = new Map(network.nodes.map((node) => [node.id, node]));
  const handedOn = network.nodes.flatMap((node) =>
    node.inputs.filter((input) => part(byId.get(input)!) !== part(node)),
  );
  return new Set([network.nodes[0]!.id, ...handedOn, network.nodes.at(-1)!.id]);
}

/** Splits the network into steps: folded and fused where nobody needs what lies between. */
export function planOf(network: Network): Plan {
  const kept = keptOf(network);
  const readersOf = readersIn(network.nodes);
  const unknown = unknownBefore(network);
  const taken = new Set(unknown.keys());
  const steps: Step[] = [];
  for (const node of network.nodes) {
    if (taken.has(node.id)) continue;
    const step = stepFrom(node, (id) => (kept.has(id) ? undefined : onlyReader(readersOf.get(id))));
    for (const { id } of nodesOf(step)) taken.add(id);
    steps.push(step);
  }
  return { steps, kept, readers: countReads(steps), unknown };
}

/** The nodes that cannot be run, each with the layer that stands in the way: itself or one before it, whose kind is not known. */
function unknownBefore({ nodes }: Network): ReadonlyMap<string, NodeOf<'unknown'>> {
  const found = new Map<string, NodeOf<'unknown'>>();
  for (const node of nodes) {
    const before = node.inputs.map((id) => found.get(id)).find((cause) => cause !== undefined);
    const cause = before ?? (node.kind === 'unknown' ? node : undefined);
    if (cause) found.set(node.id, cause);
  }
  return found;
}

/** The nodes that a step stands for, in order. */
export function nodesOf(step: Step): readonly NetworkNode[] {
  if (step.kind === 'node') return [step.node];
  return [step.node, step.norm, step.activation].filter((node) => node !== undefined);
}

/** Which steps have to run, in order, to get `target` from results that are there already; the last one holds it. */
export function pathTo({ steps }: Plan, target: string, isThere: (id: string) => boolean): readonly Step[] {
  const stepOf = new Map(steps.flatMap((step) => nodesOf(step).map(({ id }) => [id, step])));
  const needed = new Set<Step>();
  const need = (id: string): void => {
    const step = stepOf.get(id)!;
    if (isThere(id) || needed.has(step)) return;
    needed.add(step);
    step.inputs.forEach(need);
  };
  need(target);
  return steps.filter((step) => needed.has(step));
}

function readersIn(nodes: readonly NetworkNode[]): ReadonlyMap<string, readonly NetworkNode[]> {
  const readers = new Map<string, NetworkNode[]>();
  for (const node of nodes) for (const input of node.inputs) readers.set(input, [...(readers.get(input) ?? []), node]);
  return readers;
}

const onlyReader = (readers: readonly NetworkNode[] = []): NetworkNode | undefined =>
  readers.length === 1 ? readers[0] : undefined;

/** What tfjs fuses on every backend. */
const isFused = ({ attributes }: NodeOf<'activation'>): boolean =>
  attributes.function === 'relu' || attributes.function === 'relu6';

/** `next`: the one reader of a result that need not stay. */
function stepFrom(node: NetworkNode, next: (id: string) => NetworkNode | undefined): Step {
  const { inputs } = node;
  if (node.kind !== 'conv2d' && node.kind !== 'depthwise-conv2d' && node.kind !== 'dense') {
    return { kind: 'node', node, inputs, output: node.id };
  }
  const after = next(node.id);
  const norm = after?.kind === 'batch-norm' ? after : undefined;
  const last = norm ? next(norm.id) : after;
  const activation = last?.kind === 'activation' && isFused(last) ? last : undefined;
  return { kind: 'convolution', node, norm, activation, inputs, output: (activation ?? norm ?? node).id };
}

function countReads(steps: readonly Step[]): ReadonlyMap<string, number> {
  const reads = new Map<string, number>();
  for (const { inputs } of steps) for (const input of inputs) reads.set(input, (reads.get(input) ?? 0) + 1);
  return reads;
}
