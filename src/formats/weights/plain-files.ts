/**
 * Weights as people have them → as the engine reads them. What is in a container, or in several files, becomes one
 * `.safetensors`, mostly of parts of the files, which are not read here. The part that opens a container loads when one comes.
 */
import { lateChunk } from '../../core/late-chunk.js';
import type { Plain } from './types.js';
import { isHdf5, isKerasZip, isNpz, isShard, isShardList, isZip, nameOf } from './weight-files.js';

export interface PlainFiles extends Omit<Plain, 'file'> {
  /** As they were given, where the engine reads them so. */
  readonly files: readonly Blob[];
  /** What they are called. */
  readonly title: string | undefined;
}

interface Container {
  readonly matches: (head: Uint8Array, name: string) => boolean;
  readonly open: (file: Blob, title: string) => Promise<Plain>;
}

const loadTorch = lateChunk('The part that reads PyTorch’s checkpoints', () => import('../torch/index.js'));
const loadKeras = lateChunk('The part that reads Keras’ files', () => import('../keras/index.js'));
const loadNumpy = lateChunk('The part that reads NumPy’s files', () => import('../numpy/index.js'));
const loadShards = lateChunk('The part that joins shards', () => import('./shards.js'));

const containers: readonly Container[] = [
  {
    matches: (head, name) => isHdf5(head) || isKerasZip(head, name),
    open: async (file, title) => (await loadKeras()).readKerasWeights(file, title),
  },
  {
    matches: isNpz,
    open: async (file, title) => (await loadNumpy()).readNpz(file, title),
  },
  {
    // A zip, or the pickle that PyTorch wrote before.
    matches: (head) => isZip(head) || (head[0] === 0x80 && head[1]! <= 5 && head[2] !== 0),
    open: async (file, title) => (await loadTorch()).readCheckpoint(file, title),
  },
];

const opened = new WeakMap<Blob, Promise<Plain>>();

/** Rejects with `FileError` naming the part of a container that cannot be followed. Each is opened once. */
export async function plainFiles(files: readonly Blob[]): Promise<PlainFiles> {
  const heads = await Promise.all(files.map(async (file) => new Uint8Array(await file.slice(0, HEAD).arrayBuffer())));
  for (const [at, file] of files.entries()) {
    const container = containers.find(({ matches }) => matches(heads[at]!, nameOf(file)));
    if (!container) continue;
    const title = nameOf(file);
    const opening = opened.get(file) ?? container.open(file, title);
    opened.set(file, opening);
    const plain = await opening;
    return { files: [plain.file], notes: plain.notes, title };
  }
  const shards = files.filter((_, at) => isShard(heads[at]!));
  if (shards.length < 2 && !heads.some(isShardList)) return { files, notes: [], title: undefined };
  const list = files.find((_, at) => isShardList(heads[at]!));
  const plain = await (await loadShards()).joinShards(shards, list);
  return { files: [plain.file], notes: plain.notes, title: nameOf(list ?? shards[0]!) };
}

/** Enough to see what a file is. */
const HEAD = 512;
