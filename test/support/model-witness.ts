import { setBackend, tensor, tidy, type Tensor } from '@tensorflow/tfjs-core';
import {
  LayersModel,
  type layers as tflLayers,
  model as buildModel,
  type SymbolicTensor,
} from '@tensorflow/tfjs-layers';
import { countParameters, weightsOf } from '../../src/core/index.js';
import type { LayersModel as ReadModel } from '../../src/formats/index.js';
import type { Engine } from '../../src/runtime/index.js';
import { worstOf } from './agreement.js';

type Layer = InstanceType<typeof tflLayers.Layer>;

/** What one layer of a `tf.LayersModel` gives out for an image; `name` as `model/layer` in nested models. */
interface Witnessed {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** A nested model's first node is its own making; the first use comes after, but for the first layer of a Sequential. */
const useOf = (layer: Layer): number => (layer instanceof LayersModel ? Math.min(1, layer.inboundNodes.length - 1) : 0);

const one = <T>(value: T | T[]): T => [value].flat()[0] as T;

/** The output of every layer, those of nested models too, computed by tfjs alone. */
export function witness(model: LayersModel, image: Tensor, path = ''): readonly Witnessed[] {
  const layers = model.layers.filter((layer) => layer.getClassName() !== 'InputLayer');
  const outputs = layers.map((layer) => one(layer.getOutputAt(useOf(layer))) as SymbolicTensor);
  const results = [buildModel({ inputs: model.inputs, outputs }).predict(image)].flat() as Tensor[];
  return layers.flatMap((layer, at) => {
    const result = results[at]!;
    if (!(layer instanceof LayersModel)) {
      const values = result.dataSync() as Float32Array;
      return [{ name: `${path}${layer.name}`, shape: result.shape.slice(1), values }];
    }
    const given = one(layer.getInputAt(useOf(layer))) as SymbolicTensor;
    const isImage = given === model.inputs[0] || (at === 0 && layer.inputs[0] === model.inputs[0]);
    const input = isImage ? image : (buildModel({ inputs: model.inputs, outputs: given }).predict(image) as Tensor);
    return witness(layer, input, `${path}${layer.name}/`);
  });
}

/** Every leaf layer, also those in nested models. */
const leavesOf = (model: LayersModel): Layer[] =>
  model.layers.flatMap((layer) => (layer instanceof LayersModel ? leavesOf(layer) : [layer]));

/** Where counts of ours are not tfjs's, in words: layer by layer, and in all. */
export function miscounts({ network }: ReadModel, model: LayersModel): string[] {
  const own = new Map<string, number>();
  for (const node of network.nodes) {
    const size = weightsOf(node).reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
    const name = node.names.keras!.split('/').at(-1)!;
    if (!node.sharedWith) own.set(name, (own.get(name) ?? 0) + size);
  }
  const wrong = leavesOf(model)
    .filter((layer) => (own.get(layer.name) ?? 0) !== layer.countParams())
    .map((layer) => `${layer.name}: ${own.get(layer.name)} parameters are not ${layer.countParams()}`);
  const total = countParameters(network, 'keras');
  return total === model.countParams() ? wrong : [...wrong, `${total} in all are not ${model.countParams()}`];
}

/** Two ways to the same numbers in float32: what rounding leaves, in standard deviations of the layer's output. */
const TOLERANCE = 1e-3;

/** Where shapes and values of ours are not tfjs's, in words, for one image, after the engine has loaded the network. */
export async function disagreements(
  { network, layers }: ReadModel,
  engine: Engine,
  model: LayersModel,
  data: Float32Array,
): Promise<string[]> {
  const shape = [
    1,
    ...(model.inputs[0]!.shape.slice(1).map((axis, at) => axis ?? network.inputShape[at]!) as number[]),
  ];
  await setBackend('cpu'); // the engine has chosen another
  let expected: readonly Witnessed[] = [];
  tidy(() => void (expected = witness(model, tensor(data, shape))));
  await engine.run({ data, shape: network.inputShape });
  const problems: string[] = [];
  for (const { name, shape, values } of expected) {
    const id = layers.get(name);
    if (id === undefined) problems.push(`${name} is not among ${[...layers.keys()].join(', ')}`);
    else problems.push(...(await compare(engine, id, name, shape, values)));
  }
  return problems;
}

const withoutOnes = (shape: readonly number[]): string => shape.filter((axis) => axis > 1).join();

async function compare(engine: Engine, id: string, name: string, shape: readonly number[], values: Float32Array) {
  const got = await engine.activation(id);
  if (withoutOnes(got.shape) !== withoutOnes(shape)) return [`${name} (${id}): shape ${got.shape} is not ${shape}`];
  const error = worstOf(got.data, values) / Math.max(got.stats.std, 1e-3);
  return error <= TOLERANCE ? [] : [`${name} (${id}): ${error} standard deviations apart`];
}
