/** Every kernel of a backend: what a `LayersModel` asks for, above all in training, cannot be listed beforehand. */
import { findBackend, getKernelsForBackend, unregisterKernel } from '@tensorflow/tfjs-core';
import { startBackend, useBackend } from './backend.js';
import type { BackendChoice, BackendName } from './types.js';

const chunks: Readonly<Record<BackendName, () => Promise<unknown>>> = {
  webgpu: () => import('@tensorflow/tfjs-backend-webgpu'),
  webgl: () => import('@tensorflow/tfjs-backend-webgl'),
  wasm: () => import('@tensorflow/tfjs-backend-wasm'),
  cpu: () => import('@tensorflow/tfjs-backend-cpu'),
};

const complete = new Set<BackendName>();

/** Starts a backend with all its kernels and makes it the current one. */
export async function startFullBackend(choice: BackendChoice | readonly BackendName[]): Promise<BackendName> {
  const name = await startBackend(choice);
  useBackend(name);
  if (complete.has(name)) return name;
  complete.add(name);
  // Those that the engine has registered come again with the rest; tfjs would warn of each.
  for (const { kernelName } of getKernelsForBackend(name)) unregisterKernel(kernelName, name);
  await chunks[name]();
  // tfjs sets up only those kernels that are there when a backend starts.
  useBackend(name); // others may have become current meanwhile
  for (const kernel of getKernelsForBackend(name)) kernel.setupFunc?.(findBackend(name));
  return name;
}
