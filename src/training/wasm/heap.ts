/** What kernels of ours for tfjs's wasm backend have in common: they call its kernels and work on its memory. */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { getKernel, registerKernel, unregisterKernel, type NamedAttrMap, type TensorInfo } from '@tensorflow/tfjs-core';

export type { BackendWasm };

export type Inputs = Readonly<Record<string, TensorInfo>>;

/** A kernel as we write it: named tensors and attributes → one tensor or several, which the caller owns. */
export type Kernel<A> = (inputs: Inputs, attributes: A, backend: BackendWasm) => TensorInfo | TensorInfo[];

/** Puts a kernel into the wasm backend, in the place of tfjs's own where it has one of that name. */
export function register<A>(name: string, kernel: Kernel<A>): void {
  if (getKernel(name, 'wasm')) unregisterKernel(name, 'wasm');
  registerKernel({
    kernelName: name,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend }) => kernel(inputs as Inputs, attrs as A, backend as BackendWasm),
  });
}

/** Runs one of the backend's kernels; its output is the caller's to dispose of. */
export function run(backend: BackendWasm, name: string, inputs: Inputs, attrs: object = {}): TensorInfo {
  const { kernelFunc } = getKernel(name, 'wasm')!;
  return kernelFunc({ inputs: { ...inputs }, attrs: attrs as NamedAttrMap, backend }) as TensorInfo;
}

/** The tensor's place in the backend's memory. Memory that grows moves: ask after the last output is made. */
export const viewOf = (backend: BackendWasm, tensor: TensorInfo): Float32Array =>
  backend.typedArrayFromHeap(tensor) as Float32Array;

/** The same values under another shape. */
export const withShape = (tensor: TensorInfo, shape: readonly number[]): TensorInfo => ({
  ...tensor,
  shape: [...shape],
});

export function dispose(backend: BackendWasm, ...tensors: readonly TensorInfo[]): void {
  for (const { dataId } of tensors) backend.disposeData(dataId);
}
