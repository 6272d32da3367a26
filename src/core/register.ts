/** Which families of networks there are: those that are here, and those that come when they are asked for. */
import { UnknownNameError } from './errors.js';
import { messageOf } from './excerpt.js';
import { buildFrom, type Family } from './family.js';
import type { Network } from './network.js';

/** What is known of a family before it is here. */
export interface ListedFamily {
  readonly id: string;
  readonly title: string;
  /** The names of its options as attributes, a blank between two. */
  readonly attributes: string;
  /** The module that exports it: a plain `import()` takes the fewest bytes of a page. */
  readonly load: () => Promise<Readonly<Record<string, Family>>>;
}

type Entry = Family | ListedFamily;

const isHere = (entry: Entry): entry is Family => 'build' in entry;

/**
 * A register of families, perhaps on top of another, whose families it has too. Whoever opens a model adds it to a register
 * of their own, and it is gone with that.
 */
export class FamilyRegister {
  private readonly entries: Map<string, Entry>;

  constructor(
    entries: readonly Entry[],
    private readonly base?: FamilyRegister,
  ) {
    this.entries = new Map(entries.map((entry) => [entry.id, entry]));
  }

  /** What each is called, here or not, in order. */
  get all(): readonly Pick<Family, 'id' | 'title'>[] {
    return [...(this.base?.all ?? []), ...this.entries.values()];
  }

  /** Whether a family of this id has to be loaded first; false for one that does not exist. */
  needsLoading(id: string): boolean {
    const entry = this.find(id);
    return entry !== undefined && !isHere(entry);
  }

  /** The family with this id. Throws `UnknownNameError` with the ids there are, `TypeError` for one that is not loaded. */
  of(id: string): Family {
    const entry = this.known(id);
    if (isHere(entry)) return entry;
    throw new TypeError(`network ${id}: expected a family that is loaded; load it first`);
  }

  /** The family, as soon as it is here. Rejects where it does not exist or does not come; asked again, it is tried again. */
  async load(id: string): Promise<Family> {
    const entry = this.known(id);
    if (isHere(entry)) return entry;
    if (!this.entries.has(id)) return this.base!.load(id);
    const module = await entry.load().catch((error: unknown) => {
      throw new Error(`network ${id}: expected its code, got no answer (${messageOf(error)})`, { cause: error });
    });
    const family = Object.values(module).find((exported) => exported.id === id);
    if (!family) throw new Error(`network ${id}: expected a module that exports it, got ${Object.keys(module)}`);
    this.entries.set(id, family);
    return family;
  }

  /** Takes a family in, in front of one of the same id. */
  add(family: Family): void {
    this.entries.set(family.id, family);
  }

  /**
   * Builds a network. `options` may name a `preset`; the rest overrides it; what is left out has its default.
   * Throws as `resolveOptions` does, and `ShapeError` (with the network up to there) when a layer does not fit.
   */
  build(id: string, options?: Readonly<Record<string, unknown>>): Network {
    return buildFrom(this.of(id), options);
  }

  private find(id: string): Entry | undefined {
    return this.entries.get(id) ?? this.base?.find(id);
  }

  private known(id: string): Entry {
    const entry = this.find(id);
    if (entry) return entry;
    const ids = this.all.map((one) => one.id);
    throw new UnknownNameError('network', ids, id);
  }
}
