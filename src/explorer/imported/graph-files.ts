/** A graph model of TensorFlow's operations, with the shards that it names, as files for `readModel`. */
import { parseAddress } from '../../core/addresses.js';
import { excerptName } from '../../core/index.js';
import { isGraph } from '../../formats/json-model.js';
import { listTfjsModel } from '../../formats/weights/tfjs-model.js';
import { InputError } from '../errors.js';
import { fetchFile } from '../fetch-file.js';
import type { ModelText } from './model-source.js';

/** Nothing for any other model. Rejects where a shard lies elsewhere than beside the model, or is not had. */
export async function graphFiles({ json, files, place, title }: ModelText): Promise<readonly File[] | undefined> {
  if (!isGraph(json)) return undefined;
  if (files) return files;
  const text = JSON.stringify(json);
  const main = new File([text], 'model.json');
  if (!place) return [main];
  const hasShards = Array.isArray((json as { weightsManifest?: unknown }).weightsManifest);
  const paths = hasShards ? listTfjsModel(text, title).paths : [];
  const shards = paths.map(async (path) => {
    const beside = parseAddress(path, { by: 'file', base: place.href });
    if (beside.kind === 'refused')
      throw new InputError('options', 'address-refused', `${excerptName(title)}: a shard: ${beside.message}`);
    return new File([await fetchFile('model', beside.href, place.init)], path.split('/').at(-1)!);
  });
  return [main, ...(await Promise.all(shards))];
}
