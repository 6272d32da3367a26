import '@tensorflow/tfjs-backend-webgl/dist/base';
import { absConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Abs';
import { addConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Add';
import { avgPoolConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/AvgPool';
import { batchNormConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/BatchNorm';
import { castConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Cast';
import { concatConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Concat';
import { conv2DConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Conv2D';
import { depthwiseConv2dNativeConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/DepthwiseConv2dNative';
import { eluConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Elu';
import { erfConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Erf';
import { expConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Exp';
import { fusedConv2DConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/FusedConv2D';
import { fusedDepthwiseConv2DConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/FusedDepthwiseConv2D';
import { identityConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Identity';
import { leakyReluConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/LeakyRelu';
import { LRNConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/LRN';
import { maxConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Max';
import { maximumConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Maximum';
import { maxPoolConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/MaxPool';
import { meanConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Mean';
import { minimumConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Minimum';
import { multiplyConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Multiply';
import { padV2Config } from '@tensorflow/tfjs-backend-webgl/dist/kernels/PadV2';
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
import { subConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Sub';
import { sumConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Sum';
import { tanhConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Tanh';
import { transposeConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Transpose';
import { registerAll } from './register.js';

registerAll({
  Abs: absConfig,
  Add: addConfig,
  AvgPool: avgPoolConfig,
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
  LRN: LRNConfig,
  Max: maxConfig,
  Maximum: maximumConfig,
  MaxPool: maxPoolConfig,
  Mean: meanConfig,
  Minimum: minimumConfig,
  Multiply: multiplyConfig,
  PadV2: padV2Config,
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
  Sub: subConfig,
  Sum: sumConfig,
  Tanh: tanhConfig,
  Transpose: transposeConfig,
});
