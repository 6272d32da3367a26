/**
 * Core's tensors have three axes: rows, columns, channels. Tensors of files have any number, in any order. Each is kept as
 * core's tensor with the order in which its axes give the file's values, so that most reshapes and transpositions cost
 * nothing: they change what is known, not what is computed.
 */
import { tripleOf, type Shape } from '../../core/shape.js';
import type { Dims } from './graph.js';
import { sizeOf } from './constant.js';

export type Axis = 0 | 1 | 2;
/** Core's axes, the outermost of the file's first. */
export type Order = readonly [Axis, Axis, Axis];

export const IN_ORDER: Order = [0, 1, 2];

/** What is computed, of known shape. */
export interface Live {
  /** Place of the node that makes it. */
  readonly node: number;
  /** As the file has it. */
  readonly dims: Dims;
  readonly order: Order;
}

/** How one axis of core's tensor is reached from those of the file. */
export interface Laid {
  /** The shape in which each axis of the file, if longer than 1, is an axis of core's. */
  readonly shape: Shape;
  /** Core's axis for each of the file's; `undefined` where it has a size of 1. */
  readonly axes: readonly (Axis | undefined)[];
}

interface Group {
  /** Core's axes that make up the group, in the file's order. */
  readonly own: readonly Axis[];
  /** The file's axes of it. */
  readonly theirs: readonly number[];
}

/** Without moving a value: `undefined` where values would have to move, or where the file has more than three axes. */
export function layOut(shape: Shape, { dims, order }: Pick<Live, 'dims' | 'order'>): Laid | undefined {
  const theirs = dims.map((_, axis) => axis).filter((axis) => dims[axis] !== 1);
  const groups = theirs.length <= 3 ? groupsOf(shape, order, dims, theirs) : undefined;
  if (!groups) return undefined;
  if (groups.every(({ own, theirs }) => own.length === 1 && theirs.length === 1)) {
    const axes = dims.map((_, axis) => groups.find((group) => group.theirs[0] === axis)?.own[0]);
    return { shape, axes };
  }
  return regrouped(shape, groups, dims);
}

function groupsOf(shape: Shape, order: Order, dims: Dims, theirs: readonly number[]): readonly Group[] | undefined {
  const own = order.filter((axis) => shape[axis] !== 1);
  const groups: Group[] = [];
  for (let i = 0, j = 0; i < own.length || j < theirs.length;) {
    const [first, start] = [i, j];
    let [mine, other] = [shape[own[i++]!]!, dims[theirs[j++]!]!];
    while (mine !== other) {
      if (mine < other && i < own.length) mine *= shape[own[i++]!]!;
      else if (other < mine && j < theirs.length) other *= dims[theirs[j++]!]!;
      else return undefined;
    }
    groups.push({ own: own.slice(first, i), theirs: theirs.slice(start, j) });
  }
  return groups;
}

/** Axes of core's that lie next to each other can become one, and one can become several. */
function regrouped(shape: Shape, groups: readonly Group[], dims: Dims): Laid | undefined {
  const inMemory = IN_ORDER.filter((axis) => shape[axis] !== 1);
  for (const { own } of groups) {
    const first = inMemory.indexOf(own[0]!);
    if (own.some((axis, at) => inMemory[first + at] !== axis)) return undefined;
  }
  const sorted = groups.toSorted((a, b) => a.own[0]! - b.own[0]!).flatMap((group) => group.theirs);
  const empty = 3 - sorted.length;
  const axes = dims.map((_, axis) => {
    const at = sorted.indexOf(axis);
    return at < 0 ? undefined : ((empty + at) as Axis);
  });
  const sizes = sorted.map((axis) => dims[axis]!);
  return { shape: padShape(sizes), axes };
}

/** At most three sizes as a shape, with ones in front. */
export const padShape = (sizes: readonly number[]): Shape =>
  tripleOf([...Array<number>(3 - sizes.length).fill(1), ...sizes]);

/** Some of core's axes in their order, the others in front. */
export const withFreeAxes = (own: readonly Axis[]): Order =>
  tripleOf([...IN_ORDER.filter((axis) => !own.includes(axis)), ...own]);

/** Values of the file's axes for rows, columns and channels; `absent` where there is no such axis. */
export const pickAxes = (values: readonly number[], axes: readonly (number | undefined)[], absent: number): Shape =>
  tripleOf(axes.map((axis) => (axis === undefined ? absent : values[axis]!)));

/** Core's axes in the order of the file's, those of size 1 in front. */
export function orderBy(axes: Laid['axes']): Order {
  return withFreeAxes(axes.filter((axis) => axis !== undefined));
}

/** Whether core's tensor has its values in the file's order. */
export const isInOrder = (shape: Shape, order: Order): boolean => {
  const axes = order.filter((axis) => shape[axis] !== 1);
  return axes.every((axis, at) => at === 0 || axes[at - 1]! < axis);
};

/** Which of the file's axes are rows, columns and channels, where nothing else tells. */
export function usualAxes(rank: number, channelsFirst: boolean): readonly (number | undefined)[] {
  if (rank === 4) return channelsFirst ? [2, 3, 1] : [1, 2, 3];
  return [rank - 3, rank - 2, rank - 1].map((axis) => (axis < 0 ? undefined : axis));
}

/** The tensor's shape in core, by which of its axes are rows, columns and channels. */
export const shapeBy = (dims: Dims, axes: readonly (number | undefined)[]): Shape => pickAxes(dims, axes, 1);

/** The order that belongs to `axes`. */
export function orderOfAxes(axes: readonly (number | undefined)[], rank: number): Order {
  return withFreeAxes(Array.from({ length: rank }, (_, axis) => IN_ORDER[axes.indexOf(axis)] ?? []).flat());
}

export const elementsIn = (dims: Dims): number => sizeOf(dims);
