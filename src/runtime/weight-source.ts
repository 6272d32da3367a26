/** Gets weights from where they are: an address, files, or a seed. */
import type { Network } from '../core/index.js';
import { EngineError } from './engine-error.js';
import type { SentWeights } from './protocol.js';
import { randomWeights } from './random.js';
import { readSafetensors } from './safetensors.js';
import type { StoredTensor } from './stored-tensor.js';
import { readTfjsModel, type ReadShard } from './tfjs-model.js';
import type { Progress } from './types.js';
import { assignWeights, type NetworkWeights } from './weights.js';

interface Reading {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export async function readWeights(
  network: Network,
  weights: SentWeights,
  reading: Reading = {},
): Promise<NetworkWeights> {
  if ('seed' in weights) return randomWeights(network, weights.seed);
  const stored = 'url' in weights ? await fromAddress(weights.url, reading) : await fromFiles(weights.files);
  return assignWeights(network, stored.values());
}

type Stored = Map<string, StoredTensor>;

async function fromAddress(url: string, reading: Reading): Promise<Stored> {
  const whole = await download(url, reading);
  return read(whole, (path) => download(new URL(path, url).href, reading));
}

async function fromFiles(files: readonly Blob[]): Promise<Stored> {
  const nameOf = (file: Blob): string => (file instanceof File ? file.name : '');
  const main = files.length > 1 ? files.find((file) => /\.(json|safetensors)$/.test(nameOf(file))) : files[0];
  if (!main)
    throw new EngineError(
      'weights-format',
      `expected a .safetensors or a model.json, got ${files.map(nameOf).join(', ') || 'no file'}`,
    );
  return read(await main.arrayBuffer(), async (path) => {
    const shard = files.find((file) => nameOf(file) === path.split('/').at(-1));
    if (shard) return shard.arrayBuffer();
    throw new EngineError(
      'weights-format',
      `model.json: expected the shard ${path}, got ${files.map(nameOf).join(', ')}`,
    );
  });
}

function read(whole: ArrayBuffer, readShard: ReadShard): Stored | Promise<Stored> {
  if (!isText(whole)) return readSafetensors(whole);
  const text = new TextDecoder().decode(whole);
  if (text.trimStart().startsWith('{')) return readTfjsModel(text, readShard);
  throw new EngineError(
    'weights-format',
    `expected a .safetensors or a model.json, got text: ${JSON.stringify(text.slice(0, 60))}`,
  );
}

/** JSON and web pages have no zero bytes; the length that a safetensors file begins with always does. */
function isText(whole: ArrayBuffer): boolean {
  const start = new Uint8Array(whole, 0, Math.min(8, whole.byteLength));
  return start.length === 8 && start.every((byte) => byte >= 9 && byte !== 0xff);
}

async function download(url: string, { signal, onProgress }: Reading): Promise<ArrayBuffer> {
  const response = await fetch(url, signal ? { signal } : {}).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new EngineError(
      'fetch-failed',
      `${url}: expected weights, got no answer (${error instanceof Error ? error.message : error})`,
    );
  });
  if (!response.ok)
    throw new EngineError(
      'fetch-failed',
      `${url}: expected weights, got ${response.status} ${response.statusText}`.trimEnd(),
    );
  if (!onProgress || !response.body) return response.arrayBuffer();
  const total = Number(response.headers.get('content-length') ?? 0);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let loaded = 0;
  for (const reader = response.body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value as Uint8Array<ArrayBuffer>);
    onProgress({ loaded: (loaded += value.byteLength), total });
  }
  return new Blob(parts).arrayBuffer();
}
