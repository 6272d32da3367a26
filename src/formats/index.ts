/** Networks from files: the Keras models that tfjs saves and that its converter writes. */
export { readLayersModel, type LayersModel, type ReadOptions } from './layers-model/read.js';
