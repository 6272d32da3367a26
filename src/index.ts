/** Registers every element of the package. */
export * from './elements/events.js';
export { NetModel } from './elements/net-model.js';
