import '@tensorflow/tfjs-backend-webgl/dist/base';
import { absConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Abs';
import { addConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Add';
import { avgPoolConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/AvgPool';
import { batchMatMulConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/BatchMatMul';
import { batchNormConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/BatchNorm';
import { castConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Cast';
import { concatConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Concat';
import { conv2DConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Conv2D';
import { conv2DBackpropInputConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Conv2DBackpropInput';
import { depthwiseConv2dNativeConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/DepthwiseConv2dNative';
import { eluConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Elu';
import { erfConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Erf';
import { expConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Exp';
import { fusedConv2DConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/FusedConv2D';
import { fusedDepthwiseConv2DConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/FusedDepthwiseConv2D';
import { identityConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Identity';
import { leakyReluConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/LeakyRelu';
import { logConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Log';
import { LRNConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/LRN';
import { maxConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Max';
import { maximumConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Maximum';
import { maxPoolConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/MaxPool';
import { meanConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Mean';
import { minConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Min';
import { minimumConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Minimum';
import { mirrorPadConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/MirrorPad';
import { multiplyConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Multiply';
import { padV2Config } from '@tensorflow/tfjs-backend-webgl/dist/kernels/PadV2';
import { powConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Pow';
import { preluConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Prelu';
import { realDivConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/RealDiv';
import { reluConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Relu';
import { relu6Config } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Relu6';
import { reshapeConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Reshape';
import { resizeBilinearConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/ResizeBilinear';
import { resizeNearestNeighborConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/ResizeNearestNeighbor';
import { seluConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Selu';
import { sigmoidConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Sigmoid';
import { sliceConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Slice';
import { softmaxConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Softmax';
import { softplusConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Softplus';
import { sqrtConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Sqrt';
import { stridedSliceConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/StridedSlice';
import { subConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Sub';
import { sumConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Sum';
import { tanhConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Tanh';
import { transposeConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Transpose';
import { registerAll } from './register.js';

registerAll({
  Abs: absConfig,
  Add: addConfig,
  AvgPool: avgPoolConfig,
  BatchMatMul: batchMatMulConfig,
  Conv2DBackpropInput: conv2DBackpropInputConfig,
  FusedBatchNorm: batchNormConfig,
  Cast: castConfig,
  Concat: concatConfig,
  Conv2D: conv2DConfig,
  DepthwiseConv2dNative: depthwiseConv2dNativeConfig,
  Elu: eluConfig,
  Erf: erfConfig,
  Exp: expConfig,
  FusedConv2D: fusedConv2DConfig,
  FusedDepthwiseConv2D: fusedDepthwiseConv2DConfig,
  Identity: identityConfig,
  LeakyRelu: leakyReluConfig,
  Log: logConfig,
  LRN: LRNConfig,
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
