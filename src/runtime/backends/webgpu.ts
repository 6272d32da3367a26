import '@tensorflow/tfjs-backend-webgpu/dist/base';
import { absConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Abs';
import { addConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Add';
import { avgPoolConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/AvgPool';
import { batchMatMulConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/BatchMatMul';
import { castConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Cast';
import { concatConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Concat';
import { conv2DConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Conv2D';
import { conv2DBackpropInputConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Conv2DBackpropInput';
import { depthwiseConv2dNativeConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/DepthwiseConv2dNative';
import { eluConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Elu';
import { erfConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Erf';
import { expConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Exp';
import { fusedBatchNormConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/FusedBatchNorm';
import { fusedConv2DConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/FusedConv2D';
import { fusedDepthwiseConv2DConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/FusedDepthwiseConv2D';
import { identityConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Identity';
import { leakyReluConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/LeakyRelu';
import { logConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Log';
import { lrnConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/LRN';
import { maxConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Max';
import { maximumConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Maximum';
import { maxPoolConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/MaxPool';
import { meanConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Mean';
import { minConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Min';
import { minimumConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Minimum';
import { mirrorPadConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/MirrorPad';
import { multiplyConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Multiply';
import { padV2Config } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/PadV2';
import { powConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Pow';
import { preluConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Prelu';
import { realDivConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/RealDiv';
import { reluConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Relu';
import { relu6Config } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Relu6';
import { reshapeConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Reshape';
import { resizeBilinearConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/ResizeBilinear';
import { resizeNearestNeighborConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/ResizeNearestNeighbor';
import { seluConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Selu';
import { sigmoidConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Sigmoid';
import { sliceConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Slice';
import { softmaxConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Softmax';
import { softplusConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Softplus';
import { sqrtConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Sqrt';
import { stridedSliceConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/StridedSlice';
import { subConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Sub';
import { sumConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Sum';
import { tanhConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Tanh';
import { transposeConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Transpose';
import { registerAll } from './register.js';

registerAll({
  Abs: absConfig,
  Add: addConfig,
  AvgPool: avgPoolConfig,
  BatchMatMul: batchMatMulConfig,
  Cast: castConfig,
  Concat: concatConfig,
  Conv2D: conv2DConfig,
  Conv2DBackpropInput: conv2DBackpropInputConfig,
  DepthwiseConv2dNative: depthwiseConv2dNativeConfig,
  Elu: eluConfig,
  Erf: erfConfig,
  Exp: expConfig,
  FusedBatchNorm: fusedBatchNormConfig,
  FusedConv2D: fusedConv2DConfig,
  FusedDepthwiseConv2D: fusedDepthwiseConv2DConfig,
  Identity: identityConfig,
  LeakyRelu: leakyReluConfig,
  Log: logConfig,
  LRN: lrnConfig,
  Max: maxConfig,
  Maximum: maximumConfig,
  MaxPool: maxPoolConfig,
  Mean: meanConfig,
  Min: minConfig,
  Minimum: minimumConfig,
  MirrorPad: mirrorPadConfig,
  Multiply: multiplyConfig,
  PadV2: padV2Config,
  Pow: powConfig,
  Prelu: preluConfig,
  RealDiv: realDivConfig,
  Relu: reluConfig,
  Relu6: relu6Config,
  Reshape: reshapeConfig,
  ResizeBilinear: resizeBilinearConfig,
  ResizeNearestNeighbor: resizeNearestNeighborConfig,
  Selu: seluConfig,
  Sigmoid: sigmoidConfig,
  Slice: sliceConfig,
  Softmax: softmaxConfig,
  Softplus: softplusConfig,
  Sqrt: sqrtConfig,
  StridedSlice: stridedSliceConfig,
  Sub: subConfig,
  Sum: sumConfig,
  Tanh: tanhConfig,
  Transpose: transposeConfig,
});
