/** Which backends are worth trying on this machine, the fastest first. */
import type { BackendName } from './types.js';

export async function suitableBackends(): Promise<readonly BackendName[]> {
  if (!hasRealWebgl()) return ['wasm', 'cpu']; // nor has it WebGPU: browsers that are asked in vain complain in the console
  return [...((await hasRealGpu()) ? ['webgpu' as const] : []), 'webgl', 'wasm', 'cpu'];
}

interface Adapter {
  readonly isFallbackAdapter?: boolean;
  readonly info?: { readonly isFallbackAdapter?: boolean };
}

/** `null` where the browser has no WebGPU, or no adapter for it. */
export async function gpuAdapter(): Promise<Adapter | null> {
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
