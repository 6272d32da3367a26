/** A tfjs layers model as Keras' converter writes it, from PyTorch's tensors: other names, other layout, fewer bits. */
import torchToKeras from '../golden/parity/names_torch_to_keras.json' with { type: 'json' };
import type { WrittenTensor } from './safetensors.js';

export type StoredAs = 'float32' | 'float16' | 'uint16' | 'uint8';

interface KerasTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

const layerOf: Readonly<Record<string, string>> = torchToKeras.map;
const PARTS: Readonly<Record<string, string>> = {
  weight: 'gamma',
  bias: 'beta',
  running_mean: 'moving_mean',
  running_var: 'moving_variance',
};

/** `[O, I, Y, X]` → `[Y, X, I, O]`, `[C, 1, Y, X]` → `[Y, X, C, 1]`, `[O, I]` → `[I, O]`. */
function turned({ shape, data }: WrittenTensor, isDepthwise: boolean): { shape: number[]; data: Float32Array } {
  const [o, i, rows = 1, columns = 1] = shape as [number, number, number?, number?];
  const [inner, outer] = isDepthwise ? [o, i] : [i, o];
  const values = new Float32Array(data.length);
  let at = 0;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      for (let a = 0; a < inner; a++) {
        for (let b = 0; b < outer; b++) {
          const [first, second] = isDepthwise ? [a, b] : [b, a];
          values[at++] = Number(data[((first * i + second) * rows + y) * columns + x]);
        }
      }
    }
  }
  return { shape: shape.length === 2 ? [i, o] : [rows, columns, inner, outer], data: values };
}

/** Of torchvision's MobileNetV2; what Keras has no name for is bookkeeping. */
export function toKeras(tensor: WrittenTensor): KerasTensor[] {
  const [, module, part] = /^(.*)\.(\w+)$/.exec(tensor.name)!;
  const layer = layerOf[module!];
  if (!layer || part === 'num_batches_tracked') return [];
  if (tensor.shape.length > 1) {
    const isDepthwise = layer.endsWith('depthwise');
    return [{ name: `${layer}/${isDepthwise ? 'depthwise_kernel' : 'kernel'}`, ...turned(tensor, isDepthwise) }];
  }
  const name = layer === 'predictions' ? part! : PARTS[part!]!;
  return [{ name: `${layer}/${name}`, shape: tensor.shape, data: tensor.data as Float32Array }];
}

/** tfjs-converter's affine quantisation: the smallest value is 0, the largest the last integer. */
function quantised({ data }: KerasTensor, stored: 'uint8' | 'uint16') {
  const most = stored === 'uint8' ? 255 : 65535;
  const min = data.reduce((a, b) => Math.min(a, b), Infinity);
  const scale = (data.reduce((a, b) => Math.max(a, b), -Infinity) - min) / most || 1;
  const integers = stored === 'uint8' ? new Uint8Array(data.length) : new Uint16Array(data.length);
  data.forEach((value, i) => (integers[i] = Math.round((value - min) / scale)));
  return { bytes: integers, quantization: { dtype: stored, original_dtype: 'float32', scale, min } };
}

/** Half precision, ties to even: what numpy's `astype('float16')` does for numbers in its normal range and below. */
function half(value: number): number {
  const bits = new Uint32Array(Float32Array.of(value).buffer)[0]!;
  const [sign, exponent, fraction] = [(bits >>> 16) & 0x8000, (bits >>> 23) & 255, bits & 0x7fffff];
  const shift = exponent < 113 ? 126 - exponent : 13;
  if (shift > 24) return sign;
  const whole = exponent < 113 ? fraction | 0x800000 : ((exponent - 112) << 23) | fraction;
  const kept = whole >>> shift;
  const rest = whole - kept * 2 ** shift;
  const middle = 2 ** (shift - 1);
  return sign | (kept + (rest > middle || (rest === middle && kept & 1) ? 1 : 0));
}

function stored(tensor: KerasTensor, as: StoredAs): { bytes: ArrayBufferView; quantization?: object } {
  if (as === 'float32') return { bytes: tensor.data };
  if (as !== 'float16') return quantised(tensor, as);
  return { bytes: Uint16Array.from(tensor.data, half), quantization: { dtype: 'float16', original_dtype: 'float32' } };
}

/** `model.json` and its shards, cut without regard to where tensors begin; `topology` as far as a test needs one. */
export function kerasFiles(tensors: readonly KerasTensor[], as: StoredAs, topology: object = {}): File[] {
  const parts = tensors.map((tensor) => ({ tensor, ...stored(tensor, as) }));
  const data = new Blob(parts.map(({ bytes }) => bytes as ArrayBufferView<ArrayBuffer>));
  const cut = Math.floor(data.size / 3);
  const shards = [data.slice(0, cut), data.slice(cut, 2 * cut), data.slice(2 * cut)];
  const names = shards.map((_, i) => `group1-shard${i + 1}of3.bin`);
  const weights = parts.map(({ tensor: { name, shape }, quantization }) => ({
    name,
    shape,
    dtype: 'float32',
    ...(quantization && { quantization }),
  }));
  const model = { format: 'layers-model', modelTopology: topology, weightsManifest: [{ paths: names, weights }] };
  return [
    new File([JSON.stringify(model)], 'model.json', { type: 'application/json' }),
    ...shards.map((shard, i) => new File([shard], names[i]!)),
  ];
}
