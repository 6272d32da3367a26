/** Which of a network's classes each folder of images is of. */
import { classOf, type Folder } from './folder.js';

/** By which of the rules a folder was taken for a class; the first that fits. */
type MatchedBy = 'name' | 'spelling' | 'order';

interface MatchedFolder {
  readonly folder: string;
  /** Of the class, in the order of the logits. */
  readonly index: number;
  readonly by: MatchedBy;
}

export interface ClassMatch {
  readonly matched: readonly MatchedFolder[];
  /** Folders that are of none of the classes, sorted. */
  readonly unmatched: readonly string[];
}

/** `Great_White-Shark` and `great white shark` are one. */
const fold = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The folders that have images, as Python sorts them: by code points. */
export const foldersIn = ({ files }: Folder): readonly string[] =>
  [...new Set(files.map(classOf))].filter(Boolean).sort(byCodePoints);

function byCodePoints(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  const at = left.findIndex((sign, index) => sign !== right[index]);
  if (at < 0) return left.length - right.length;
  return right[at] === undefined ? 1 : left[at]!.codePointAt(0)! - right[at].codePointAt(0)!;
}

/**
 * Matches folders with classes: by the class's name exactly, then but for case, signs and spaces where one class alone is
 * called so. Where none has the name of a class and there are as many folders as classes, by their sorted order, which is how
 * PyTorch's `ImageFolder` and Keras number them. `names`: of the classes, in the order of the logits.
 */
export function matchClasses(folders: readonly string[], names: readonly string[]): ClassMatch {
  const exact = indexBy(names, (name) => name);
  const folded = indexBy(names, fold);
  const byName = folders.flatMap((folder): readonly MatchedFolder[] => {
    const index = exact.get(folder);
    if (index !== undefined) return [{ folder, index, by: 'name' }];
    const near = folded.get(fold(folder));
    return near === undefined ? [] : [{ folder, index: near, by: 'spelling' }];
  });
  const isOrdered = !byName.length && folders.length === names.length;
  const matched = isOrdered ? folders.map((folder, index): MatchedFolder => ({ folder, index, by: 'order' })) : byName;
  const taken = new Set(matched.map(({ folder }) => folder));
  return { matched, unmatched: folders.filter((folder) => !taken.has(folder)) };
}

/** Where each name stands; none where two are called the same. */
function indexBy(names: readonly string[], keyOf: (name: string) => string): ReadonlyMap<string, number> {
  const keys = names.map(keyOf);
  return new Map(keys.flatMap((key, index) => (keys.indexOf(key) === keys.lastIndexOf(key) ? [[key, index]] : [])));
}
