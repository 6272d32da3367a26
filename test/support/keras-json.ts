/** Keras topologies written by hand: what no tfjs version saves, and what is wrong on purpose. */
type Config = Readonly<Record<string, unknown>>;

/** A layer of a functional model, as Keras 2 writes it; reads the outputs of the named layers. */
export const layer = (className: string, name: string, reads: readonly string[], config: Config = {}) => ({
  class_name: className,
  name,
  config: { name, ...config },
  inbound_nodes: reads.length ? [reads.map((from) => [from, 0, 0, {}])] : [],
});

/** The same as Keras 3 writes it, which states the shape of every tensor. */
export const layer3 = (
  className: string,
  name: string,
  reads: readonly (readonly [from: string, shape: readonly (number | null)[]])[],
  config: Config = {},
) => ({
  class_name: className,
  name,
  config: { name, ...config },
  inbound_nodes: reads.length ? [{ args: [reads.map(([from, shape]) => keras3Tensor(from, shape))], kwargs: {} }] : [],
});

const keras3Tensor = (from: string, shape: readonly (number | null)[]) => ({
  class_name: '__keras_tensor__',
  config: { shape: [null, ...shape], dtype: 'float32', keras_history: [from, 0, 0] },
});

export const image = (shape: readonly (number | null)[] = [8, 8, 3], name = 'image') =>
  layer('InputLayer', name, [], { batch_input_shape: [null, ...shape] });

interface Named {
  readonly name: string;
  readonly [field: string]: unknown;
}

/** A functional model from the first layer to the last. */
export function functional(layers: readonly Named[]) {
  const refer = (at: number) => [[layers.at(at)!.name, 0, 0]];
  return {
    class_name: 'Functional',
    config: { name: 'net', layers, input_layers: refer(0), output_layers: refer(-1) },
  };
}

export const sequential = (layers: readonly object[], name = 'chain') => ({
  class_name: 'Sequential',
  config: { name, layers },
});

/** What `model.json` holds; `tensors` as the manifest lists them. */
export const modelJson = (topology: object, tensors: Readonly<Record<string, readonly number[]>> = {}) => ({
  format: 'layers-model',
  modelTopology: {
    keras_version: '2.15.0',
    backend: 'tensorflow',
    model_config: topology,
    training_config: { loss: 'mse' },
  },
  weightsManifest: [
    {
      paths: ['group1-shard1of1.bin'],
      weights: Object.entries(tensors).map(([name, shape]) => ({ name, shape, dtype: 'float32' })),
    },
  ],
});
