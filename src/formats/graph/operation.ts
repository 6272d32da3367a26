/** One operation of a file on its way into core's kinds: its inputs, and the nodes that it becomes. */
import { excerpt } from '../../core/excerpt.js';
import type { AttributesOf, OpKind } from '../../core/ops/index.js';
import { sameShape, tripleOf, type Shape } from '../../core/shape.js';
import type { Draft, DraftNode, DraftWeights, Origin } from '../draft/draft.js';
import { numbersOf, type Constant } from './constant.js';
import type { Dims, GraphNode } from './graph.js';
import {
  IN_ORDER,
  isInOrder,
  layOut,
  orderBy,
  orderOfAxes,
  padShape,
  shapeBy,
  usualAxes,
  type Axis,
  type Live,
} from './layout.js';
import { Unsupported } from './unsupported.js';

/** Comes from an operation that is not known, or after one. */
export interface Lost {
  readonly node: number;
  readonly lost: true;
}

export type Value = Live | Lost | Constant;

export const isLive = (value: Value | undefined): value is Live => value !== undefined && 'order' in value;
export const isConstant = (value: Value | undefined): value is Constant => value !== undefined && 'values' in value;
export const isLost = (value: Value | undefined): value is Lost => value !== undefined && 'lost' in value;

/** What an operation may know of those around it. */
export interface Surroundings {
  readonly channelsFirst: boolean;
  /** How many images the file takes at once; one is read here. */
  readonly batch: number;
  valueOf(tensor: string): Value | undefined;
  /** All that read a tensor; none for an output of the network, which others than they may want. */
  readersOf(tensor: string): readonly GraphNode[];
  /** The only operation that reads a tensor, if the tensor is no output of the network. */
  onlyReader(tensor: string): GraphNode | undefined;
  /** That operation is done by this one: it makes the same tensor. */
  absorb(node: GraphNode): void;
}

export class Operation {
  constructor(
    readonly node: GraphNode,
    readonly inputs: readonly (Value | undefined)[],
    readonly around: Surroundings,
    private readonly draft: Draft,
    private readonly origin: Origin,
  ) {}

  /** The same with other inputs. */
  reading(inputs: Operation['inputs']): Operation {
    return new Operation(this.node, inputs, this.around, this.draft, this.origin);
  }

  /** Gives the place of the new node. */
  add<K extends OpKind>(
    part: string,
    kind: K,
    attributes: AttributesOf<K>,
    inputs: readonly number[],
    weights?: DraftWeights,
  ): number {
    return this.draft.add({ origin: this.origin, part, weights }, kind, attributes, inputs);
  }

  nodeAt(place: number): DraftNode {
    return this.draft.nodes[place]!;
  }

  shapeOf(place: number): Shape {
    return this.draft.shapeOf(place);
  }

  /** The same as `value`, made of it by a node that leaves its shape. */
  like(value: Live, node: number): Live {
    return { ...value, node };
  }

  live(at: number): Live {
    const value = this.inputs[at];
    if (isLive(value)) return value;
    throw new Unsupported(`expected input ${at + 1} to be computed, got ${value ? 'a constant' : 'none'}`);
  }

  /** `undefined` where it is left out. */
  constant(at: number): Constant | undefined {
    const value = this.inputs[at];
    if (value === undefined || isConstant(value)) return value;
    throw new Unsupported(`expected input ${at + 1} to be a constant, got what is computed`);
  }

  needed(at: number): Constant {
    const constant = this.constant(at);
    if (constant) return constant;
    throw new Unsupported(`expected input ${at + 1}, got none`);
  }

  /** A few numbers that come as an input. */
  numbers(at: number): readonly number[] | undefined {
    const constant = this.constant(at);
    return constant && numbersOf(constant);
  }

  number(name: string, absent: number): number {
    const value = this.node.attributes[name] ?? absent;
    if (typeof value === 'number') return value;
    if (typeof value === 'boolean') return Number(value);
    throw new Unsupported(`expected ${name} to be a number, got ${excerpt(value)}`);
  }

  text(name: string, absent: string): string {
    const value = this.node.attributes[name] ?? absent;
    if (typeof value === 'string') return value;
    throw new Unsupported(`expected ${name} to be a word, got ${excerpt(value)}`);
  }

  list(name: string): readonly number[] | undefined {
    const value = this.node.attributes[name];
    if (value === undefined || Array.isArray(value)) return value as readonly number[] | undefined;
    throw new Unsupported(`expected ${name} to be a list of numbers, got ${excerpt(value)}`);
  }

  /** The tensor with each longer axis of the file's an axis of its own, and which of core's it is. */
  laid(value: Live): { readonly value: Live; readonly axes: readonly (Axis | undefined)[] } {
    const laid = layOut(this.shapeOf(value.node), value);
    if (laid) {
      const node = this.inShape(value.node, laid.shape);
      return { value: { node, dims: value.dims, order: orderBy(laid.axes) }, axes: laid.axes };
    }
    return this.laid(this.moved(value));
  }

  /** The place of core's tensor that has these axes of the file's as rows, columns and channels. */
  arrange(value: Live, axes: readonly (number | undefined)[]): number {
    const shape = shapeBy(value.dims, axes);
    const missing = value.dims.some((size, axis) => size !== 1 && !axes.includes(axis));
    if (missing) throw new Unsupported(`expected at most three axes other than 1, got ${excerpt(value.dims)}`);
    const { value: plain, axes: own } = this.laid(value);
    const wanted = axes.map((axis) => (axis === undefined ? undefined : own[axis]));
    const free = IN_ORDER.filter((axis) => !wanted.includes(axis));
    const order = tripleOf(wanted.map((axis) => axis ?? free.shift()!));
    const source = this.shapeOf(plain.node);
    // Axes of 1 may stand anywhere: only where longer ones change places is anything moved.
    const moves = !isInOrder(source, order);
    const node = moves ? this.add('transpose', 'transpose', { order }, [plain.node]) : plain.node;
    return this.inShape(node, shape);
  }

  /** As maps of this kind of file are laid out, and tensors of other ranks by their last axes. */
  usual(value: Live): { readonly node: number; readonly axes: readonly (number | undefined)[] } {
    const axes = usualAxes(value.dims.length, this.around.channelsFirst);
    return { node: this.arrange(value, axes), axes };
  }

  /** A tensor of `dims` whose rows, columns and channels are these axes. */
  made(node: number, dims: Dims, axes: readonly (number | undefined)[]): Live {
    return { node, dims, order: orderOfAxes(axes, dims.length) };
  }

  /** A vector or more, in order. */
  inOrder(node: number, dims: Dims): Live {
    return { node, dims, order: IN_ORDER };
  }

  /** The file's order of values is core's. */
  private moved(value: Live): Live {
    const shape = this.shapeOf(value.node);
    const sizes = value.dims.filter((size) => size !== 1);
    if (sizes.length > 3) throw new Unsupported(`expected at most three axes other than 1, got ${excerpt(value.dims)}`);
    const node = isInOrder(shape, value.order)
      ? value.node
      : this.add('transpose', 'transpose', { order: value.order }, [value.node]);
    return { node: this.inShape(node, padShape(sizes)), dims: value.dims, order: IN_ORDER };
  }

  private inShape(node: number, shape: Shape): number {
    return sameShape(this.shapeOf(node), shape) ? node : this.add('reshape', 'reshape', { shape }, [node]);
  }
}

/** Gives what comes out, one value for each output. */
export type ReadOperation = (operation: Operation) => Value | readonly Value[];
