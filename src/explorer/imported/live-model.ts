/** A model that the page's own tfjs holds → the files that it would save. Nothing of tfjs is needed for that, not even its types. */
import { excerpt, excerptName, messageOf } from '../../core/index.js';
import { InputError } from '../errors.js';

/** Of a `tf.LayersModel` and a `tf.GraphModel`: both hand what they are made of to whoever saves it. */
export interface TfjsModel {
  save(handler: string | object): Promise<unknown>;
}

/** As much as is read of what tfjs calls model artifacts. */
interface Artifacts {
  readonly modelTopology?: unknown;
  readonly weightSpecs?: unknown;
  readonly weightData?: ArrayBuffer | readonly ArrayBuffer[];
  readonly format?: unknown;
  readonly signature?: unknown;
}

const EXPECTED = 'model: expected an address, or a layers model or graph model of tfjs';

/** `model.json` and its numbers, as they are now. Rejects with `InputError` for anything but a model of tfjs. */
export async function filesOfLive(model: unknown): Promise<readonly File[]> {
  const { modelTopology, weightSpecs, weightData, format, signature } = await artifactsOf(model);
  const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs ?? [] }];
  const json = JSON.stringify({ format, modelTopology, signature, ...(weightData && { weightsManifest }) });
  const { name } = model as { readonly name?: unknown };
  const title = `${typeof name === 'string' && name ? excerptName(name) : 'model'}.json`;
  const bytes = [weightData ?? []].flat();
  return [new File([json], title), ...(weightData ? [new File(bytes, 'weights.bin')] : [])];
}

async function artifactsOf(model: unknown): Promise<Artifacts> {
  if (model instanceof Promise) throw refusal('a promise of one: await it first');
  const { save } = model as Partial<TfjsModel>;
  if (typeof save !== 'function') throw refusal(excerpt(model));
  let artifacts: unknown;
  const handler = {
    save: async (given: unknown) => {
      artifacts = given;
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    },
  };
  try {
    await (model as TfjsModel).save(handler);
  } catch (error) {
    throw refusal(`one that cannot be saved: ${excerpt(messageOf(error))}`);
  }
  const isModel = typeof artifacts === 'object' && artifacts !== null && 'modelTopology' in artifacts;
  if (!isModel) throw refusal('an object that saves something else');
  return artifacts as Artifacts;
}

const refusal = (received: string): InputError =>
  new InputError('options', 'model-live', `${EXPECTED}; got ${received}`);
