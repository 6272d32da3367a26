import { getKernel, registerKernel, type KernelConfig } from '@tensorflow/tfjs-core';

/** Registers kernels that are not there yet; tfjs warns of any that is registered twice. */
export function registerAll(kernels: readonly KernelConfig[]): void {
  for (const kernel of kernels) if (!getKernel(kernel.kernelName, kernel.backendName)) registerKernel(kernel);
}
