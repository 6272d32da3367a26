/** The running network with its weights as a file that other programs load. */
import { weightsOf } from '../../core/index.js';
import { writeArchive } from '../../formats/write/archive.js';
import { writeOnnx } from '../../formats/write/onnx.js';
import { tensorsIn, writeSafetensors } from '../../formats/write/safetensors.js';
import type { Scheme } from '../../formats/weights/weight-names.js';
import type { NetworkWeights, NodeWeights } from '../../formats/weights/weights.js';
import { loadRuntime } from '../chunks.js';
import type { ExplorerState } from '../state.js';
import { aboutFile, fileName, textsOf, type About } from './about.js';
import { untilRun } from './running.js';
import type { TakenFile } from './tensor-file.js';

/** A scheme of names is a `.safetensors` with these. */
export type NetworkFormat = 'tfjs' | 'onnx' | Scheme;

/** Rejects where the network cannot be run, `UnwritableError` where the format lacks one of its layers. */
export async function networkFile(state: ExplorerState, format: NetworkFormat, version: string): Promise<TakenFile> {
  await untilRun(state.inspection);
  const { network } = state;
  const weights = await allWeights(state);
  const about = aboutFile(state, version, 'the network with its weights');
  const name = fileName(network.title);
  if (format === 'onnx') {
    const file = writeOnnx(network, weights, { producer: 'mobilenet-explorer', version, metadata: textsOf(about) });
    return { name: `${name}.onnx`, blob: new Blob([file]) };
  }
  if (format === 'tfjs')
    return { name: `${name}-tfjs.zip`, blob: new Blob([await layersModel(state, weights, about)]) };
  const file = writeSafetensors(tensorsIn(network, weights, format), textsOf(about));
  return { name: `${name}.safetensors`, blob: new Blob([file]) };
}

async function allWeights({ network, inspection }: ExplorerState): Promise<NetworkWeights> {
  const nodes = new Map<string, NodeWeights>();
  for (const node of network.nodes) {
    if (!weightsOf(node).length) continue;
    const tensors = await inspection.weightsOf(node.id);
    nodes.set(node.id, Object.fromEntries(tensors.map(({ name, data }) => [name, data])));
  }
  return { source: inspection.weights?.source ?? 'trained', scheme: 'core', nodes };
}

/** As much of tfjs's `ModelArtifacts` as a `model.json` is made of. */
interface Artifacts {
  readonly modelTopology: unknown;
  readonly weightSpecs: unknown;
  readonly weightData: ArrayBuffer | readonly ArrayBuffer[];
  readonly format?: string;
  readonly generatedBy?: string;
}

/** A `model.json` and its `weights.bin` in a zip archive. */
async function layersModel(
  { network }: ExplorerState,
  weights: NetworkWeights,
  about: About,
): Promise<Uint8Array<ArrayBuffer>> {
  const { toLayersModel } = await loadRuntime();
  const data = writeSafetensors(tensorsIn(network, weights, 'core')).buffer;
  const model = await toLayersModel(network, { data }, { backend: 'cpu' });
  try {
    let saved: Artifacts | undefined;
    const save = async (artifacts: Artifacts): Promise<object> => {
      saved = artifacts;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    };
    await model.save({ save });
    const { modelTopology, weightSpecs, weightData, format, generatedBy } = saved!;
    const manifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
    const json = {
      format,
      generatedBy,
      convertedBy: null,
      modelTopology,
      weightsManifest: manifest,
      userDefinedMetadata: about,
    };
    const bytes = await new Blob([weightData].flat()).arrayBuffer();
    return writeArchive({
      'model.json': new TextEncoder().encode(JSON.stringify(json)),
      'weights.bin': new Uint8Array(bytes),
    });
  } finally {
    model.dispose();
  }
}
