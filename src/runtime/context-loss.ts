/** The browser may take a webgl context back at any time: a driver that restarts, too many pages. */
import { findBackend, type KernelBackend } from '@tensorflow/tfjs-core';
import type { BackendName } from './types.js';

type WebGLBackend = KernelBackend & { readonly gpgpu?: { readonly gl: WebGLRenderingContext } };

/** Whether a webgl context was taken away: its tensors then read as zeros. */
export const isContextLost = (name: BackendName): boolean => contextOf(name)?.isContextLost() ?? false;

/** Waits with `act` for a lost context: tfjs would wait for its fences for ever. */
export async function unlessContextIsLost<T>(name: BackendName, act: () => Promise<T>): Promise<T> {
  const canvas = contextOf(name)?.canvas;
  if (!canvas) return act();
  const listening = new AbortController();
  const lost = new Promise<never>((_, reject) => {
    const report = (): void => reject(new Error('the context was lost'));
    canvas.addEventListener('webglcontextlost', report, { signal: listening.signal });
    if (isContextLost(name)) report();
  });
  try {
    return await Promise.race([lost, act()]);
  } finally {
    listening.abort();
  }
}

function contextOf(name: BackendName): WebGLRenderingContext | undefined {
  if (name !== 'webgl') return undefined;
  return (findBackend(name) as WebGLBackend | null)?.gpgpu?.gl;
}
