/** Which nodes run together, which results stay, and what has to run again to see the rest. No tensors here. */
import { isWithin, nodesOf, stepsOf, type Group, type Network, type NetworkNode, type Step } from '../core/index.js';
import { obstaclesIn, type Obstacle } from './obstacles.js';

export interface Plan {
  /** Nodes that cannot be run have none. */
  readonly steps: readonly Step[];
  /** What parts of the network hand to each other: everything else follows from these. */
  readonly kept: ReadonlySet<string>;
  /** How many steps read each result. */
  readonly readers: ReadonlyMap<string, number>;
  /** What has no step, with what is in the way. */
  readonly obstacles: ReadonlyMap<string, Obstacle>;
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

/** Results that another part reads, the image and the network's output. */
export function keptOf(network: Network, steps: readonly Step[] = stepsOf(network)): ReadonlySet<string> {
  const part = partOf(network);
  const maker = new Map(steps.map((step) => [step.output, nodesOf(step).at(-1)!]));
  const handedOn = steps.flatMap(({ inputs, output }) =>
    inputs.filter((input) => part(maker.get(input)!) !== part(maker.get(output)!)),
  );
  return new Set([network.nodes[0]!.id, ...handedOn, network.nodes.at(-1)!.id]);
}

/** Splits the network into steps, without those that cannot be run. */
export function planOf(network: Network): Plan {
  const obstacles = obstaclesIn(network);
  const all = stepsOf(network);
  const steps = all.filter(({ node }) => !obstacles.has(node.id));
  return { steps, kept: keptOf(network, all), readers: countReads(steps), obstacles };
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

function countReads(steps: readonly Step[]): ReadonlyMap<string, number> {
  const reads = new Map<string, number>();
  for (const { inputs } of steps) for (const input of inputs) reads.set(input, (reads.get(input) ?? 0) + 1);
  return reads;
}
