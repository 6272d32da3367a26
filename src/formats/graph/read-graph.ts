/** An operator graph → drafted nodes, by the tables of its format. */
import { excerptName } from '../../core/excerpt.js';
import { MOST_ELEMENTS, MOST_LAYERS } from '../../core/limits.js';
import type { Resolution } from '../../core/options.js';
import { formatShape, type Shape } from '../../core/shape.js';
import { modelError, readable } from '../file-error.js';
import { Draft, type DraftNode, type Misfit } from '../draft/draft.js';
import { orderOf } from '../draft/order.js';
import type { Dims, Graph, GraphInput, GraphNode } from './graph.js';
import { orderOfAxes, shapeBy, usualAxes } from './layout.js';
import {
  isConstant,
  isLive,
  isLost,
  Operation,
  type ReadOperation,
  type Surroundings,
  type Value,
} from './operation.js';
import { PathOrigin, placeAll } from './origins.js';
import { Unsupported } from './unsupported.js';

/** What a format's operations become, by their names; apart, what they are where all inputs are constants. */
export interface Kinds {
  readonly operations: ReadonlyMap<string, ReadOperation>;
  readonly foldings: ReadonlyMap<string, ReadOperation>;
}

export interface GraphDraft {
  readonly nodes: readonly DraftNode[];
  readonly misfit: Misfit | undefined;
  /** Places of nodes by the names of tensors. */
  readonly tensors: ReadonlyMap<string, number>;
  /** Operations that left nothing to draw, in order. */
  readonly idle: readonly string[];
  readonly isOpen: boolean;
}

/** `file`: what sentences call it. Throws `FileError` where the graph cannot be followed at all. */
export function draftGraph(graph: Graph, kinds: Kinds, file: string, resolution: Resolution): GraphDraft {
  const drafting = new Drafting(graph, kinds, file);
  drafting.addInput(resolution);
  const misfit = drafting.addAll();
  if (!misfit) drafting.checkOutputs();
  placeAll(drafting.origins);
  return { ...drafting.result(), misfit };
}

/** What only acts in training: of the rest that is not drawn, layouts, nobody asks. */
const IDLE = /dropout/i;

class Drafting implements Surroundings {
  readonly origins: PathOrigin[] = [];
  private readonly draft = new Draft();
  private readonly values = new Map<string, Value>();
  private readonly readers = new Map<string, GraphNode[]>();
  private readonly outputs: ReadonlySet<string>;
  private readonly order: readonly GraphNode[];
  private readonly absorbed = new Set<GraphNode>();
  private absorbing: GraphNode[] = [];
  private readonly idle: string[] = [];
  /** Kinds of operations that read nothing known. */
  private readonly unread = new Set<string>();
  private isOpen = false;
  batch = 1;

  constructor(
    private readonly graph: Graph,
    private readonly kinds: Kinds,
    private readonly file: string,
  ) {
    if (graph.nodes.length > MOST_LAYERS)
      throw modelError(file, 'graph', `at most ${MOST_LAYERS} operations`, `${graph.nodes.length}`);
    this.outputs = new Set(graph.outputs);
    this.order = neededInOrder(graph, file);
    for (const node of this.order)
      for (const input of new Set(node.inputs)) {
        const readers = this.readers.get(input);
        if (readers) readers.push(node);
        else this.readers.set(input, [node]);
      }
  }

  get channelsFirst(): boolean {
    return this.graph.channelsFirst;
  }

  result(): Omit<GraphDraft, 'misfit'> {
    const tensors = [...this.values].flatMap(([name, value]) =>
      isConstant(value) ? [] : [[name, value.node] as const],
    );
    return { nodes: this.draft.nodes, tensors: new Map(tensors), idle: this.idle, isOpen: this.isOpen };
  }

  valueOf(tensor: string): Value | undefined {
    return this.values.get(tensor) ?? this.graph.constants.get(tensor);
  }

  readersOf(tensor: string): readonly GraphNode[] {
    return this.outputs.has(tensor) ? [] : (this.readers.get(tensor) ?? []);
  }

  onlyReader(tensor: string): GraphNode | undefined {
    const readers = this.readersOf(tensor);
    return readers.length === 1 ? readers[0] : undefined;
  }

  absorb(node: GraphNode): void {
    this.absorbing.push(node);
  }

  addInput(resolution: Resolution): void {
    const { inputs } = this.graph;
    if (inputs.length !== 1) {
      const names = inputs.slice(0, 4).map(({ name }) => excerptName(name));
      throw modelError(
        this.file,
        'inputs',
        'one input, an image',
        inputs.length ? `${inputs.length}: ${names.join(', ')}` : 'none',
      );
    }
    const [input] = inputs;
    const { dims, isOpen } = closedDims(input!, this.channelsFirst, resolution, this.file);
    this.isOpen = isOpen;
    this.batch = dims.length > 2 ? (input!.dims?.[0] ?? 1) : 1;
    const axes = inputAxes(dims, this.channelsFirst);
    const origin = this.originOf({ op: 'input', name: input!.name, inputs: [], outputs: [], attributes: {} });
    const node = this.draft.add({ origin, part: 'input' }, 'input', { shape: shapeBy(dims, axes) }, []);
    this.values.set(input!.name, { node, dims, order: orderOfAxes(axes, dims.length) });
  }

  /** Throws `FileError` where nothing that is asked for depends on the image: loops are not followed. */
  checkOutputs(): void {
    if (this.graph.outputs.some((name) => this.values.has(name) || this.graph.constants.has(name))) return;
    const names = [...this.unread].slice(0, 4).map(excerptName);
    throw modelError(
      this.file,
      'outputs',
      'one that follows from the input',
      `only ones after ${names.join(', ') || 'nothing'}`,
    );
  }

  addAll(): Misfit | undefined {
    // Constants first: who looks ahead wants to know them.
    const fixed = fixedIn(this.order, this.graph.constants);
    for (const node of [...fixed, ...this.order.filter((one) => !fixed.has(one))]) {
      if (this.absorbed.has(node)) continue;
      try {
        this.add(node);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        return { name: node.name || node.outputs[0] || node.op, rule: readable(error.message) };
      }
    }
    return undefined;
  }

  private add(node: GraphNode): void {
    const inputs = node.inputs.map((name) => (name === '' ? undefined : this.valueOf(name)));
    const origin = new PathOrigin(node);
    origin.settle(inputs.flatMap((input) => this.originsOf(input)));
    const before = this.draft.nodes.length;
    const made = this.read(node, inputs, origin);
    if (this.draft.nodes.length > before) this.origins.push(origin);
    else if (made.some(isLive) && IDLE.test(node.op)) this.idle.push(node.op);
    node.outputs.forEach((name, at) => made[at] && this.values.set(name, made[at]));
    for (const other of this.absorbing) {
      this.absorbed.add(other);
      if (made[0]) this.values.set(other.outputs[0]!, made[0]);
    }
    this.absorbing = [];
  }

  private read(
    node: GraphNode,
    inputs: readonly (Value | undefined)[],
    origin: PathOrigin,
  ): readonly (Value | undefined)[] {
    const isComputed = inputs.some((input) => isLive(input) || isLost(input));
    const table = isComputed ? this.kinds.operations : this.kinds.foldings;
    const read = table.get(node.op);
    const place = this.draft.nodes.length;
    const unknown = (why: string, isKind = false): readonly (Value | undefined)[] => {
      this.absorbing = [];
      this.draft.nodes.length = place;
      if (!isComputed) this.unread.add(node.op);
      return isComputed ? this.addUnknown(node, inputs, origin, why, isKind) : [];
    };
    if (inputs.some(isLost)) return unknown('what comes in has no known shape', read !== undefined);
    if (node.inputs.some((name, at) => name !== '' && !inputs[at])) return unknown('what comes in is not known');
    if (!read) return unknown('operations of this kind are not among those known');
    try {
      return [read(new Operation(node, inputs, this, this.draft, origin))].flat();
    } catch (error) {
      if (error instanceof Unsupported) return unknown(error.message);
      throw error;
    }
  }

  private addUnknown(
    node: GraphNode,
    inputs: readonly (Value | undefined)[],
    origin: PathOrigin,
    why: string,
    isKind: boolean,
  ): readonly (Value | undefined)[] {
    const stored = node.inputs.flatMap((name) => {
      const constant = this.graph.constants.get(name);
      return constant && !constant.isWhole ? [{ name, shape: constant.dims }] : [];
    });
    const read = inputs.flatMap((input) => (isLive(input) || isLost(input) ? [input.node] : []));
    const isRead = (output: string): boolean => this.readers.has(output) || this.outputs.has(output);
    return node.outputs.map((output, at): Value | undefined => {
      if (at > 0 && !isRead(output)) return undefined;
      const dims = this.graph.stated.get(output);
      const axes = dims && usualAxes(dims.length, this.channelsFirst);
      const fits = dims && dims.every((size, axis) => size === 1 || axes!.includes(axis));
      const shape: Shape | undefined = fits ? shapeBy(dims, axes!) : undefined;
      const tensors = at === 0 ? stored : [];
      const attributes = { className: node.op, why, tensors, ...(isKind && { isKind }), ...(shape && { shape }) };
      const place = this.draft.add({ origin, part: at ? `output${at + 1}` : 'layer' }, 'unknown', attributes, read);
      return shape
        ? { node: place, dims: dims!, order: orderOfAxes(axes!, dims!.length) }
        : { node: place, lost: true };
    });
  }

  private originsOf(value: Value | undefined): readonly PathOrigin[] {
    const origin = value && !isConstant(value) ? this.draft.nodes[value.node]?.origin : undefined;
    return origin instanceof PathOrigin ? [origin] : [];
  }

  private originOf(node: GraphNode): PathOrigin {
    const origin = new PathOrigin(node);
    origin.path = [origin.path.join('_')];
    origin.name = origin.path[0]!;
    return origin;
  }
}

/** What the outputs depend on, each after what it reads. */
function neededInOrder({ nodes, outputs }: Graph, file: string): readonly GraphNode[] {
  const makers = new Map(nodes.flatMap((node, at) => node.outputs.map((output) => [output, at] as const)));
  const needed = new Set<number>();
  const waiting = outputs.flatMap((output) => makers.get(output) ?? []);
  if (!waiting.length) throw modelError(file, 'outputs', 'an output that an operation makes', 'none');
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (needed.has(at)) continue;
    needed.add(at);
    for (const input of nodes[at]!.inputs) {
      const maker = makers.get(input);
      if (maker !== undefined) waiting.push(maker);
    }
  }
  const places = [...needed].toSorted((a, b) => a - b);
  const index = new Map(places.map((place, at) => [place, at]));
  const reads = places.map((place) => [
    ...new Set(nodes[place]!.inputs.flatMap((input) => index.get(makers.get(input) ?? -1) ?? [])),
  ]);
  const order = orderOf(reads);
  if (order.length < places.length) {
    const placed = new Set(order);
    const circle = places.flatMap((place, at) => (placed.has(at) ? [] : [excerptName(nodes[place]!.name)])).slice(0, 4);
    throw modelError(file, 'graph', 'operations that can run one after the other', `a circle: ${circle.join(', ')}`);
  }
  return order.map((at) => nodes[places[at]!]!);
}

/** What depends on constants alone. */
function fixedIn(order: readonly GraphNode[], constants: Graph['constants']): ReadonlySet<GraphNode> {
  const fixed = new Set<GraphNode>();
  const known = new Set(constants.keys());
  for (const node of order) {
    if (!node.inputs.every((name) => name === '' || known.has(name))) continue;
    fixed.add(node);
    node.outputs.forEach((name) => known.add(name));
  }
  return fixed;
}

/** Files for pictures may have the channels last where their format has them first: few channels tell. */
function inputAxes(dims: Dims, channelsFirst: boolean): readonly (number | undefined)[] {
  if (dims.length !== 4) return usualAxes(dims.length, channelsFirst);
  const isLast = channelsFirst ? dims[3]! <= 4 && dims[1]! > 4 : !(dims[1]! <= 4 && dims[3]! > 4);
  return isLast ? [1, 2, 3] : [2, 3, 1];
}

function closedDims(
  { name, dims }: GraphInput,
  channelsFirst: boolean,
  resolution: Resolution,
  file: string,
): { readonly dims: Dims; readonly isOpen: boolean } {
  const place = `input ${name}`;
  if (!dims?.length) throw modelError(file, place, 'a shape', 'none');
  const [height, width] = typeof resolution === 'number' ? [resolution, resolution] : resolution;
  const last = channelsFirst && !(dims[3] !== null && (dims[3] ?? 9) <= 4 && !((dims[1] ?? 9) <= 4));
  const open = dims.length === 4 ? (last ? [1, 3, height, width] : [1, height, width, 3]) : [1];
  const whole = dims.map((size, axis) => (axis === 0 && (dims.length > 2 || size === null) ? 1 : (size ?? open[axis])));
  if (!whole.every((size): size is number => Number.isSafeInteger(size) && size! >= 1))
    throw modelError(
      file,
      place,
      'sizes of at least 1 along axes other than rows and columns',
      `${dims.map((size) => size ?? '?').join('×')}`,
    );
  const elements = whole.reduce((product, size) => product * size, 1);
  if (elements > MOST_ELEMENTS) throw modelError(file, place, `at most ${MOST_ELEMENTS} values`, formatShape(whole));
  const long = whole.filter((size) => size !== 1);
  if (long.length > 3) throw modelError(file, place, 'at most three axes beside the batch', formatShape(whole));
  return { dims: whole, isOpen: dims.length === 4 && dims.slice(1).some((size) => size === null) };
}
