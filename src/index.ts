/** Registers every element of the package. */
export * from './elements/events.js';
export { NetConvolution } from './elements/net-convolution.js';
export { NetExplorer } from './elements/net-explorer.js';
export { NetModel } from './elements/net-model.js';
export { NetValue } from './elements/net-value.js';
