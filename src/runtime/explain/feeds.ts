/** Which values of the nodes that read a value depend on it: the way on through the network. */
import type { Feed, Place } from '../../core/explanation.js';
import {
  alongWidth,
  opOf,
  paddingOf,
  spanOf,
  weightsOf,
  type Network,
  type NetworkNode,
  type Sight,
  type Window,
} from '../../core/index.js';
import type { NodeWeights } from '../../formats/weights/weights.js';
import { indexIn, placeIn } from './value-context.js';
import { unshuffle } from './moves.js';

/** One for each reader that has a value which depends on this one. */
export function feedsOf(
  { nodes }: Network,
  weights: (node: string) => NodeWeights,
  node: NetworkNode,
  place: Place,
): readonly Feed[] {
  return nodes.flatMap((reader) =>
    reader.inputs.flatMap((input, operand) => {
      if (input !== node.id) return [];
      const to = placeFed(reader, operand, place, weights(reader.id));
      return to && to.every((at, axis) => at >= 0 && at < reader.outputShape[axis]!)
        ? [{ node: reader.id, place: to }]
        : [];
    }),
  );
}

function placeFed(reader: NetworkNode, operand: number, place: Place, weights: NodeWeights): Place | undefined {
  return (
    exactly(reader, operand, place) ?? [
      rowFed(reader, operand, place, 0),
      rowFed(reader, operand, place, 1),
      channelFed(reader, place, weights),
    ]
  );
}

/** Of kinds that move values: where this one goes. */
function exactly(reader: NetworkNode, operand: number, place: Place): Place | undefined {
  const [row, column, channel] = place;
  switch (reader.kind) {
    case 'reshape':
      return placeIn(reader.outputShape, indexIn(reader.inputShapes[0]!, place));
    case 'transpose': {
      const { order } = reader.attributes;
      return [place[order[0]], place[order[1]], place[order[2]]];
    }
    case 'concat': {
      const { axis = 2, constant } = reader.attributes;
      const lead = constant ? constant[axis] : operand ? reader.inputShapes[0]![axis] : 0;
      return moveAlong(place, axis, lead);
    }
    case 'split':
      return [row, column, channel - reader.attributes.part * reader.outputShape[2]];
    case 'channel-shuffle': {
      const { groups } = reader.attributes;
      const channels = reader.outputShape[2];
      return [row, column, unshuffle(channels, channels / groups, channel)];
    }
    case 'slice': {
      const { begin, steps = [1, 1, 1] } = reader.attributes;
      const to = place.map((at, axis) => (at - begin[axis]!) / steps[axis]!);
      return to.every(Number.isInteger) ? [to[0]!, to[1]!, to[2]!] : [-1, -1, -1];
    }
    case 'depth-to-space':
      return reader.attributes.inverse ? toDepth(reader, place) : toSpace(reader, place);
    case 'matrix-product':
      return operand
        ? [row, Math.min(column, reader.outputShape[1] - 1), reader.attributes.transposed ? column : channel]
        : [row, column, Math.min(channel, reader.outputShape[2] - 1)];
    default:
      return undefined;
  }
}

function moveAlong([row, column, channel]: Place, axis: 0 | 1 | 2, by: number): Place {
  if (axis === 2) return [row, column, channel + by];
  return axis ? [row, column + by, channel] : [row + by, column, channel];
}

type Blocks = Extract<NetworkNode, { kind: 'depth-to-space' }>;

function toSpace({ attributes: { block, first }, outputShape }: Blocks, [row, column, channel]: Place): Place {
  const [square, rest] = [block * block, outputShape[2]];
  const [at, to] =
    first === 'places'
      ? [Math.floor(channel / rest), channel % rest]
      : [channel % square, Math.floor(channel / square)];
  return [row * block + Math.floor(at / block), column * block + (at % block), to];
}

function toDepth({ attributes: { block, first }, inputShapes }: Blocks, [row, column, channel]: Place): Place {
  const at = (row % block) * block + (column % block);
  const to = first === 'places' ? at * inputShapes[0]![2] + channel : channel * block * block + at;
  return [Math.floor(row / block), Math.floor(column / block), to];
}

const clip = (size: number, at: number): number => Math.min(size - 1, Math.max(0, Math.round(at)));

/** The row (or column) whose window is centred on this one as nearly as there is one; −1 for none. */
function rowFed(reader: NetworkNode, operand: number, place: Place, axis: 0 | 1): number {
  const size = reader.inputShapes[operand]![axis];
  const output = reader.outputShape[axis];
  const at = place[axis];
  const sight: Sight = opOf(reader.kind).sight(reader.attributes);
  switch (sight.by) {
    case 'window':
      return centredOn(at, size, output, along(sight.window, axis));
    case 'spread': {
      const window = along(sight.window, axis);
      const [before] = paddingOf(output, window);
      return clip(output, at * window.stride - before + (spanOf(window) - 1) / 2);
    }
    case 'shift':
      return at + (axis ? sight.columns : sight.rows);
    case 'scale':
      return clip(output, (at * output) / size);
    default:
      return size === output ? at : clip(output, (at * output) / size);
  }
}

/** −1 where no window reads it: strides and dilations leave some out. */
function centredOn(at: number, size: number, output: number, window: Window): number {
  const { kernel, stride, dilation = 1 } = window;
  const [before] = paddingOf(size, window);
  const candidates = Array.from({ length: kernel }, (_, tap) => (at + before - tap * dilation) / stride);
  const right = candidates.filter((to) => Number.isInteger(to) && to >= 0 && to < output);
  const middle = (at + before - (spanOf(window) - 1) / 2) / stride;
  return right.reduce((best, to) => (Math.abs(to - middle) < Math.abs(best - middle) ? to : best), right[0] ?? -1);
}

const along = (window: Window, axis: 0 | 1): Window => (axis ? alongWidth(window) : window);

/** The same channel, or where channels mix the one that weighs it most. */
function channelFed(reader: NetworkNode, place: Place, weights: NodeWeights): number {
  const channel = place[2];
  const outputs = reader.outputShape[2];
  switch (reader.kind) {
    case 'conv2d':
    case 'transposed-conv2d': {
      const own = reader.inputShapes[0]![2] / reader.attributes.groups;
      const filters = outputs / reader.attributes.groups;
      const first = Math.floor(channel / own) * filters;
      const isForward = reader.kind === 'conv2d';
      const weigh = (kernel: Float32Array, tap: number, filter: number): number =>
        isForward
          ? kernel[(tap * own + (channel % own)) * outputs + first + filter]!
          : kernel[(tap * filters + filter) * own * reader.attributes.groups + channel]!;
      return (
        first + strongest(filters, (filter) => overTaps(reader, weights, (kernel, tap) => weigh(kernel, tap, filter)))
      );
    }
    case 'dense': {
      const index = indexIn(reader.inputShapes[0]!, place);
      return strongest(outputs, (unit) => Math.abs(weights['kernel']![index * outputs + unit]!));
    }
    case 'depthwise-conv2d':
      return channel * (reader.attributes.multiplier ?? 1);
    default:
      return reader.inputShapes[0]![2] > outputs ? Math.min(channel, outputs - 1) : channel;
  }
}

/** Sum of magnitudes over the places of a kernel. */
function overTaps(
  reader: NetworkNode,
  weights: NodeWeights,
  weigh: (kernel: Float32Array, tap: number) => number,
): number {
  const [rows, columns] = weightsOf(reader)[0]!.shape as readonly [number, number];
  let sum = 0;
  for (let tap = 0; tap < rows * columns; tap++) sum += Math.abs(weigh(weights['kernel']!, tap));
  return sum;
}

function strongest(count: number, weight: (index: number) => number): number {
  let [best, most] = [0, -Infinity];
  for (let index = 0; index < count; index++) {
    const own = weight(index);
    if (own > most) [best, most] = [index, own];
  }
  return best;
}
