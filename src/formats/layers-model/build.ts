/** Drafted nodes and their tree → a network: ids, groups, names. */
import { NetworkBuilder, ShapeError, type Network } from '../../core/network.js';
import type { AttributesOf, OpKind } from '../../core/ops/index.js';
import type { Options } from '../../core/options.js';
import { modelsAround, type Assembled } from './assemble.js';
import type { DraftNode } from './draft.js';
import { growTree, isBranch, type Child } from './grouping.js';
import type { Manifest } from './manifest.js';
import type { Use } from './unfold.js';
import { unitsOf, type Unit } from './units.js';

export interface Identity {
  readonly id: string;
  readonly title: string;
  readonly options: Options;
  /** What the file calls the whole model. */
  readonly root: string;
}

export interface Built {
  readonly network: Network;
  /** The id of each drafted node, by its place. */
  readonly ids: readonly string[];
  /** Says which layer does not fit; the network ends before it. */
  readonly misfit: ShapeError | undefined;
}

export function buildFrom({ nodes, misfit }: Assembled, identity: Identity, manifest: Manifest): Built {
  const building = new Building(nodes, identity, manifest);
  building.place(growTree(unitsOf(nodes)));
  const network = building.builder.finish();
  const error = misfit && new ShapeError(misfit.use.layer.name, misfit.rule, network);
  return { network, ids: building.ids, misfit: error };
}

class Building {
  readonly builder: NetworkBuilder;
  readonly ids: string[] = [];
  /** The first node of each layer with weights, by layer and part: later uses share them. */
  private readonly owners = new Map<Use, Map<string, string>>();

  constructor(
    private readonly nodes: readonly DraftNode[],
    private readonly identity: Identity,
    private readonly manifest: Manifest,
  ) {
    this.builder = new NetworkBuilder(identity.id, identity.title, identity.options);
  }

  place(children: readonly Child[]): void {
    const names = new Names();
    for (const child of children) {
      const name = names.take(child.name);
      if (isBranch(child)) {
        const role = child.isStage ? 'stage' : 'block';
        this.builder.scope(name, { role, title: child.title }, () => this.place(child.children));
      } else this.placeUnit(name, child.unit);
    }
  }

  private placeUnit(name: string, { parts, name: title }: Unit): void {
    if (parts.length === 1) return this.add(name, parts[0]!.node);
    this.builder.scope(name, { role: 'unit', title }, () => parts.forEach((part) => this.add(part.name, part.node)));
  }

  private add(name: string, at: number): void {
    const { kind, attributes, inputs, use, part } = this.nodes[at]!;
    const read = inputs.map((input) => this.ids[input]!);
    const placement = {
      names: { keras: this.nameOf(use) },
      sharedWith: use.first && this.owners.get(use.first)?.get(part),
    };
    const id = this.builder.add(name, kind, attributes as AttributesOf<OpKind>, read, placement);
    this.ids[at] = id;
    const parts = this.owners.get(use) ?? new Map<string, string>();
    this.owners.set(use, parts.set(part, id));
  }

  /** What its tensors' names begin with, so that they are found; the layer's own name where it has none. */
  private nameOf(use: Use): string {
    const { name } = use.layer;
    return this.manifest.prefixOf(name, [this.identity.root, ...modelsAround(use)]) ?? name;
  }
}

/** Names as parts of paths, each once among its siblings. */
class Names {
  private readonly usedNames = new Set<string>();
  /** How often each name has been asked for: names that differ only in what paths cannot hold. */
  private readonly counts = new Map<string, number>();

  take(name: string): string {
    const plain = name.replace(/[\s/]+/g, '_');
    let count = (this.counts.get(plain) ?? 0) + 1;
    let free = plain;
    for (; this.usedNames.has(free); count++) free = `${plain}_${Math.max(2, count)}`;
    this.counts.set(plain, count);
    this.usedNames.add(free);
    return free;
  }
}
