/** Layers that belong together: a convolution with the padding before it and the norm and activation after it. */
import type { Role } from '../../core/op.js';
import { roleOf, takesNorm } from '../../core/roles.js';
import type { DraftNode, Origin } from './draft.js';

/** A node with its name inside the unit. */
export interface UnitPart {
  readonly name: string;
  /** Place among the drafted nodes. */
  readonly node: number;
}

/** A layer, or some that run as one; named as the layer that matters. */
export interface Unit {
  readonly name: string;
  readonly origin: Origin;
  readonly parts: readonly UnitPart[];
}

/** What may follow a layer with weights, in this order. */
const FOLLOWERS: readonly Role[] = ['norm', 'activation'];

/** Neighbours of one origin. */
type Run = readonly number[];

export function unitsOf(nodes: readonly DraftNode[]): readonly Unit[] {
  const runs = runsOf(nodes);
  const readers = nodes.map(() => 0);
  for (const { inputs } of nodes) for (const input of inputs) readers[input]!++;
  const follows = (from: Run, to: Run | undefined): to is Run =>
    to !== undefined &&
    nodes[to[0]!]!.inputs.join() === `${from.at(-1)}` &&
    readers[from.at(-1)!] === 1 &&
    isSameNest(nodes[from[0]!]!.origin, nodes[to[0]!]!.origin);
  const firstOf = (run: Run): DraftNode => nodes[run[0]!]!;
  const units: Unit[] = [];
  for (let at = 0; at < runs.length;) {
    const taken = [runs[at]!];
    const next = (): Run | undefined => runs[at + taken.length];
    if (firstOf(taken[0]!).kind === 'pad' && follows(taken[0]!, next()) && takesNorm(firstOf(next()!)))
      taken.push(next()!);
    const main = taken.at(-1)!;
    if (takesNorm(firstOf(main))) {
      for (const role of FOLLOWERS) {
        const follower = next();
        if (follows(taken.at(-1)!, follower) && roleOf(firstOf(follower)) === role) taken.push(follower);
      }
    }
    units.push(unitOf(nodes, main, taken));
    at += taken.length;
  }
  return units;
}

function unitOf(nodes: readonly DraftNode[], main: Run, runs: readonly Run[]): Unit {
  const { origin } = nodes[main[0]!]!;
  const names = new Map<string, number>();
  const parts = runs.flat().map((node): UnitPart => {
    const { part } = nodes[node]!;
    const count = (names.get(part) ?? 0) + 1;
    names.set(part, count);
    return { name: count > 1 ? `${part}${count}` : part, node };
  });
  return { name: origin.name, origin, parts };
}

function runsOf(nodes: readonly DraftNode[]): readonly Run[] {
  const runs: number[][] = [];
  nodes.forEach(({ origin }, at) => {
    if (at > 0 && nodes[at - 1]!.origin === origin) runs.at(-1)!.push(at);
    else runs.push([at]);
  });
  return runs;
}

const nestName = ({ nests }: Origin): string => nests.map(({ name, use }) => `${name} ${use}`).join('/');

const isSameNest = (a: Origin, b: Origin): boolean => nestName(a) === nestName(b);
