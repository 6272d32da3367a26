/** Every kernel of a backend: what a `LayersModel` asks for, above all in training, cannot be listed beforehand. */
import { findBackend, getKernelsForBackend, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { startBackend, useBackend } from './backend.js';
import { lateChunk } from './late-chunk.js';
import type { BackendChoice, BackendName } from './types.js';

const chunks: Readonly<Record<BackendName, () => Promise<unknown>>> = {
  webgpu: lateChunk('The part that trains with WebGPU', () => import('@tensorflow/tfjs-backend-webgpu')),
  webgl: lateChunk('The part that trains with WebGL', () => import('@tensorflow/tfjs-backend-webgl')),
  wasm: lateChunk('The part that trains with WebAssembly', () => import('@tensorflow/tfjs-backend-wasm')),
  cpu: lateChunk('The part that trains in JavaScript', () => import('@tensorflow/tfjs-backend-cpu')),
};

const completed = new Map<BackendName, Promise<void>>();

/** Starts a backend with all its kernels and makes it the current one. */
export async function startFullBackend(choice: BackendChoice | readonly BackendName[]): Promise<BackendName> {
  const name = await startBackend(choice);
  useBackend(name);
  if (!completed.has(name)) completed.set(name, complete(name));
  try {
    await completed.get(name);
  } catch (error) {
    completed.delete(name); // so that the next start tries again
    throw error;
  }
  useBackend(name); // others may have become current meanwhile
  return name;
}

async function complete(name: BackendName): Promise<void> {
  // Those that the engine has registered come again with the rest; tfjs would warn of each.
  const own = getKernelsForBackend(name);
  for (const { kernelName } of own) unregisterKernel(kernelName, name);
  try {
    await chunks[name]();
  } catch (error) {
    own.forEach(registerKernel); // the engine goes on with them
    throw error;
  }
  // tfjs sets up only those kernels that are there when a backend starts.
  useBackend(name);
  for (const kernel of getKernelsForBackend(name)) kernel.setupFunc?.(findBackend(name));
}
