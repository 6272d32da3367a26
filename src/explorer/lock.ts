/** What of a network a page's author leaves to readers: of all else, the tag has the last word, whoever asks. */
import { sameOption, sparseOptions, type FamilyRegister, type Options } from '../core/index.js';
import type { Problem } from './problem.js';
import type { NetworkChoice } from './source.js';

const LOCKED = 'network: this page shows one network, which readers cannot exchange here';

export class Lock {
  constructor(
    /** `network`, `preset` or the names of options, which readers may change. */
    private readonly names: readonly string[],
    /** Networks that may be chosen as wholes. */
    private readonly wholes: readonly NetworkChoice[] = [],
  ) {}

  frees(name: string): boolean {
    return this.names.includes(name);
  }

  /** Why a reader may not go from what the tag says to this. */
  refusal(choice: NetworkChoice, tag: NetworkChoice, families: FamilyRegister): Problem | undefined {
    return this.permits(choice, tag, families) ? undefined : { source: 'options', message: LOCKED };
  }

  /** Whether a reader may go from what the tag says to this. Of a family or model ('') that is still to come, its name alone is judged. */
  private permits(choice: NetworkChoice, tag: NetworkChoice, families: FamilyRegister): boolean {
    const { network, options } = choice;
    const bases = [tag, ...this.wholes].filter((base) => base.network === network);
    if (this.frees('network')) bases.push({ network, options: {} });
    if (!network || families.needsLoading(network)) return bases.length > 0;
    const sparse = (some: Options): Options => sparseOptions(families.of(network), some);
    return bases.some((base) => this.joins(sparse(base.options), sparse(options)));
  }

  /** Whether two sets of options differ in nothing but what is free; another preset takes the place of all options. */
  private joins(base: Options, options: Options): boolean {
    const isFree = (name: string): boolean =>
      this.frees(name) || (this.frees('preset') && base['preset'] !== options['preset'] && options[name] === undefined);
    return Object.keys({ ...base, ...options }).every((name) => isFree(name) || sameOption(base[name], options[name]));
  }
}
