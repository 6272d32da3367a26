import '@tensorflow/tfjs-backend-wasm/dist/base';
import { absConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Abs';
import { addConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Add';
import { avgPoolConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/AvgPool';
import { castConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Cast';
import { concatConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Concat';
import { conv2DConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Conv2D';
import { depthwiseConv2dNativeConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/DepthwiseConv2dNative';
import { eluConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Elu';
import { erfConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Erf';
import { expConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Exp';
import { fusedBatchNormConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/FusedBatchNorm';
import { fusedConv2DConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/FusedConv2D';
import { fusedDepthwiseConv2DConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/FusedDepthwiseConv2D';
import { identityConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Identity';
import { leakyReluConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/LeakyRelu';
import { lrnConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/LRN';
import { maxConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Max';
import { maximumConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Maximum';
import { maxPoolConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/MaxPool';
import { meanConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Mean';
import { minimumConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Minimum';
import { multiplyConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Multiply';
import { padV2Config } from '@tensorflow/tfjs-backend-wasm/dist/kernels/PadV2';
import { preluConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Prelu';
import { realDivConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/RealDiv';
import { reluConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Relu';
import { relu6Config } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Relu6';
import { reshapeConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Reshape';
import { resizeBilinearConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/ResizeBilinear';
import { resizeNearestNeighborConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/ResizeNearestNeighbor';
import { seluConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Selu';
import { sigmoidConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sigmoid';
import { sliceConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Slice';
import { softmaxConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Softmax';
import { softplusConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Softplus';
import { subConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sub';
import { sumConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sum';
import { tanhConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Tanh';
import { transposeConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Transpose';
import { registerAll } from './register.js';

export { prepare } from './wasm-binary.js';

registerAll({
  Abs: absConfig,
  Add: addConfig,
  AvgPool: avgPoolConfig,
  Cast: castConfig,
  Concat: concatConfig,
  Conv2D: conv2DConfig,
  DepthwiseConv2dNative: depthwiseConv2dNativeConfig,
  Elu: eluConfig,
  Erf: erfConfig,
  Exp: expConfig,
  FusedBatchNorm: fusedBatchNormConfig,
  FusedConv2D: fusedConv2DConfig,
  FusedDepthwiseConv2D: fusedDepthwiseConv2DConfig,
  Identity: identityConfig,
  LeakyRelu: leakyReluConfig,
  LRN: lrnConfig,
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
