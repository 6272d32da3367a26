/** What a tfjs `model.json` lists of its tensors. */
import { isRecord } from './json.js';

export interface ListedTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Names and shapes; whether the numbers are there and right is asked when they are read. */
export function tensorsListed(json: unknown): readonly ListedTensor[] {
  const manifest = isRecord(json) ? json['weightsManifest'] : undefined;
  const groups: unknown[] = Array.isArray(manifest) ? manifest : [];
  return groups.flatMap((group) => {
    const weights: unknown[] = isRecord(group) && Array.isArray(group['weights']) ? group['weights'] : [];
    return weights.flatMap((weight) => {
      if (!isRecord(weight) || typeof weight['name'] !== 'string' || !Array.isArray(weight['shape'])) return [];
      return [{ name: weight['name'].replace(/:0$/, ''), shape: weight['shape'] as readonly number[] }];
    });
  });
}

/** Finds the tensors of a layer: files put names of models before its own, or leave them out. */
export class Manifest {
  private readonly prefixes = new Set<string>();
  /** Every prefix by its last part. */
  private readonly byLast = new Map<string, string[]>();

  constructor(private readonly tensors: readonly ListedTensor[]) {
    for (const { name } of tensors) {
      for (let end = name.indexOf('/'); end > 0; end = name.indexOf('/', end + 1)) this.note(name.slice(0, end));
    }
  }

  private note(prefix: string): void {
    if (this.prefixes.has(prefix)) return;
    this.prefixes.add(prefix);
    const last = prefix.split('/').at(-1)!;
    this.byLast.set(last, [...(this.byLast.get(last) ?? []), prefix]);
  }

  /** What stands before the names of a layer's tensors; `models` are those around it. `undefined`: it has none here. */
  prefixOf(layer: string, models: readonly string[]): string | undefined {
    for (let at = 0; at <= models.length; at++) {
      const candidate = [...models.slice(at), layer].join('/');
      if (this.prefixes.has(candidate)) return candidate;
    }
    const others = (this.byLast.get(layer) ?? []).filter((prefix) => prefix !== layer);
    return others.length === 1 ? others[0] : undefined;
  }

  /** The tensors under a prefix, named without it. */
  under(prefix: string): readonly ListedTensor[] {
    const start = `${prefix}/`;
    return this.tensors
      .filter(({ name }) => name.startsWith(start))
      .map(({ name, shape }) => ({ name: name.slice(start.length), shape }));
  }
}
