/**
 * Registers every element of the package: what draws and counts a network at once, the others as soon as their chunks are
 * there.
 */
export * from './elements/shared/events.js';
export type { NetActivations } from './elements/net-activations/net-activations.js';
export type { NetBlocks } from './elements/net-blocks/net-blocks.js';
export type { NetBudget } from './elements/net-budget/net-budget.js';
export type { NetClaims } from './elements/net-claims/net-claims.js';
export type { NetCompare } from './elements/net-compare/net-compare.js';
export type { NetControls } from './elements/net-controls/net-controls.js';
export type { NetConvolution } from './elements/net-convolution/net-convolution.js';
export type { NetDetective } from './elements/net-detective/net-detective.js';
export type { NetDiff } from './elements/net-diff/net-diff.js';
export type { NetEvaluation } from './elements/net-evaluation/net-evaluation.js';
export type { NetExperiment } from './elements/net-experiment/net-experiment.js';
export { NetExplorer } from './elements/net-explorer/net-explorer.js';
export type { NetExport } from './elements/net-export/net-export.js';
export type { NetFormula } from './elements/net-formula/net-formula.js';
export { NetGraph } from './elements/net-graph/net-graph.js';
export type { NetImage } from './elements/net-image/net-image.js';
export type { NetLedger } from './elements/net-ledger/net-ledger.js';
export type { NetLegend } from './elements/net-legend/net-legend.js';
export type { NetMicroscope } from './elements/net-microscope/net-microscope.js';
export { NetModel } from './elements/net-model/net-model.js';
export type { NetNode } from './elements/net-node/net-node.js';
export type { NetOverlay } from './elements/net-overlay/net-overlay.js';
export type { NetSave } from './elements/net-save/net-save.js';
export type { NetSearch } from './elements/net-search/net-search.js';
export type { NetTable } from './elements/net-table/net-table.js';
export type { NetValue } from './elements/net-value/net-value.js';
export type { NetWeights } from './elements/net-weights/net-weights.js';
import { loadElements, loadLive } from './elements/net-explorer/live.js';
import { afterFrame } from './elements/shared/after-frame.js';

// Chunks that no drawing waits for come after the first one.
afterFrame(() => {
  loadElements('net-value'); // in the sentence that is being read
  loadLive();
  loadElements(
    'net-blocks',
    'net-budget',
    'net-claims',
    'net-compare',
    'net-controls',
    'net-convolution',
    'net-detective',
    'net-diff',
    'net-evaluation',
    'net-experiment',
    'net-formula',
    'net-ledger',
    'net-legend',
    'net-microscope',
    'net-node',
    'net-overlay',
    'net-save',
    'net-table',
  );
});
