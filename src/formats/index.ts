/** Networks from files: the Keras models that tfjs saves and that its converter writes. */
export { readLayersModel, type LayersModel } from './layers-model/read.js';
export type { ReadOptions } from './model.js';
