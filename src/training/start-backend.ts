/** A backend that has every gradient that training asks for. */
import { startFullBackend } from '../runtime/full-backend.js';
import { lateChunk } from '../runtime/late-chunk.js';
import { suitableBackends } from '../runtime/suitable-backends.js';
import type { TrainingBackend, TrainingOptions } from './types.js';

/** What training needs beside the backend's own kernels. */
export const loadWasmGradients = lateChunk('The part that trains with WebAssembly', () => import('./wasm/index.js'));

const isOurs = (name: string): name is TrainingBackend => name !== 'webgpu';

/** `auto` takes webgl on a real GPU, else wasm, else cpu. */
export async function startTrainingBackend(choice: TrainingOptions['backend'] = 'auto'): Promise<TrainingBackend> {
  const candidates = choice === 'auto' ? (await suitableBackends()).filter(isOurs) : choice;
  const name = (await startFullBackend(candidates)) as TrainingBackend;
  if (name === 'wasm') (await loadWasmGradients()).registerGradients();
  return name;
}
