/** What tfjs's wasm backend lacks for training, or has slower than need be. */
import { registerBatchNorm } from './batch-norm.js';
import { registerDescent } from './descent.js';
import { convolutionFilterGradient, depthwiseFilterGradient } from './filter-gradients.js';
import { register } from './heap.js';
import { convolutionInputGradient, depthwiseInputGradient } from './input-gradients.js';
import { registerCut } from './relu.js';

export { fastStep } from './descent.js';
export { fastLayer } from './layers.js';

/** Adds gradient kernels to the wasm backend, which must have its own kernels already. */
export function registerGradients(): void {
  register('Conv2DBackpropFilter', convolutionFilterGradient);
  register('Conv2DBackpropInput', convolutionInputGradient);
  register('DepthwiseConv2dNativeBackpropFilter', depthwiseFilterGradient);
  register('DepthwiseConv2dNativeBackpropInput', depthwiseInputGradient);
  registerBatchNorm();
  registerCut();
  registerDescent();
}
