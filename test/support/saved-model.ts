import { io, tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** How the numbers of a file are stored. */
export type Storage = 'float32' | 'float16' | 'uint16' | 'uint8';

export interface SavedModel {
  /** What `model.json` holds. */
  readonly json: {
    modelTopology: unknown;
    weightsManifest?: { paths: string[]; weights: io.WeightsManifestEntry[] }[];
  };
  /** `model.json` and its shards, as a reader would choose them. */
  readonly files: readonly File[];
}

const SHARDS = ['group1-shard1of2.bin', 'group1-shard2of2.bin'] as const;

/** Saves a model as `model.save` does to a server, its numbers in two shards; quantised by tfjs's affine rule where asked. */
export async function saveModel(model: LayersModel, storage: Storage = 'float32'): Promise<SavedModel> {
  const artifacts = await artifactsOf(model);
  const whole = new Uint8Array(io.CompositeArrayBuffer.join(artifacts.weightData));
  const { weights, bytes } =
    storage === 'float32'
      ? { weights: artifacts.weightSpecs!, bytes: whole }
      : quantise(artifacts.weightSpecs!, whole, storage);
  const cut = Math.floor(bytes.length / 2); // in the middle of a number
  const json = {
    format: 'layers-model',
    modelTopology: artifacts.modelTopology,
    weightsManifest: [{ paths: [...SHARDS], weights }],
  };
  const shards = [bytes.slice(0, cut), bytes.slice(cut)].map((part, at) => new File([part], SHARDS[at]!));
  return { json, files: [new File([JSON.stringify(json)], 'model.json'), ...shards] };
}

async function artifactsOf(model: LayersModel): Promise<io.ModelArtifacts> {
  let saved: io.ModelArtifacts | undefined;
  await model.save(
    io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: io.getModelArtifactsInfoForJSON(artifacts) };
    }),
  );
  return saved!;
}

/** `value = stored × scale + min`, as tensorflowjs_converter stores it; half floats are the values themselves. */
function quantise(specs: io.WeightsManifestEntry[], whole: Uint8Array, storage: Exclude<Storage, 'float32'>) {
  let start = 0;
  const parts = specs.map((spec) => {
    const size = spec.shape.reduce((product, axis) => product * axis, 1);
    const values = new Float32Array(whole.slice(start, (start += 4 * size)).buffer);
    return storage === 'float16' ? half(spec, values) : affine(spec, values, storage);
  });
  const bytes = new Uint8Array(parts.reduce((sum, { stored }) => sum + stored.byteLength, 0));
  let at = 0;
  for (const { stored } of parts) {
    bytes.set(new Uint8Array(stored.buffer), at);
    at += stored.byteLength;
  }
  return { weights: parts.map(({ spec }) => spec), bytes };
}

function affine(spec: io.WeightsManifestEntry, values: Float32Array, dtype: 'uint8' | 'uint16') {
  const [min, max] = [Math.min(...values), Math.max(...values)];
  const levels = dtype === 'uint8' ? 255 : 65_535;
  const scale = max > min ? (max - min) / levels : 1;
  const numbers = Array.from(values, (value) => Math.round((value - min) / scale));
  const stored = dtype === 'uint8' ? Uint8Array.from(numbers) : Uint16Array.from(numbers);
  return { spec: { ...spec, quantization: { dtype, scale, min } } as io.WeightsManifestEntry, stored };
}

/** Rounded to ten bits of fraction, to even; no test has numbers so small that halves lose their exponent. */
function half(spec: io.WeightsManifestEntry, values: Float32Array) {
  const stored = Uint16Array.from(values, (value) => {
    const bits = new Uint32Array(new Float32Array([value]).buffer)[0]!;
    const [sign, rounded] = [(bits >>> 16) & 0x8000, (bits & 0x7fffffff) + 0x0fff + ((bits >>> 13) & 1)];
    return (rounded >>> 23) - 112 <= 0 ? sign : sign | ((rounded - 0x38000000) >>> 13);
  });
  return {
    spec: { ...spec, quantization: { dtype: 'float16', original_dtype: 'float32' } } as io.WeightsManifestEntry,
    stored,
  };
}

/** What a model computes with after its numbers have been stored and read: tfjs reads them itself. */
export async function reloaded(saved: SavedModel, load: (handler: io.IOHandler) => Promise<LayersModel>) {
  const [, ...shards] = saved.files;
  const weightData = await new Blob([...shards]).arrayBuffer();
  const weightSpecs = saved.json.weightsManifest![0]!.weights;
  const modelTopology = saved.json.modelTopology as object;
  return load(io.fromMemory({ modelTopology, weightSpecs, weightData }));
}

/** Weights that are not those of a new model: gammas and variances around 1, all others around 0. */
export function shake(model: LayersModel, next: () => number): void {
  const values = model.weights.map((weight) => {
    const isPositive = /gamma|variance/.test(weight.name);
    const size = weight.shape.reduce<number>((product, axis) => product * axis!, 1);
    const fanIn = Math.max(1, size / (weight.shape.at(-1) ?? 1));
    const spread = weight.shape.length > 1 ? Math.sqrt(3 / fanIn) : 0.3;
    const numbers = Float32Array.from({ length: size }, () => (isPositive ? 0.5 + next() : (2 * next() - 1) * spread));
    return tensor(numbers, weight.shape as number[]);
  });
  model.setWeights(values);
  values.forEach((value) => value.dispose());
}
