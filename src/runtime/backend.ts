/** Chooses what does the arithmetic, loads it, and falls back where it does not start. */
import * as tf from '@tensorflow/tfjs-core';
import { EngineError } from './engine-error.js';
import type { BackendChoice, BackendName } from './types.js';

/** One chunk a backend: a reader loads only the one that runs. */
const chunks: Readonly<Record<BackendName, () => Promise<unknown>>> = {
  webgpu: () => import('./backends/webgpu.js'),
  webgl: () => import('./backends/webgl.js'),
  wasm: () => import('./backends/wasm.js'),
  cpu: () => import('./backends/cpu.js'),
};

/** A backend that hangs while it starts (threads that never answer, a driver) counts as one that does not start. */
const TIME_LIMIT = 20_000;

export async function startBackend(choice: BackendChoice): Promise<BackendName> {
  const candidates = choice === 'auto' ? await suitableBackends() : [choice];
  const problems: string[] = [];
  for (const name of candidates) {
    try {
      await start(name);
      return name;
    } catch (error) {
      problems.push(`${name}: ${error instanceof Error ? error.message : error}`);
    }
  }
  throw new EngineError('backend-unavailable', `expected ${candidates.join(' or ')} to start; ${problems.join('; ')}`);
}

/** tfjs has one current backend; engines in one page may each have their own. Switching to a started one is immediate. */
export function useBackend(name: BackendName): void {
  if (tf.getBackend() !== name) void tf.setBackend(name);
}

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
  return (tf.findBackend(name) as unknown as { gpgpu?: { gl: WebGLRenderingContext } } | null)?.gpgpu?.gl;
}

/** Forgets a backend together with whatever it holds, so that it can start anew. */
export function forgetBackend(name: BackendName): void {
  const factory = tf.findBackendFactory(name);
  tf.removeBackend(name); // and how to make it
  tf.registerBackend(name, factory);
}

async function start(name: BackendName): Promise<void> {
  if (name === 'webgpu' && !(await gpuAdapter())) throw new Error('no adapter'); // tfjs would trip over it
  await chunks[name]();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`did not start within ${TIME_LIMIT / 1000} s`)), TIME_LIMIT);
  });
  try {
    if (!(await Promise.race([tf.setBackend(name), late]))) throw new Error('did not start');
  } finally {
    clearTimeout(timer);
  }
}

async function suitableBackends(): Promise<readonly BackendName[]> {
  return [
    ...((await hasRealGpu()) ? ['webgpu' as const] : []),
    ...(hasRealWebgl() ? ['webgl' as const] : []),
    'wasm',
    'cpu',
  ];
}

interface Adapter {
  readonly isFallbackAdapter?: boolean;
  readonly info?: { readonly isFallbackAdapter?: boolean };
}

async function gpuAdapter(): Promise<Adapter | null> {
  const { gpu } = navigator as { gpu?: { requestAdapter(): Promise<Adapter | null> } };
  return (await gpu?.requestAdapter().catch(() => null)) ?? null;
}

/** A fallback adapter is a processor that plays graphics card, tens of times slower than wasm. */
async function hasRealGpu(): Promise<boolean> {
  const adapter = await gpuAdapter();
  return adapter !== null && !adapter.isFallbackAdapter && !adapter.info?.isFallbackAdapter;
}

function hasRealWebgl(): boolean {
  if (typeof OffscreenCanvas === 'undefined') return false;
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return false;
  const details = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(details ? details.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext(); // a page has only a few contexts
  return !/swiftshader|llvmpipe|softpipe|software|basic render/i.test(renderer);
}
