/** Where a value comes from in kinds that lay tensors out anew, join them or take a part. */
import type { Place, Read } from '../../core/explanation.js';
import type { Shape } from '../../core/index.js';
import { indexIn, placeIn, readAt, type ValueContext, type WorkedValue } from './value-context.js';
import { addUp, moveOf, termOf } from './listing.js';

/** A node without inputs of its own at this place: what is stored with the network. */
const stored = (values: Float32Array, shape: Shape, place: Place): Read => ({
  place,
  value: values[indexIn(shape, place)]!,
  of: 'constant',
});

export function workConcat(context: ValueContext<'concat'>): WorkedValue {
  const { node, weights, place } = context;
  const { axis = 2, constant } = node.attributes;
  const lead = constant ? constant[axis] : node.inputShapes[0]![axis];
  const isFirst = place[axis] < lead;
  if (isFirst && constant) return moveOf(stored(weights['constant']!, constant, place));
  if (isFirst) return moveOf(readAt(context, place));
  const [row, column, channel] = place.map((at, along) => (along === axis ? at - lead : at)) as [
    number,
    number,
    number,
  ];
  return moveOf(readAt(context, [row, column, channel], constant ? 0 : 1));
}

/** What lies beyond an edge of the part from `low` to `high`, on the other side of it. */
const mirrorIndex = (at: number, low: number, high: number): number =>
  at < low ? 2 * low - at : at > high ? 2 * high - at : at;

export function workPad(context: ValueContext<'pad'>): WorkedValue {
  const { node, place } = context;
  const { top, bottom, left, right, value = 0 } = node.attributes;
  const [height, width, channels] = node.inputShapes[0]!;
  const [row, column, channel] = [place[0] - top, place[1] - left, place[2]];
  const [firstRow, lastRow] = [Math.max(0, -top), height - 1 - Math.max(0, -bottom)];
  const [firstColumn, lastColumn] = [Math.max(0, -left), width - 1 - Math.max(0, -right)];
  if (value === 'reflected')
    return moveOf(
      readAt(context, [mirrorIndex(row, firstRow, lastRow), mirrorIndex(column, firstColumn, lastColumn), channel]),
    );
  const isInside =
    row >= firstRow && row <= lastRow && column >= firstColumn && column <= lastColumn && channel < channels;
  return moveOf(
    isInside
      ? readAt(context, [row, column, channel])
      : { input: 0, place: [row, column, channel], value, of: 'padding' },
  );
}

/** The channel that shuffling puts at `channel`. */
export const unshuffle = (channels: number, groups: number, channel: number): number =>
  (channel % groups) * (channels / groups) + Math.floor(channel / groups);

export function workShuffle(context: ValueContext<'channel-shuffle'>): WorkedValue {
  const [row, column, channel] = context.place;
  const { node } = context;
  return moveOf(readAt(context, [row, column, unshuffle(node.outputShape[2], node.attributes.groups, channel)]));
}

export function workSplit(context: ValueContext<'split'>): WorkedValue {
  const [row, column, channel] = context.place;
  return moveOf(readAt(context, [row, column, channel + context.node.attributes.part * context.node.outputShape[2]]));
}

export function workSlice(context: ValueContext<'slice'>): WorkedValue {
  const { begin, steps = [1, 1, 1] } = context.node.attributes;
  const [row, column, channel] = context.place;
  return moveOf(
    readAt(context, [begin[0] + row * steps[0], begin[1] + column * steps[1], begin[2] + channel * steps[2]]),
  );
}

export function workTranspose(context: ValueContext<'transpose'>): WorkedValue {
  const from: [number, number, number] = [0, 0, 0];
  context.node.attributes.order.forEach((axis, to) => (from[axis] = context.place[to]!));
  return moveOf(readAt(context, from));
}

export function workReshape(context: ValueContext<'reshape'>): WorkedValue {
  const { node, place } = context;
  return moveOf(readAt(context, placeIn(node.inputShapes[0]!, indexIn(node.outputShape, place))));
}

export function workDepthToSpace(context: ValueContext<'depth-to-space'>): WorkedValue {
  const { block, first, inverse } = context.node.attributes;
  const [row, column, channel] = context.place;
  const square = block * block;
  const rest = inverse ? context.node.inputShapes[0]![2] : context.node.outputShape[2];
  if (inverse) {
    const at = first === 'places' ? Math.floor(channel / rest) : channel % square;
    const kept = first === 'places' ? channel % rest : Math.floor(channel / square);
    return moveOf(readAt(context, [row * block + Math.floor(at / block), column * block + (at % block), kept]));
  }
  const at = (row % block) * block + (column % block);
  const from = first === 'places' ? at * rest + channel : channel * square + at;
  return moveOf(readAt(context, [Math.floor(row / block), Math.floor(column / block), from]));
}

type Align = 'corners' | 'centres' | undefined;

/** Where a row (or column) of the result lies in what comes in. */
function sourceOf(size: number, output: number, at: number, align: Align): number {
  if (align === 'corners') return output > 1 ? (at * (size - 1)) / (output - 1) : 0;
  return align === 'centres' ? ((at + 0.5) * size) / output - 0.5 : (at * size) / output;
}

function nearest(size: number, output: number, at: number, align: Align): number {
  const source = sourceOf(size, output, at, align);
  const from = align === 'corners' ? Math.round(source) : Math.floor(align ? source + 0.5 : source);
  return Math.min(size - 1, Math.max(0, from));
}

/** The two rows (or columns) around that place, with their weights; one where it lies on it or at the edge. */
function between(size: number, output: number, at: number, align: Align): { from: number; weight: number }[] {
  const source = Math.min(size - 1, Math.max(0, sourceOf(size, output, at, align)));
  const from = Math.floor(source);
  const weight = source - from;
  return weight
    ? [
        { from, weight: 1 - weight },
        { from: from + 1, weight },
      ]
    : [{ from, weight: 1 }];
}

export function workResize(context: ValueContext<'resize'>): WorkedValue {
  const { node, place, most } = context;
  const { interpolation, align } = node.attributes;
  const [[height, width], [rows, columns]] = [node.inputShapes[0]!, node.outputShape];
  if (interpolation === 'nearest')
    return moveOf(
      readAt(context, [nearest(height, rows, place[0], align), nearest(width, columns, place[1], align), place[2]]),
    );
  const down = between(height, rows, place[0], align);
  const across = between(width, columns, place[1], align);
  const terms = down.flatMap((row) =>
    across.map((column) => termOf(readAt(context, [row.from, column.from, place[2]]), row.weight * column.weight)),
  );
  return addUp([terms], { layout: [down.length, across.length], most });
}
