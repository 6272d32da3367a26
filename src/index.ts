/** Registers every element of the package. */
export * from './elements/events.js';
export { NetActivations } from './elements/net-activations.js';
export { NetClaims } from './elements/net-claims.js';
export { NetControls } from './elements/net-controls.js';
export { NetConvolution } from './elements/net-convolution.js';
export { NetExplorer } from './elements/net-explorer.js';
export { NetFormula } from './elements/net-formula.js';
export { NetImage } from './elements/net-image.js';
export { NetGraph } from './elements/net-graph.js';
export { NetLegend } from './elements/net-legend.js';
export { NetModel } from './elements/net-model.js';
export { NetNode } from './elements/net-node.js';
export { NetTable } from './elements/net-table.js';
export { NetValue } from './elements/net-value.js';
