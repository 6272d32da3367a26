import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';

/** Absolute, because a worker that was started from a blob has no address that others could be relative to. */
const at = (url: string): string => new URL(url, import.meta.url).href;

export const wasmUrls = {
  'tfjs-backend-wasm.wasm': at(plain),
  'tfjs-backend-wasm-simd.wasm': at(simd),
  'tfjs-backend-wasm-threaded-simd.wasm': at(threaded),
};
