import { getKernel, registerKernel, type KernelConfig } from '@tensorflow/tfjs-core';

/**
 * The one list of kernels that our operations need: every backend has to bring each, or does not compile. They are
 * registered one by one, because all that tfjs has would be several times the code.
 */
export type KernelName =
  | 'Abs'
  | 'Add'
  | 'AvgPool'
  | 'BatchMatMul'
  | 'Cast'
  | 'Concat'
  | 'Conv2D'
  | 'Conv2DBackpropInput'
  | 'DepthwiseConv2dNative'
  | 'Elu'
  | 'Erf'
  | 'Exp'
  | 'FusedBatchNorm'
  | 'FusedConv2D'
  | 'FusedDepthwiseConv2D'
  | 'Identity'
  | 'LRN'
  | 'LeakyRelu'
  | 'Log'
  | 'Max'
  | 'MaxPool'
  | 'Maximum'
  | 'Mean'
  | 'Min'
  | 'Minimum'
  | 'MirrorPad'
  | 'Multiply'
  | 'PadV2'
  | 'Pow'
  | 'Prelu'
  | 'RealDiv'
  | 'Relu'
  | 'Relu6'
  | 'Reshape'
  | 'ResizeBilinear'
  | 'ResizeNearestNeighbor'
  | 'Selu'
  | 'Sigmoid'
  | 'Slice'
  | 'Softmax'
  | 'Softplus'
  | 'Sqrt'
  | 'StridedSlice'
  | 'Sub'
  | 'Sum'
  | 'Tanh'
  | 'Transpose';

/** Registers kernels that are not there yet; tfjs warns of any that is registered twice. */
export function registerAll(kernels: Readonly<Record<KernelName, KernelConfig>>): void {
  for (const kernel of Object.values(kernels))
    if (!getKernel(kernel.kernelName, kernel.backendName)) registerKernel(kernel);
}
