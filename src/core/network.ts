import { UnknownNodeError, type OptionError } from './errors.js';
import { excerptName } from './excerpt.js';
import type { Bindings, Expression, Substitution } from './expr.js';
import { CostTally, costOfNode } from './node-cost.js';
import { outputShapeOf } from './node-rules.js';
import { opOf, type AttributesOf, type OpKind } from './ops/index.js';
import { oncePer } from './once.js';
import type { Options } from './options.js';
import type { Shape } from './shape.js';
import type { Writing } from './writing.js';

/** Whose names: what other code calls the same node. */
export type NameScheme = 'torchvision' | 'timm' | 'keras' | 'post';
export type Names = Readonly<Partial<Record<NameScheme, string>>>;

export interface NodeOf<K extends OpKind> {
  /** A path: `stage2/block1/expand/conv`. */
  readonly id: string;
  readonly kind: K;
  /** Ids of the nodes it reads, in the order of the operation's operands. */
  readonly inputs: readonly string[];
  readonly inputShapes: readonly Shape[];
  /** `[height, width, channels]` */
  readonly outputShape: Shape;
  readonly attributes: AttributesOf<K>;
  readonly names: Names;
  /** The kind's symbols written in those of the block around the node: `N_o` of the expansion is `N_i·t`. */
  readonly symbols?: Substitution;
  /** Id of the node whose weights it uses again; absent where it has its own. */
  readonly sharedWith?: string | undefined;
}

/** One operation of a network. `kind` tells the type of `attributes`. */
export type NetworkNode = { [K in OpKind]: NodeOf<K> }[OpKind];

export type GroupRole = 'stage' | 'block' | 'unit';

/** A named run of nodes: a stage of blocks, a block of units, a unit such as convolution + norm + activation. */
export interface Group {
  /** The path that the ids of all its nodes begin with. */
  readonly id: string;
  readonly role: GroupRole;
  readonly title: string;
  /** Path of the group around it; absent at the top. */
  readonly parent?: string;
  /** Half-open range of its nodes in `Network.nodes`. */
  readonly first: number;
  readonly end: number;
  /** On blocks: the values of the post's symbols (`N_i`, `t`, `N_o`, …). */
  readonly bindings?: Bindings;
}

export interface Network {
  readonly id: string;
  readonly title: string;
  /** All options, defaults filled in. */
  readonly options: Options;
  /** How the code is written that tools count; absent where nothing is known of it. */
  readonly writing?: Writing;
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  /** In execution order. */
  readonly nodes: readonly NetworkNode[];
  /** Outer groups before the groups inside them. */
  readonly groups: readonly Group[];
}

/** A layer whose shape rule fails. The network up to there is kept, so that it can still be drawn. */
export class ShapeError extends RangeError {
  override readonly name = 'ShapeError';
  constructor(
    /** Id of the node that fails. */
    readonly node: string,
    /** The rule that is broken, with what came. */
    readonly rule: string,
    /** Everything before the node. */
    readonly network: Network,
    /** The option to blame, where it is one. */
    readonly option?: string,
  ) {
    super(`${excerptName(node)}: ${rule}`);
  }
}

/** What a scope says about the group that it makes. */
export interface Scope {
  readonly role: GroupRole;
  readonly title: string;
  readonly bindings?: Bindings;
}

interface Placement {
  readonly names?: Names;
  readonly sharedWith?: string | undefined;
  readonly symbols?: Readonly<Record<string, Expression>>;
}

/** A group whose end is not known yet. */
type OpenGroup = Group & { end: number };

/** Collects nodes in execution order, works out their shapes and keeps the tree of groups. */
export class NetworkBuilder {
  private readonly nodes: NetworkNode[] = [];
  private readonly groups: OpenGroup[] = [];
  private readonly byId = new Map<string, NetworkNode>();
  private readonly tally = new CostTally();
  /** What ids begin with here. */
  private path = '';

  constructor(
    private readonly id: string,
    private readonly title: string,
    private readonly options: Options,
  ) {}

  /** The output shape of a node that is already there. Throws `UnknownNodeError`. */
  shapeOf(id: string): Shape {
    const node = this.byId.get(id);
    if (!node) throw new UnknownNodeError(id);
    return node.outputShape;
  }

  /**
   * Adds a node under the current scope and gives its id.
   * Throws `RangeError` for a duplicate id, `UnknownNodeError` for an input that is not there, `ShapeError` when the kind's shape rule fails, and where an axis or
   * a count would be below what it can be, or no whole number below 2^53.
   */
  add<K extends OpKind>(
    name: string,
    kind: K,
    attributes: AttributesOf<K>,
    inputs: readonly string[],
    { names = {}, symbols, sharedWith }: Placement = {},
  ): string {
    const id = this.pathTo(name);
    if (this.byId.has(id)) throw new RangeError(`duplicate node: ${excerptName(id)}`);
    const inputShapes = inputs.map((input) => this.shapeOf(input));
    checkArity(id, kind, inputs);
    const node = this.following(id, () => {
      const outputShape = outputShapeOf(kind, inputShapes, attributes);
      const made: unknown = { id, kind, inputs, inputShapes, outputShape, attributes, names, symbols, sharedWith };
      this.tally.add(costOfNode(made as NetworkNode));
      return made as NetworkNode;
    });
    this.nodes.push(node);
    this.byId.set(id, node);
    return id;
  }

  /** Ends the network before a node that cannot be, because of an option: throws `ShapeError` with the rule that is broken. */
  refuse(node: string, { message, option }: OptionError): never {
    throw new ShapeError(this.pathTo(node), message, this.partial(), option);
  }

  /** Runs `build` with `name` in front of every id, and records the group that it makes. */
  scope<T>(name: string, scope: Scope, build: () => T): T {
    const outer = this.path;
    this.path = this.pathTo(name);
    const first = this.nodes.length;
    const { role, title, bindings } = scope;
    const group: OpenGroup = { id: this.path, role, title, parent: outer || undefined, first, end: first, bindings };
    this.groups.push(group);
    try {
      return build();
    } finally {
      this.path = outer;
      group.end = this.nodes.length;
    }
  }

  finish(): Network {
    const [first] = this.nodes;
    const last = this.nodes.at(-1);
    if (!first || !last) throw new RangeError(`${this.id}: a network needs at least one node`);
    return {
      id: this.id,
      title: this.title,
      options: this.options,
      inputShape: first.outputShape,
      outputShape: last.outputShape,
      nodes: this.nodes,
      groups: this.groups,
    };
  }

  /** What `rule` gives, where it holds. */
  private following<T>(id: string, rule: () => T): T {
    try {
      return rule();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      if (!this.nodes.length) throw new RangeError(`${excerptName(id)}: ${error.message}`);
      throw new ShapeError(id, error.message, this.partial());
    }
  }

  /** The network so far, with the groups that are still open closed here. */
  private partial(): Network {
    const network = this.finish();
    const end = this.nodes.length;
    const groups = this.groups.map((group) => (isWithin(this.path, group.id) ? { ...group, end } : group));
    return { ...network, nodes: [...this.nodes], groups: groups.filter(({ first }) => first < end) };
  }

  private pathTo(name: string): string {
    return this.path ? `${this.path}/${name}` : name;
  }
}

function checkArity(id: string, kind: OpKind, { length }: readonly string[]): void {
  const { arity } = opOf(kind);
  if (length !== arity && arity !== Infinity)
    throw new RangeError(`${excerptName(id)}: expected ${arity} inputs, got ${length}`);
}

/** Where everything in a network is. */
export interface NetworkIndex {
  /** Places in `Network.nodes`, by id. */
  readonly nodes: ReadonlyMap<string, number>;
  readonly groups: ReadonlyMap<string, Group>;
  /** The groups right inside a group, by its path; '' has those at the top. */
  readonly children: ReadonlyMap<string, readonly Group[]>;
}

/** Found by path at once: whoever searches `nodes` for each of many paths takes a time that grows with their square. */
export const indexOf = oncePer(({ nodes, groups }: Network): NetworkIndex => {
  const children = new Map<string, Group[]>();
  for (const group of groups) {
    const siblings = children.get(group.parent ?? '');
    if (siblings) siblings.push(group);
    else children.set(group.parent ?? '', [group]);
  }
  return {
    nodes: new Map(nodes.map(({ id }, at) => [id, at])),
    groups: new Map(groups.map((group) => [group.id, group])),
    children,
  };
});

/** The groups around a path and at it, the outermost first. */
export function groupsAround(network: Network, path: string): readonly Group[] {
  const { groups } = indexOf(network);
  const parts = path.split('/');
  return parts.flatMap((_, at) => groups.get(parts.slice(0, at + 1).join('/')) ?? []);
}

/** The node with this id. Throws `UnknownNodeError` when there is none. */
export function nodeOf(network: Network, id: string): NetworkNode {
  const node = network.nodes[indexOf(network).nodes.get(id) ?? -1];
  if (!node) throw new UnknownNodeError(id, network.id);
  return node;
}

/** Whether `id` is `path` or lies under it. The empty path holds everything. */
export const isWithin = (id: string, path: string): boolean =>
  path === '' || id === path || (id.startsWith(path) && id[path.length] === '/');
