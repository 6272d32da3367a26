/** Gets weights from where they are: an address, files, or a seed. */
import { locationOf, parseAddress } from '../core/addresses.js';
import { excerptName, messageOf, type Network } from '../core/index.js';
import { download } from './download.js';
import { EngineError, fileErrorAsEngines } from './engine-error.js';
import type { SentAddress, SentWeights } from './protocol.js';
import { LARGEST_FILE } from '../core/limits.js';
import { checkSize } from './network-size.js';
import { randomWeights } from './random.js';
import { readSafetensors } from '../formats/weights/safetensors.js';
import type { StoredTensor } from '../formats/weights/stored-tensor.js';
import { listTfjsModel, readTfjsModel, type ReadShard } from '../formats/weights/tfjs-model.js';
import type { Progress } from './types.js';
import { mainFile, nameOf, sortOf } from '../formats/weights/weight-files.js';
import { listNames } from '../formats/weights/weight-names.js';
import { assignWeights, type NetworkWeights } from '../formats/weights/weights.js';

interface Reading {
  readonly withoutHead?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Rejects with `EngineError`, whatever is wrong with the files; or with the signal's reason. */
export const readWeights = (network: Network, weights: SentWeights, reading: Reading = {}): Promise<NetworkWeights> =>
  read(network, weights, reading).catch(fileErrorAsEngines);

async function read(network: Network, weights: SentWeights, reading: Reading): Promise<NetworkWeights> {
  checkSize(network);
  if ('seed' in weights) return randomWeights(network, weights.seed);
  const stored = 'url' in weights ? await fromAddress(weights, reading) : await fromFiles(weights.files);
  return assignWeights(network, stored.values(), reading);
}

type Stored = Map<string, StoredTensor>;

async function fromAddress({ url, init }: SentAddress, reading: Reading): Promise<Stored> {
  const get = (address: string): Promise<Blob> => download(address, { ...reading, init });
  return readFile(await get(url), locationOf(url).file, async (path) => bytesOf(await get(besideOf(path, url))));
}

/** The addresses of a model's shards, in the order of their bytes. Throws `EngineError` for what is no model. */
export async function shardAddresses(model: Blob, url: string): Promise<string[]> {
  const { paths } = listTfjsModel(await model.text(), locationOf(url).file);
  return paths.map((path) => besideOf(path, url));
}

/** A model may name files beside it, not make the reader's browser ask for anything else. */
function besideOf(path: string, url: string): string {
  const beside = parseAddress(path, { by: 'file', base: url });
  if (beside.kind !== 'refused') return beside.href;
  throw new EngineError('weights-format', `${locationOf(url).file}: a shard: ${beside.message}`);
}

async function fromFiles(files: readonly Blob[]): Promise<Stored> {
  const main = mainFile(files);
  return readFile(main, nameOf(main), (path) => bytesOf(shardOf(path, main, files)));
}

function shardOf(path: string, main: Blob, files: readonly Blob[]): Blob {
  const named = files.filter((file) => nameOf(file) === path.split('/').at(-1));
  if (named.length === 1) return named[0]!;
  const got = named.length ? `${named.length} of that name` : listNames(files.map(nameOf));
  throw new EngineError(
    'weights-format',
    `${excerptName(nameOf(main))}: expected the shard ${excerptName(path)}, got ${got}`,
  );
}

async function readFile(file: Blob, name: string, readShard: ReadShard): Promise<Stored> {
  const sort = await sortOf(file, name);
  const whole = await bytesOf(file);
  return sort === 'safetensors'
    ? readSafetensors(whole, name)
    : readTfjsModel(new TextDecoder().decode(whole), readShard, name);
}

async function bytesOf(file: Blob): Promise<ArrayBuffer> {
  if (file.size > LARGEST_FILE) {
    const expected = `${excerptName(nameOf(file))}: expected at most ${LARGEST_FILE} bytes`;
    throw new EngineError('weights-format', `${expected}, got ${file.size}`);
  }
  return file.arrayBuffer().catch((error: unknown) => {
    throw new EngineError('weights-format', `${excerptName(nameOf(file))}: could not be read (${messageOf(error)})`);
  });
}
