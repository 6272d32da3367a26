/** Which pixels of the image one value of a tensor depends on. */
import { indexOf, paddingOf, type Network, type NetworkNode, type Window } from '../core/index.js';

/** First and last row (or column), both included. */
export type Interval = readonly [first: number, last: number];

export interface ReceptiveField {
  readonly rows: Interval;
  readonly columns: Interval;
}

/** A position of a map: row and column, from 0. */
export type Position = readonly [row: number, column: number];

type Axis = 0 | 1;

/**
 * The smallest box of the image that holds every pixel which the value at `position` of a node's output depends on.
 * Where branches meet it is the box around both. Padding is not part of the image, in no layer on the way.
 */
export function receptiveField(network: Network, node: string, [row, column]: Position): ReceptiveField {
  return { rows: trace(network, node, row, 0), columns: trace(network, node, column, 1) };
}

/** `rows 0–20, columns 5–31` */
export const formatField = ({ rows, columns }: ReceptiveField): string =>
  `rows ${rows[0]}–${rows[1]}, columns ${columns[0]}–${columns[1]}`;

export const lengthOf = ([first, last]: Interval): number => last - first + 1;

function trace(network: Network, target: string, place: number, axis: Axis): Interval {
  const end = indexOf(network).nodes.get(target);
  if (end === undefined) throw new RangeError(`unknown node: ${target} (${network.id})`);
  const needed = new Map<string, Interval>([[target, [place, place]]]);
  for (const node of network.nodes.slice(0, end + 1).reverse()) {
    const interval = needed.get(node.id);
    if (!interval) continue;
    if (!node.inputs.length) return interval;
    node.inputs.forEach((input, operand) => {
      const read = readBy(node, node.inputShapes[operand]![axis], node.outputShape[axis], interval);
      needed.set(input, union(needed.get(input), read));
    });
  }
  throw new RangeError(`${target} does not depend on the image`);
}

/** A layer without a window keeps every position where it is, or, where the size of the map changes, reads all of it. */
function readBy(node: NetworkNode, inputSize: number, outputSize: number, interval: Interval): Interval {
  if (isWindow(node.attributes)) return slideBack(inputSize, node.attributes, interval);
  return inputSize === outputSize ? interval : [0, inputSize - 1];
}

const isWindow = (attributes: object): attributes is Window => 'kernel' in attributes && 'stride' in attributes;

/** Clipped in every layer: a window that lies half in the padding sees less of the image, not more of the other side. */
function slideBack(size: number, window: Window, [first, last]: Interval): Interval {
  const [before] = paddingOf(size, window);
  const from = first * window.stride - before;
  const to = last * window.stride - before + window.kernel - 1;
  return [Math.max(0, from), Math.min(size - 1, to)];
}

const union = (a: Interval | undefined, b: Interval): Interval =>
  a ? [Math.min(a[0], b[0]), Math.max(a[1], b[1])] : b;

/** How the windows of all layers up to one add up, padding counted as image, as published tables have it. */
export interface Reach {
  /** Pixels of the image along one side; Infinity behind a layer that reads its whole input. */
  readonly size: number;
  /** Pixels of the image between two neighbours of the output; Infinity where there are none. */
  readonly stride: number;
}

/** The reach of every layer, by its id. Where branches meet, it is the larger one: their windows are centred alike. */
export function reachesOf({ nodes }: Network, axis: Axis = 0): ReadonlyMap<string, Reach> {
  const reaches = new Map<string, Reach>();
  for (const node of nodes) {
    const before = node.inputs.map((input) => reaches.get(input)!);
    const size = Math.max(1, ...before.map((reach) => reach.size));
    const stride = Math.max(1, ...before.map((reach) => reach.stride));
    reaches.set(node.id, reachAfter(node, { size, stride }, axis));
  }
  return reaches;
}

function reachAfter({ attributes, inputShapes, outputShape }: NetworkNode, before: Reach, axis: Axis): Reach {
  if (isWindow(attributes)) {
    const { kernel, stride } = attributes;
    // A 1×1 window adds nothing, also where the stride is endless.
    return { size: before.size + (kernel > 1 ? (kernel - 1) * before.stride : 0), stride: before.stride * stride };
  }
  const resizes = inputShapes.some((shape) => shape[axis] !== outputShape[axis]);
  return resizes ? { size: Infinity, stride: Infinity } : before;
}
