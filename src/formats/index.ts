/** Networks from files: Keras' and TensorFlow's models as tfjs has them, ONNX and TensorFlow Lite. */
export { readLayersModel, type LayersModel } from './layers-model/read.js';
export type { Model, PixelScaling, Quantisation, ReadOptions } from './model.js';
export { formatOf, readModel, type ReadModel } from './read-model.js';
export type { BlobLike, PlatformFile } from './platform-types.js';
export { packWeights } from './weights/pack.js';
export { FileError, type FileErrorCode } from './file-error.js';
