/** A backend that has every gradient that training asks for. */
import { startFullBackend } from '../runtime/full-backend.js';
import { lateChunk } from '../runtime/late-chunk.js';
import { trainingBackends } from './candidates.js';
import type { TrainingBackend, TrainingOptions } from './types.js';

/** What training needs beside the backend's own kernels. */
export const loadWasmGradients = lateChunk('The part that trains with WebAssembly', () => import('./wasm/index.js'));

export async function startTrainingBackend(choice: TrainingOptions['backend']): Promise<TrainingBackend> {
  const name = (await startFullBackend(await trainingBackends(choice))) as TrainingBackend;
  if (name === 'wasm') (await loadWasmGradients()).registerGradients();
  return name;
}
