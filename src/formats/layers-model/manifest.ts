/** What a tfjs `model.json` lists of its tensors. */
import { LONGEST_NAME, MOST_TENSORS } from '../../core/limits.js';
import { ModelTextError, isRecord, type Json } from './json.js';

export interface ListedTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Names and shapes; whether the numbers are there and right is asked when they are read. Throws `TypeError` for too many. */
export function tensorsListed(json: unknown): readonly ListedTensor[] {
  const manifest = isRecord(json) ? json['weightsManifest'] : undefined;
  const groups: unknown[] = Array.isArray(manifest) ? manifest : [];
  const weights = groups.flatMap((group): unknown[] =>
    isRecord(group) && Array.isArray(group['weights']) ? group['weights'] : [],
  );
  if (weights.length > MOST_TENSORS)
    throw new ModelTextError('weightsManifest', `at most ${MOST_TENSORS} tensors`, weights.length);
  return weights.flatMap((weight) => (isRecord(weight) ? (listedIn(weight) ?? []) : []));
}

function listedIn({ name, shape }: Json): ListedTensor | undefined {
  if (typeof name !== 'string' || !Array.isArray(shape)) return undefined;
  if (name.length > LONGEST_NAME)
    throw new ModelTextError('weightsManifest', `names of at most ${LONGEST_NAME} signs`, name);
  if (!shape.every((axis) => Number.isSafeInteger(axis) && axis >= 0))
    throw new ModelTextError(`weightsManifest, ${name}`, 'a shape', shape);
  return { name: name.replace(/:0$/, ''), shape: shape as readonly number[] };
}

/** Finds the tensors of a layer: files put names of models before its own, or leave them out. */
export class Manifest {
  private readonly byPrefix = new Map<string, ListedTensor[]>();
  /** Every prefix by its last part. */
  private readonly byLast = new Map<string, string[]>();

  constructor(tensors: readonly ListedTensor[]) {
    for (const tensor of tensors) {
      const { name } = tensor;
      for (let end = name.indexOf('/'); end > 0; end = name.indexOf('/', end + 1))
        this.note(name.slice(0, end), tensor);
    }
  }

  private note(prefix: string, tensor: ListedTensor): void {
    const list = this.byPrefix.get(prefix);
    if (list) return void list.push(tensor);
    this.byPrefix.set(prefix, [tensor]);
    const last = prefix.slice(prefix.lastIndexOf('/') + 1);
    const alike = this.byLast.get(last);
    if (alike) alike.push(prefix);
    else this.byLast.set(last, [prefix]);
  }

  /** What stands before the names of a layer's tensors; `models` are those around it. `undefined`: it has none here. */
  prefixOf(layer: string, models: readonly string[]): string | undefined {
    for (let at = 0; at <= models.length; at++) {
      const candidate = [...models.slice(at), layer].join('/');
      if (this.byPrefix.has(candidate)) return candidate;
    }
    const others = this.byLast.get(layer) ?? [];
    return others.length === 1 ? others[0] : undefined;
  }

  /** The tensors under a prefix, named without it. */
  under(prefix: string): readonly ListedTensor[] {
    const { length } = `${prefix}/`;
    return (this.byPrefix.get(prefix) ?? []).map(({ name, shape }) => ({ name: name.slice(length), shape }));
  }
}
