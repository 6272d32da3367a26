/**
 * Registers every element of the package: what draws and counts a network at once, the others as soon as their chunks are
 * there.
 */
export * from './elements/events.js';
export type { NetActivations } from './elements/net-activations.js';
export type { NetBlocks } from './elements/net-blocks.js';
export type { NetClaims } from './elements/net-claims.js';
export type { NetCompare } from './elements/net-compare.js';
export { NetControls } from './elements/net-controls.js';
export type { NetConvolution } from './elements/net-convolution.js';
export type { NetDetective } from './elements/net-detective.js';
export type { NetExperiment } from './elements/net-experiment.js';
export { NetExplorer } from './elements/net-explorer.js';
export type { NetExport } from './elements/net-export.js';
export { NetFormula } from './elements/net-formula.js';
export { NetGraph } from './elements/net-graph.js';
export type { NetImage } from './elements/net-image.js';
export type { NetLedger } from './elements/net-ledger.js';
export { NetLegend } from './elements/net-legend.js';
export { NetModel } from './elements/net-model.js';
export { NetNode } from './elements/net-node.js';
export { NetTable } from './elements/net-table.js';
export { NetValue } from './elements/net-value.js';
export type { NetWeights } from './elements/net-weights.js';
import { afterFrame, loadLive } from './elements/live.js';

// Chunks that no drawing waits for come after the first one.
afterFrame(() => {
  void loadLive();
  void import('./elements/net-blocks.js');
  void import('./elements/net-claims.js');
  void import('./elements/net-compare.js');
  void import('./elements/net-convolution.js');
  void import('./elements/net-detective.js');
  void import('./elements/net-experiment.js');
  void import('./elements/net-ledger.js');
});
