/** Reads a tfjs `model.json`: a manifest of tensors and the shard files that hold their numbers one after the other. */
import { excerpt, excerptName } from '../../core/index.js';
import { LONGEST_TEXT } from '../../core/limits.js';
import { parseStrictly } from '../../core/strict-json.js';
import { duplicateTensor, FileError, tensorError } from '../file-error.js';
import { checkNumber, decoderOf, type StoredTensor } from './stored-tensor.js';
import type { ListedTensor } from './types.js';
import { listNames } from './weight-names.js';

interface Quantization {
  readonly dtype: string;
  readonly scale?: number;
  readonly min?: number;
}

interface ManifestWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization?: Quantization;
  /** `optimizer`: what training goes on from; a network does without. */
  readonly group?: string;
}

interface ManifestGroup {
  readonly paths: readonly string[];
  readonly weights: readonly ManifestWeight[];
}

/** Gives the bytes of one file that lies beside `model.json`. */
export type ReadShard = (path: string) => Promise<ArrayBuffer>;

/** `file`: what error messages call it. Throws `FileError` naming the file, the shard or the tensor. */
export async function readTfjsModel(
  text: string,
  readShard: ReadShard,
  file = 'model.json',
): Promise<Map<string, StoredTensor>> {
  const tensors = new Map<string, StoredTensor>();
  for (const group of parseManifest(text, file)) {
    const bytes = join(await Promise.all(group.paths.map(readShard)));
    for (const tensor of splitGroup(group, bytes)) tensors.set(tensor.name, tensor);
  }
  return tensors;
}

/** The tensors that a model names, the files that hold them in the order of their bytes, and whether its layers are there. */
export interface ListedModel {
  readonly tensors: readonly ListedTensor[];
  readonly paths: readonly string[];
  readonly isModel: boolean;
}

export function listTfjsModel(text: string, file: string): ListedModel {
  if (isArchitecture(text)) return { tensors: [], paths: [], isModel: true };
  const groups = parseManifest(text, file);
  const { modelTopology: topology } = JSON.parse(text) as { modelTopology?: unknown };
  return {
    tensors: groups.flatMap(({ weights }) => weights.filter(isOfNetwork)),
    paths: groups.flatMap(({ paths }) => paths),
    isModel: typeof topology === 'object' && topology !== null,
  };
}

/** Layers without a list of tensors, as Keras' `to_json()` writes them. */
function isArchitecture(text: string): boolean {
  try {
    const { weightsManifest, ...fields } = JSON.parse(text) as Record<string, unknown>;
    return (
      weightsManifest === undefined && ['class_name', 'model_config', 'modelTopology'].some((key) => key in fields)
    );
  } catch {
    return false;
  }
}

function parseManifest(text: string, file: string): readonly ManifestGroup[] {
  const broken = (problem: string): FileError =>
    new FileError('weights-format', `${excerptName(file)}: ${problem}`, { file });
  if (text.length > LONGEST_TEXT) throw broken(`expected at most ${LONGEST_TEXT} signs, got ${text.length}`);
  const model = parseStrictly(text, {
    broken,
    duplicate: (key, path) => broken(`expected one ${excerptName([...path, key].join(' / '))}, got two`),
  }) as { weightsManifest?: unknown } | null;
  const manifest = model?.weightsManifest;
  if (!Array.isArray(manifest)) throw broken('expected a weightsManifest, got none');
  for (const group of manifest as Partial<ManifestGroup>[]) checkGroup(group, broken);
  const groups = manifest as readonly ManifestGroup[];
  checkNumber(
    groups.reduce((sum, { weights }) => sum + weights.length, 0),
    file,
  );
  checkPaths(groups, broken);
  checkNames(groups);
  return groups;
}

function checkGroup(group: Partial<ManifestGroup> | null, broken: (problem: string) => FileError): void {
  const { paths, weights } = group ?? {};
  if (!Array.isArray(paths) || !paths.every((path) => typeof path === 'string'))
    throw broken(`expected paths of shards in each group, got ${excerpt(paths)}`);
  if (!Array.isArray(weights)) throw broken(`expected weights in each group, got ${excerpt(weights)}`);
  for (const weight of weights as (Partial<ManifestWeight> | null)[]) {
    const { name } = weight ?? {};
    if (typeof name !== 'string') throw broken(`expected a name for each tensor, got ${excerpt(name)}`);
    checkWeight(name, weight!);
  }
}

function checkWeight(name: string, { shape, dtype, quantization }: Partial<ManifestWeight>): void {
  const wrong = (code: 'weights-format' | 'weights-dtype', expected: string, value: unknown): never => {
    throw tensorError(code, name, expected, excerpt(value));
  };
  if (!Array.isArray(shape) || !shape.every((axis) => Number.isSafeInteger(axis) && axis >= 0))
    wrong('weights-format', 'a shape', shape);
  if (dtype !== 'float32' && dtype !== 'int32' && dtype !== 'bool') wrong('weights-dtype', 'float32', dtype);
  if (quantization === undefined) return;
  const { dtype: stored, scale, min } = quantization ?? {};
  if (stored === 'float16') return;
  if (stored !== 'uint8' && stored !== 'uint16') wrong('weights-dtype', 'float16, uint16 or uint8', stored);
  // Without them the small integers themselves would pass for weights.
  if (!Number.isFinite(scale) || scale === 0) wrong('weights-format', 'a quantization scale', scale);
  if (!Number.isFinite(min)) wrong('weights-format', 'a quantization min', min);
}

/** A shard that is named twice would be read twice, as the numbers of two groups. */
function checkPaths(groups: readonly ManifestGroup[], broken: (problem: string) => FileError): void {
  const seen = new Set<string>();
  for (const path of groups.flatMap(({ paths }) => paths)) {
    if (seen.has(path)) throw broken(`expected the shard ${excerptName(path)} once, got it twice`);
    seen.add(path);
  }
}

function checkNames(groups: readonly ManifestGroup[]): void {
  const seen = new Set<string>();
  for (const { name } of groups.flatMap(({ weights }) => weights)) {
    if (seen.has(name)) throw duplicateTensor(name);
    seen.add(name);
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

/** Tensors say nothing of where they are: if the sizes do not add up to the bytes, none can be trusted. */
function splitGroup({ paths, weights }: ManifestGroup, bytes: ArrayBuffer): readonly StoredTensor[] {
  let start = 0;
  const files = listNames(paths, 'no shard');
  const tensors = weights.map(({ name, shape, dtype, quantization }) => {
    const stored = quantization?.dtype ?? dtype;
    const from = start;
    const to = (start += shape.reduce((size, axis) => size * axis, bytesOf(stored)));
    if (to > bytes.byteLength)
      throw tensorError('weights-offsets', name, `data up to byte ${to} of ${files}`, `${bytes.byteLength} bytes`);
    const { scale, min } = isAffine(quantization) ? quantization : {};
    return {
      name,
      shape,
      dtype: stored,
      bytes: () => bytes.slice(from, to),
      ...(scale !== undefined && min !== undefined && { quantization: { scale, min } }),
    };
  });
  if (start === bytes.byteLength) return tensors.filter((_, i) => isOfNetwork(weights[i]!));
  throw new FileError('weights-offsets', `${files}: expected ${start} bytes, got ${bytes.byteLength}`, {
    expected: `${start} bytes`,
    received: `${bytes.byteLength}`,
  });
}

/** Half floats are the values themselves: tfjs ignores a scale beside them. */
const isAffine = (quantization: Quantization | undefined): quantization is Quantization =>
  quantization !== undefined && quantization.dtype !== 'float16';

const isOfNetwork = ({ group }: ManifestWeight): boolean => group !== 'optimizer';

/** Whole numbers and flags are no weights, but they lie between them. */
const bytesOf = (dtype: string): number => decoderOf(dtype)?.bytes ?? (dtype === 'int32' ? 4 : 1);
