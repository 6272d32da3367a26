/** Files → a model, whatever their format. */
import { excerptName } from '../core/excerpt.js';
import { FileError } from './file-error.js';
import type { Model, ReadOptions } from './model.js';
import type { BlobLike } from './platform-types.js';
import { given, readers, type GivenFile, type Reader } from './readers.js';
import { listNames } from './weights/weight-names.js';

export interface ReadModel extends Model {
  /** Id of the reader that has read it. */
  readonly format: string;
}

/**
 * Reads a model from what a person has: one file, or one with those that belong to it (shards, `.data`). Told by content,
 * not by name. Rejects with `FileError` naming the file and the part of it that cannot be followed, or what the files are
 * none of. The part that reads a format loads when such a file comes.
 */
export async function readModel(files: readonly BlobLike[], options: ReadOptions = {}): Promise<ReadModel> {
  const all = await Promise.all(files.map((file) => given(file, options.signal)));
  const { reader, file } = mainIn(all);
  const { read } = await reader.load();
  options.signal?.throwIfAborted();
  return { ...(await read(file, all, options)), format: reader.id };
}

/** Id of the format of the one model among files; `undefined` where there is none, or there are several. */
export async function formatOf(files: readonly BlobLike[]): Promise<string | undefined> {
  const found = findModels(await Promise.all(files.map((file) => given(file))));
  const { reader, file } = found[0] ?? {};
  if (found.length !== 1 || !reader || !file) return undefined;
  if (!reader.mayBeWeights) return reader.id;
  const { isModel } = await reader.load();
  return !isModel || (await isModel(file)) ? reader.id : undefined;
}

const findModels = (files: readonly GivenFile[]) =>
  files.flatMap((file) => {
    const reader = readers.find(({ matches }) => matches(file.head, file.name));
    return reader ? [{ reader, file }] : [];
  });

function mainIn(files: readonly GivenFile[]): { readonly reader: Reader; readonly file: GivenFile } {
  const found = findModels(files);
  if (found.length === 1) return found[0]!;
  const expected = `one model: ${readers.map(({ title }) => title).join(', ')}`;
  const names = (found.length ? found.map(({ file }) => file) : files).map(({ name }) => name);
  const received = found.length ? listNames(names) : `none in ${listNames(names, 'no file')}`;
  throw new FileError('model-format', `expected ${expected}; got ${received}`, {
    file: names[0] === undefined ? undefined : excerptName(names[0]),
    expected,
    received,
  });
}
