/** A `.safetensors` in several files, with the list of which tensor is in which or without → one of their parts. */
import { excerpt, excerptName } from '../../core/excerpt.js';
import { LARGEST_FILE, LONGEST_TEXT } from '../../core/limits.js';
import { parseStrictly } from '../../core/strict-json.js';
import { duplicateTensor, FileError, tensorError, wholeFileError } from '../file-error.js';
import { packTensors } from './pack.js';
import { safetensorsParts } from './safetensors.js';
import { checkNumber } from './stored-tensor.js';
import type { PackedTensor, Plain } from './types.js';
import { nameOf } from './weight-files.js';
import { listNames } from './weight-names.js';

/** Rejects with `FileError` naming the shard that is missing, or the tensor that is not where the list says. */
export async function joinShards(shards: readonly Blob[], list: Blob | undefined): Promise<Plain> {
  const places = list && (await placesIn(list));
  const title = nameOf(list ?? shards[0]!);
  if (places) checkShards(places, shards, title);
  const total = shards.reduce((bytes, { size }) => bytes + size, 0);
  if (total > LARGEST_FILE)
    throw wholeFileError('weights-format', title, `at most ${LARGEST_FILE} bytes in all shards`, `${total}`);
  const tensors = new Map<string, PackedTensor & { readonly shard: string }>();
  for (const shard of shards)
    for (const tensor of await safetensorsParts(shard, nameOf(shard))) {
      if (tensors.has(tensor.name)) throw duplicateTensor(tensor.name);
      tensors.set(tensor.name, { ...tensor, shard: nameOf(shard) });
    }
  checkNumber(tensors.size, title);
  for (const [name, place] of places ?? []) {
    const found = tensors.get(name)?.shard ?? 'none of them';
    if (found !== place) throw tensorError('weights-missing', name, `it in ${excerptName(place)}`, excerptName(found));
  }
  return { file: packTensors([...tensors.values()], title), notes: [] };
}

async function placesIn(list: Blob): Promise<ReadonlyMap<string, string>> {
  const name = nameOf(list);
  if (list.size > LONGEST_TEXT)
    throw wholeFileError('weights-format', name, `at most ${LONGEST_TEXT} bytes`, `${list.size}`);
  const broken = (problem: string): FileError =>
    new FileError('weights-format', `${excerptName(name)}: ${problem}`, { file: name });
  const json = parseStrictly(await list.text(), {
    broken,
    duplicate: (key) => broken(`expected one ${excerptName(key)}, got two`),
  }) as { readonly weight_map?: unknown } | null;
  const map = json?.weight_map;
  if (typeof map !== 'object' || map === null || Array.isArray(map))
    throw broken(`expected a weight_map of tensors and files, got ${excerpt(map)}`);
  const entries = Object.entries(map) as [string, unknown][];
  const wrong = entries.find(([, place]) => typeof place !== 'string');
  if (wrong)
    throw broken(`weight_map, ${excerptName(wrong[0])}: expected the name of a file, got ${excerpt(wrong[1])}`);
  return new Map(entries as [string, string][]);
}

function checkShards(places: ReadonlyMap<string, string>, shards: readonly Blob[], title: string): void {
  const given = shards.map(nameOf);
  const missing = [...new Set(places.values())].filter((name) => !given.includes(name));
  if (!missing.length) return;
  const expected = `the files that it names, also ${listNames(missing)}`;
  throw wholeFileError('weights-format', title, expected, listNames(given, 'none of them'));
}
