/** Windows without weights, and what is reduced along axes. */
import type { Shape } from '../../core/shape.js';
import type { ReduceAttributes } from '../../core/ops/reduce.js';
import { fit, mapOf, mapped, withMargins, type Sliding } from './convolving.js';
import type { Axis, Live } from './layout.js';
import type { Operation } from './operation.js';

export interface Pooling extends Sliding {
  readonly ceil?: boolean;
  /** Whether zeros of the padding count in a mean. */
  readonly countPadding?: boolean;
}

export function pool(operation: Operation, input: Live, kind: 'max-pool' | 'average-pool', pooling: Pooling): Live {
  const { node, axes } = mapOf(operation, input);
  const fitted = fit(pooling, operation.shapeOf(node));
  const { ceil, countPadding = false } = pooling;
  const window = { ...fitted.window, ...(ceil && { ceil }) };
  if (kind === 'max-pool') {
    // What is padded must never win.
    const padded = withMargins(operation, node, fitted, -Number.MAX_VALUE);
    return mapped(operation, operation.add('pool', 'max-pool', window, [padded]), axes);
  }
  const padded = withMargins(operation, node, fitted);
  return mapped(operation, operation.add('pool', 'average-pool', { ...window, countPadding }, [padded]), axes);
}

/** Over all rows and columns. */
export function globalPool(operation: Operation, input: Live, name: 'mean' | 'maximum'): Live {
  const { node, axes } = mapOf(operation, input);
  const made =
    name === 'mean'
      ? operation.add('pool', 'global-average-pool', {}, [node])
      : operation.add('pool', 'reduce', { function: name, axes: [0, 1] }, [node]);
  return mapped(operation, made, axes);
}

/** `axes` of the file's, from the end where negative. */
export function reduce(
  operation: Operation,
  input: Live,
  name: ReduceAttributes['function'],
  axes: readonly number[],
  keepsAxes: boolean,
): Live {
  const rank = input.dims.length;
  const theirs = new Set(axes.length ? axes.map((axis) => (axis + rank) % rank) : input.dims.map((_, axis) => axis));
  const { value, axes: own } = operation.laid(input);
  const reduced = own.filter((axis, at): axis is Axis => axis !== undefined && theirs.has(at));
  const sorted = reduced.toSorted((a, b) => a - b);
  const dims = input.dims.map((size, axis) => (theirs.has(axis) ? 1 : size));
  const left = keepsAxes ? dims : dims.filter((_, axis) => !theirs.has(axis));
  const node = sorted.length ? addReduction(operation, value.node, name, sorted) : value.node;
  return { node, dims: left, order: value.order };
}

function addReduction(
  operation: Operation,
  node: number,
  name: ReduceAttributes['function'],
  axes: readonly Axis[],
): number {
  const shape: Shape = operation.shapeOf(node);
  const isWhole = [0, 1].every((axis) => axes.includes(axis as Axis) || shape[axis] === 1) && !axes.includes(2);
  return name === 'mean' && isWhole
    ? operation.add('pool', 'global-average-pool', {}, [node])
    : operation.add('reduce', 'reduce', { function: name, axes }, [node]);
}
