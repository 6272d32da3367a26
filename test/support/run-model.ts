/** A model from a file, run in Node on tfjs's cpu backend. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
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
