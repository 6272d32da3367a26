import { opOf, type Network, type NetworkNode, type Shape } from '../core/index.js';

/** A way around a part of the main path. */
export interface Shortcut {
  /** The node whose output both ways start from. */
  readonly from: string;
  /** The node where they meet. */
  readonly to: string;
  /** What lies on the way; nothing on an identity. */
  readonly via: readonly NetworkNode[];
}

export interface Flow {
  /** The longest way through the network, which is drawn on the axis. */
  readonly main: ReadonlySet<string>;
  readonly shortcuts: readonly Shortcut[];
}

const sameShape = (one: Shape, other: Shape): boolean => one.every((size, axis) => size === other[axis]);

/** Whole maps before factors of maps: squeeze-and-excitation is a way around the tensor that it scales, however many layers it has. */
function candidatesOf({ kind, attributes, inputs, inputShapes, outputShape }: NetworkNode): readonly string[] {
  if (inputs.length < 2 || opOf(kind).sight(attributes).by !== 'broadcast') return inputs;
  const whole = inputs.filter((_, at) => sameShape(inputShapes[at]!, outputShape));
  return whole.length ? whole : inputs;
}

/** Tells the main path from the shortcuts around it: where two ways meet, the one through more layers is the main one. */
export function flowOf({ nodes }: Network): Flow {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const length = new Map<string, number>();
  const longest = (node: NetworkNode): string | undefined => {
    const ids = candidatesOf(node);
    return ids.length < 2 ? ids[0] : ids.reduce((best, id) => (length.get(id)! > length.get(best)! ? id : best));
  };
  for (const node of nodes) {
    const before = longest(node);
    length.set(node.id, before === undefined ? 0 : length.get(before)! + 1);
  }
  const main = new Set<string>();
  for (let id = nodes.at(-1)?.id; id !== undefined; id = longest(byId.get(id)!)) main.add(id);

  const seen = new Set(main);
  const wayTo = (start: string, to: string): Shortcut => {
    const via: NetworkNode[] = [];
    let from = start;
    while (!seen.has(from)) {
      const node = byId.get(from)!;
      seen.add(from);
      via.unshift(node);
      from = longest(node)!;
    }
    return { from, to, via };
  };
  const shortcuts: Shortcut[] = [];
  // Grows while it is read: on the way around, ways may meet again.
  const meetings = nodes.filter(({ id, inputs }) => main.has(id) && inputs.length > 1);
  for (const node of meetings) {
    const along = longest(node);
    const around = node.inputs.filter((input) => input !== along).map((input) => wayTo(input, node.id));
    shortcuts.push(...around);
    meetings.push(...around.flatMap(({ via }) => via.filter(({ inputs }) => inputs.length > 1)));
  }
  return { main, shortcuts };
}
