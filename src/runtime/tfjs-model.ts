/** Reads a tfjs `model.json`: a manifest of tensors and the shard files that hold their numbers one after the other. */
import { EngineError } from './engine-error.js';
import { decoderOf, type StoredTensor } from './stored-tensor.js';

interface ManifestWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization?: { readonly dtype: string; readonly scale?: number; readonly min?: number };
}

interface ManifestGroup {
  readonly paths: readonly string[];
  readonly weights: readonly ManifestWeight[];
}

/** Gives the bytes of one file that lies beside `model.json`. */
export type ReadShard = (path: string) => Promise<ArrayBuffer>;

export async function readTfjsModel(text: string, readShard: ReadShard): Promise<Map<string, StoredTensor>> {
  const tensors = new Map<string, StoredTensor>();
  for (const group of parseManifest(text)) {
    const bytes = join(await Promise.all(group.paths.map(readShard)));
    for (const tensor of splitGroup(group, bytes)) {
      const { name } = tensor;
      if (tensors.has(name))
        throw new EngineError('weights-duplicate', `tensor ${name}: expected once, got twice`, { tensor: name });
      tensors.set(name, tensor);
    }
  }
  return tensors;
}

function parseManifest(text: string): readonly ManifestGroup[] {
  let model: { weightsManifest?: unknown };
  try {
    model = JSON.parse(text);
  } catch {
    throw broken(`expected JSON, got ${JSON.stringify(text.slice(0, 40))}`);
  }
  const manifest = model?.weightsManifest;
  if (!Array.isArray(manifest)) throw broken('expected a weightsManifest, got none');
  manifest.forEach(checkGroup);
  return manifest;
}

function checkGroup(group: Partial<ManifestGroup> | null): asserts group is ManifestGroup {
  const { paths, weights } = group ?? {};
  if (!Array.isArray(paths) || !paths.every((path) => typeof path === 'string'))
    throw broken('expected paths of shards in each group');
  if (!Array.isArray(weights)) throw broken('expected weights in each group');
  for (const { name, shape, dtype } of weights as Partial<ManifestWeight>[]) {
    if (typeof name !== 'string' || typeof dtype !== 'string')
      throw broken(`expected a name and a dtype, got ${name} and ${dtype}`);
    if (!Array.isArray(shape) || !shape.every((axis) => Number.isSafeInteger(axis) && axis >= 0)) {
      throw new EngineError('weights-format', `tensor ${name}: expected a shape, got ${JSON.stringify(shape)}`, {
        tensor: name,
      });
    }
  }
}

function join(parts: readonly ArrayBuffer[]): ArrayBuffer {
  if (parts.length === 1) return parts[0]!;
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.byteLength, 0));
  let start = 0;
  for (const part of parts) {
    whole.set(new Uint8Array(part), start);
    start += part.byteLength;
  }
  return whole.buffer;
}

function splitGroup({ paths, weights }: ManifestGroup, bytes: ArrayBuffer): readonly StoredTensor[] {
  let start = 0;
  return weights.map(({ name, shape, dtype, quantization }) => {
    const stored = quantization?.dtype ?? dtype;
    const from = start;
    const to = (start += shape.reduce((size, axis) => size * axis, 1) * bytesOf(name, stored));
    if (to > bytes.byteLength) {
      throw new EngineError(
        'weights-offsets',
        `tensor ${name}: expected data up to byte ${to} of ${paths.join(', ')}, got ${bytes.byteLength} bytes`,
        { tensor: name },
      );
    }
    const { scale, min = 0 } = quantization ?? {};
    return {
      name,
      shape,
      dtype: stored,
      bytes: () => bytes.slice(from, to),
      ...(scale !== undefined && { quantization: { scale, min } }),
    };
  });
}

function bytesOf(name: string, dtype: string): number {
  const bytes = dtype === 'int32' ? 4 : dtype === 'bool' ? 1 : decoderOf(dtype)?.bytes;
  if (bytes) return bytes;
  throw new EngineError('weights-dtype', `tensor ${name}: expected float32, float16, uint16 or uint8, got ${dtype}`, {
    tensor: name,
  });
}

const broken = (problem: string): EngineError => new EngineError('weights-format', `model.json: ${problem}`);
