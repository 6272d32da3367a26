/** Which nodes run as one and leave one tensor: the one rule by which memory is counted and the engine runs. */
import type { Network, NetworkNode, NodeOf } from './network.js';
import { functionOf, isNorm, takesNorm, type Weighing } from './roles.js';

/** A convolution (or a fully connected layer) with batch norm folded into it and an activation fused to it, or any node on its own. */
export type Step =
  | {
      readonly kind: 'convolution';
      readonly node: Weighing;
      readonly norm?: NodeOf<'batch-norm'> | undefined;
      readonly activation?: NodeOf<'activation'> | undefined;
      readonly inputs: readonly string[];
      /** Id of the last node of the step: the one whose result there is. */
      readonly output: string;
    }
  | { readonly kind: 'node'; readonly node: NetworkNode; readonly inputs: readonly string[]; readonly output: string };

/** The network as steps, in execution order: what lies between the nodes of a step has no other reader. */
export function stepsOf({ nodes }: Network): readonly Step[] {
  const onlyReader = onlyReaders(nodes);
  const covered = new Set<string>();
  const steps: Step[] = [];
  for (const node of nodes) {
    if (covered.has(node.id)) continue;
    const step = stepFrom(node, onlyReader);
    for (const { id } of nodesOf(step)) covered.add(id);
    steps.push(step);
  }
  return steps;
}

/** The nodes that a step stands for, in order. */
export function nodesOf(step: Step): readonly NetworkNode[] {
  if (step.kind === 'node') return [step.node];
  return [step.node, step.norm, step.activation].filter((node) => node !== undefined);
}

type OnlyReader = (id: string) => NetworkNode | undefined;

function onlyReaders(nodes: readonly NetworkNode[]): OnlyReader {
  const readers = new Map<string, NetworkNode[]>();
  for (const node of nodes)
    for (const input of node.inputs) {
      const list = readers.get(input);
      if (list) list.push(node);
      else readers.set(input, [node]);
    }
  return (id) => {
    const list = readers.get(id);
    return list?.length === 1 ? list[0] : undefined;
  };
}

/** What engines fuse to a convolution on every backend: others need a tensor of their own. */
const isFused = (node: NetworkNode | undefined): node is NodeOf<'activation'> =>
  functionOf(node) === 'relu' || functionOf(node) === 'relu6';

function stepFrom(node: NetworkNode, onlyReader: OnlyReader): Step {
  const { inputs } = node;
  if (!takesNorm(node)) return { kind: 'node', node, inputs, output: node.id };
  const after = onlyReader(node.id);
  const norm = isNorm(after) ? after : undefined;
  const last = norm ? onlyReader(norm.id) : after;
  const activation = isFused(last) ? last : undefined;
  return { kind: 'convolution', node, norm, activation, inputs, output: (activation ?? norm ?? node).id };
}
