/** Which pixels of the image one value of a tensor depends on. */
import {
  alongWidth,
  indexOf,
  opOf,
  paddingOf,
  spanOf,
  UnknownNodeError,
  type Network,
  type NetworkNode,
  type Sight,
  type Window,
} from '../core/index.js';

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
  if (end === undefined) throw new UnknownNodeError(target, network.id);
  const needed = new Map<string, Interval>([[target, [place, place]]]);
  for (const node of network.nodes.slice(0, end + 1).reverse()) {
    const interval = needed.get(node.id);
    if (!interval) continue;
    if (!node.inputs.length) return interval;
    node.inputs.forEach((input, operand) => {
      const read = readBy(node, node.inputShapes[operand]![axis], axis, interval);
      needed.set(input, union(needed.get(input), read));
    });
  }
  throw new RangeError(`${target} does not depend on the image`);
}

function readBy(node: NetworkNode, inputSize: number, axis: Axis, interval: Interval): Interval {
  const sight = sightOf(node);
  const size = node.outputShape[axis];
  switch (sight.by) {
    case 'window':
      return slideBack(inputSize, along(sight.window, axis), interval);
    case 'shift':
      return moveBack(inputSize, axis ? sight.columns : sight.rows, interval);
    case 'scale':
      return shrink(inputSize, inputSize / size, sight.reachesNext, interval);
    case 'broadcast':
      return inputSize === 1 ? [0, 0] : interval;
    case 'spread':
      return spreadBack(inputSize, size, along(sight.window, axis), interval);
    case 'all':
      return [0, inputSize - 1];
    case 'place':
      return inputSize === size ? interval : [0, inputSize - 1];
  }
}

const sightOf = ({ kind, attributes }: NetworkNode): Sight => opOf(kind).sight(attributes);

const clip = (size: number, [from, to]: Interval): Interval => [
  Math.min(size - 1, Math.max(0, from)),
  Math.max(0, Math.min(size - 1, to)),
];

const moveBack = (size: number, before: number, [first, last]: Interval): Interval =>
  clip(size, [first - before, last - before]);

const shrink = (size: number, ratio: number, reachesNext: boolean, [first, last]: Interval): Interval =>
  clip(size, [Math.floor(first * ratio), (reachesNext ? Math.ceil : Math.floor)(last * ratio)]);

const along = (window: Window, axis: Axis): Window => (axis ? alongWidth(window) : window);

/** Clipped in every layer: a window that lies half in the padding sees less of the image, not more of the other side. */
function slideBack(size: number, window: Window, [first, last]: Interval): Interval {
  const [before] = paddingOf(size, window);
  const from = first * window.stride - before;
  const to = last * window.stride - before + spanOf(window) - 1;
  return [Math.max(0, from), Math.min(size - 1, to)];
}

/** `size`: of what comes out, on which the windows lie. */
function spreadBack(inputSize: number, size: number, window: Window, [first, last]: Interval): Interval {
  const [before] = paddingOf(size, window);
  const from = Math.ceil((first + before - spanOf(window) + 1) / window.stride);
  return clip(inputSize, [from, Math.floor((last + before) / window.stride)]);
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

function reachAfter(node: NetworkNode, before: Reach, axis: Axis): Reach {
  const sight = sightOf(node);
  const { inputShapes, outputShape } = node;
  switch (sight.by) {
    case 'window':
      return reachAfterWindow(along(sight.window, axis), before);
    case 'scale':
      return {
        size: before.size + (sight.reachesNext ? before.stride : 0),
        stride: (before.stride * inputShapes[0]![axis]) / outputShape[axis],
      };
    case 'spread': {
      const { stride, ...window } = along(sight.window, axis);
      const covering = Math.ceil(spanOf({ stride, ...window }) / stride);
      return {
        size: before.size + (covering > 1 ? (covering - 1) * before.stride : 0),
        stride: before.stride / stride,
      };
    }
    case 'all':
      return EVERYTHING;
    case 'shift':
    case 'broadcast':
      return before;
    case 'place':
      return inputShapes.some((shape) => shape[axis] !== outputShape[axis]) ? EVERYTHING : before;
  }
}

const EVERYTHING: Reach = { size: Infinity, stride: Infinity };

/** A 1×1 window adds nothing, also where the stride is endless. */
function reachAfterWindow(window: Window, { size, stride }: Reach): Reach {
  const span = spanOf(window);
  return { size: size + (span > 1 ? (span - 1) * stride : 0), stride: stride * window.stride };
}
