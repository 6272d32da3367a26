/** The binary that fits this browser, given to tfjs as bytes: it would fetch an address, which no bundler moves with us. */
import { env } from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/base';
import { bytesOfHex } from '../text-bytes.js';
import { lateChunk } from '../late-chunk.js';

const binaries = {
  simd: lateChunk(
    'The binary that computes with WebAssembly',
    () => import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?hex'),
  ),
  threads: lateChunk(
    'The binary that computes with WebAssembly',
    () => import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?hex'),
  ),
};

/** Before tfjs starts its backend. Rejects with `EngineError` (`chunk-lost`), or where a policy forbids WebAssembly. */
export async function prepare(): Promise<void> {
  await WebAssembly.compile(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)); // the smallest: tfjs would wait for a forbidden one
  const bytes = bytesOfHex((await binaries[await fitting()]()).default);
  const { platform } = env();
  const others = platform.fetch.bind(platform);
  platform.fetch = async (path, init) => (path.endsWith('.wasm') ? new Response(bytes) : others(path, init));
  setWasmPaths('', true);
}

/** As tfjs chooses. A browser without SIMD (from before 2023) computes by other means: its binary would be a tenth of the package. */
async function fitting(): Promise<keyof typeof binaries> {
  const has = (flag: string): Promise<unknown> => env().getAsync(flag);
  if (!(await has('WASM_HAS_SIMD_SUPPORT'))) throw new Error('WebAssembly has no SIMD here');
  return (await has('WASM_HAS_MULTITHREAD_SUPPORT')) ? 'threads' : 'simd';
}
