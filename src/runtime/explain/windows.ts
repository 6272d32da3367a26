/** Which places of an input a window covers, and what slides. */
import type { Place, Term } from '../../core/explanation.js';
import { alongWidth, paddingOf, type NodeOf, type Shape, type Window } from '../../core/index.js';
import { readAt, type ValueContext, type WorkedValue } from './value-context.js';
import { addUp, choose, termOf } from './listing.js';

/** Rows (or columns) of an input under the window of one output row. */
const alongAxis = (size: number, window: Window, at: number): readonly number[] => {
  const [before] = paddingOf(size, window);
  return Array.from({ length: window.kernel }, (_, k) => at * window.stride - before + k * (window.dilation ?? 1));
};

interface WindowPlaces {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

const windowAt = (input: Shape, window: Window, [row, column]: Place): WindowPlaces => ({
  rows: alongAxis(input[0], window, row),
  columns: alongAxis(input[1], alongWidth(window), column),
});

/** Places of one channel, row by row. */
const placesOf = ({ rows, columns }: WindowPlaces, channel: number): Place[] =>
  rows.flatMap((row) => columns.map((column): Place => [row, column, channel]));

const range = (from: number, end: number): number[] => Array.from({ length: end - from }, (_, index) => from + index);

export function workConvolution(context: ValueContext<'conv2d'>): WorkedValue {
  const { node, weights, place, most } = context;
  const [input] = node.inputShapes as readonly [Shape];
  const { groups, filters } = node.attributes;
  const window = windowAt(input, node.attributes, place);
  const own = input[2] / groups;
  const first = Math.floor((place[2] * groups) / filters) * own;
  const kernel = weights['kernel']!;
  const parts = range(0, own).map((channel) =>
    placesOf(window, first + channel).map((from, at) =>
      termOf(readAt(context, from), kernel[(at * own + channel) * filters + place[2]]!),
    ),
  );
  return addUp(parts, { layout: layoutOf(window), most, bias: weights['bias']?.[place[2]] });
}

const layoutOf = ({ rows, columns }: WindowPlaces) => [rows.length, columns.length] as const;

export function workDepthwise(context: ValueContext<'depthwise-conv2d'>): WorkedValue {
  const { node, weights, place, most } = context;
  const window = windowAt(node.inputShapes[0]!, node.attributes, place);
  const outputs = node.outputShape[2];
  const channel = Math.floor(place[2] / (node.attributes.multiplier ?? 1));
  const terms = placesOf(window, channel).map((from, at) =>
    termOf(readAt(context, from), weights['kernel']![at * outputs + place[2]]!),
  );
  return addUp([terms], { layout: layoutOf(window), most, bias: weights['bias']?.[place[2]] });
}

/** Which inputs lay their window on a row of the output, and with which row of their kernel. */
function spreadAlong(size: number, output: number, window: Window, at: number) {
  const [before] = paddingOf(output, window);
  return range(0, size)
    .map((from) => ({ from, tap: at + before - from * window.stride }))
    .filter(({ tap }) => tap >= 0 && tap < window.kernel);
}

export function workTransposed(context: ValueContext<'transposed-conv2d'>): WorkedValue {
  const { node, weights, place, most } = context;
  const { attributes, outputShape } = node;
  const [height, width, channels] = node.inputShapes[0]!;
  const across = alongWidth(attributes);
  const rows = spreadAlong(height, outputShape[0], attributes, place[0]);
  const columns = spreadAlong(width, outputShape[1], across, place[1]);
  const [filters, own] = [attributes.filters / attributes.groups, channels / attributes.groups];
  const first = Math.floor(place[2] / filters) * own;
  const weightAt = (row: number, column: number, channel: number): number =>
    weights['kernel']![((row * across.kernel + column) * filters + (place[2] % filters)) * channels + channel]!;
  const parts = range(first, first + own).map((channel): Term[] =>
    rows.flatMap((row) =>
      columns.map((column) =>
        termOf(readAt(context, [row.from, column.from, channel]), weightAt(row.tap, column.tap, channel)),
      ),
    ),
  );
  return addUp(parts, { layout: [rows.length, columns.length], most, bias: weights['bias']?.[place[2]] });
}

type AveragePool = NodeOf<'average-pool'>;

export function workAveragePool(context: ValueContext<'average-pool'>): WorkedValue {
  const { node, place, most } = context;
  const [input] = node.inputShapes as readonly [Shape];
  const window = windowAt(input, node.attributes, place);
  const terms = placesOf(window, place[2]).map((from) => termOf(readAt(context, from), 1));
  const divisor = terms.filter(({ place: at, of }) => of === undefined || isCounted(node, input, at)).length;
  return addUp([terms], { layout: layoutOf(window), most, divisor });
}

/** Whether a zero of the padding counts in the mean; what a last window reaches beyond it never does. */
function isCounted({ attributes }: AveragePool, input: Shape, [row, column]: Place): boolean {
  const { padding, countPadding = padding !== 'same' } = attributes;
  if (!countPadding) return false;
  const isWithin = (size: number, at: number, window: Window): boolean => {
    const [before, after] = paddingOf(size, { ...window, ceil: false });
    return at >= -before && at < size + after;
  };
  return isWithin(input[0], row, attributes) && isWithin(input[1], column, alongWidth(attributes));
}

export function workMaxPool(context: ValueContext<'max-pool'>): WorkedValue {
  const { node, place, most } = context;
  const window = windowAt(node.inputShapes[0]!, node.attributes, place);
  const reads = placesOf(window, place[2]).map((from) => readAt(context, from));
  return choose(reads, { of: 'largest', layout: layoutOf(window), most });
}

/** A box of an input: the mean of one channel, or what is left of several axes. */
interface Box {
  readonly rows: readonly [from: number, end: number];
  readonly columns: readonly [from: number, end: number];
}

export function boxOf(
  context: ValueContext<'global-average-pool' | 'adaptive-average-pool'>,
  { rows, columns }: Box,
): WorkedValue {
  const window = { rows: range(...rows), columns: range(...columns) };
  const terms = placesOf(window, context.place[2]).map((from) => termOf(readAt(context, from), 1));
  return addUp([terms], { layout: layoutOf(window), most: context.most, divisor: terms.length });
}

/** PyTorch's patches, which may overlap. */
export function workAdaptivePool(context: ValueContext<'adaptive-average-pool'>): WorkedValue {
  const { size } = context.node.attributes;
  const [height, width] = context.node.inputShapes[0]!;
  const patch = (length: number, at: number) =>
    [Math.floor((at * length) / size), Math.ceil(((at + 1) * length) / size)] as const;
  return boxOf(context, { rows: patch(height, context.place[0]), columns: patch(width, context.place[1]) });
}

export function workReduce(context: ValueContext<'reduce'>): WorkedValue {
  const { node, place, most } = context;
  const { axes, function: name } = node.attributes;
  const shape = node.inputShapes[0]!;
  const [rows, columns, channels] = ([0, 1, 2] as const).map((axis) =>
    axes.includes(axis) ? range(0, shape[axis]) : [place[axis]],
  ) as [number[], number[], number[]];
  const reads = channels.map((channel) => placesOf({ rows, columns }, channel).map((from) => readAt(context, from)));
  const layout = [rows.length, columns.length] as const;
  if (name === 'maximum' || name === 'minimum')
    return choose(reads.flat(), { of: name === 'maximum' ? 'largest' : 'smallest', layout, most });
  const terms = reads.map((part) => part.map((read) => termOf(read, 1)));
  return addUp(terms, { layout, most, ...(name === 'mean' && { divisor: reads.flat().length }) });
}
