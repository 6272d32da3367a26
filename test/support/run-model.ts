/** A model from a file, run in Node on tfjs's cpu backend. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Shape } from '../../src/core/index.js';
import type { Model } from '../../src/formats/model.js';
import { LoadedNetwork } from '../../src/runtime/loaded-network.js';

/** What nodes give out, by their ids, for one image of `[height, width, channels]`. */
export async function runModel({ network, weights }: Model, image: Float32Array, ids: readonly string[]) {
  await tf.setBackend('cpu');
  const loaded = new LoadedNetwork(network, weights ?? { source: 'trained', scheme: 'core', nodes: new Map() });
  const results = loaded.run(tf.tensor4d(image, [1, ...network.inputShape]));
  const read = ids.map((id) => {
    const tensor = results.get(id) ?? loaded.rerun(results, id);
    return [id, { shape: tensor.shape.slice(1), values: tensor.dataSync().slice() as Float32Array }] as const;
  });
  tf.dispose([...results.values()]);
  loaded.dispose();
  return new Map(read);
}

/** Channels first → channels last, and back. */
export function channelsLast(values: ArrayLike<number>, [height, width, channels]: Shape): Float32Array {
  const result = new Float32Array(values.length);
  for (let c = 0, from = 0; c < channels; c++)
    for (let at = 0; at < height * width; at++, from++) result[at * channels + c] = values[from]!;
  return result;
}

export function channelsFirst(values: ArrayLike<number>, [height, width, channels]: Shape): Float32Array {
  const result = new Float32Array(values.length);
  for (let c = 0, to = 0; c < channels; c++)
    for (let at = 0; at < height * width; at++, to++) result[to] = values[at * channels + c]!;
  return result;
}
