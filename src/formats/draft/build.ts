/** Drafted nodes and their tree → a network: ids, groups, names. */
import { NetworkBuilder, ShapeError, type Names, type Network } from '../../core/network.js';
import type { AttributesOf, OpKind } from '../../core/ops/index.js';
import type { Options } from '../../core/options.js';
import type { DraftNode, Misfit, Origin } from './draft.js';
import { growTree, isBranch, type Child } from './grouping.js';
import { unitsOf, type Unit } from './units.js';

export interface Identity {
  readonly id: string;
  readonly title: string;
  readonly options: Options;
}

export interface Drafted {
  readonly nodes: readonly DraftNode[];
  readonly misfit?: Misfit | undefined;
  /** What other code calls a node; none where absent. */
  readonly namesOf?: (origin: Origin) => Names;
}

export interface Built {
  readonly network: Network;
  /** The id of each drafted node, by its place. */
  readonly ids: readonly string[];
  /** Says which layer does not fit; the network ends before it. */
  readonly misfit: ShapeError | undefined;
}

export function buildFrom(drafted: Drafted, identity: Identity): Built {
  const { nodes, misfit } = drafted;
  const building = new Building(drafted, identity);
  building.place(growTree(unitsOf(nodes)));
  const network = building.builder.finish();
  const error = misfit && new ShapeError(misfit.name, misfit.rule, network);
  return { network, ids: building.ids, misfit: error };
}

class Building {
  readonly builder: NetworkBuilder;
  readonly ids: string[] = [];
  /** The first node of each layer with weights, by layer and part: later uses share them. */
  private readonly owners = new Map<Origin, Map<string, string>>();

  constructor(
    private readonly drafted: Drafted,
    { id, title, options }: Identity,
  ) {
    this.builder = new NetworkBuilder(id, title, options);
  }

  place(children: readonly Child[]): void {
    const names = new PathNames();
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
    const { kind, attributes, inputs, origin, part } = this.drafted.nodes[at]!;
    const read = inputs.map((input) => this.ids[input]!);
    const placement = {
      names: this.drafted.namesOf?.(origin) ?? {},
      sharedWith: origin.first && this.owners.get(origin.first)?.get(part),
    };
    const id = this.builder.add(name, kind, attributes as AttributesOf<OpKind>, read, placement);
    this.ids[at] = id;
    const parts = this.owners.get(origin) ?? new Map<string, string>();
    this.owners.set(origin, parts.set(part, id));
  }
}

/** Names as parts of paths, each once among its siblings. */
class PathNames {
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
