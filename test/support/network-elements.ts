/** Every element that shows a network, registered. */
import { loadElements } from '../../src/elements/net-explorer/live.js';
import '../../src/index.js';

const LATE = [
  'net-activations',
  'net-blocks',
  'net-budget',
  'net-compare',
  'net-detective',
  'net-diff',
  'net-evaluation',
  'net-experiment',
  'net-formula',
  'net-image',
  'net-ledger',
  'net-microscope',
  'net-overlay',
  'net-save',
  'net-search',
  'net-table',
  'net-weights',
] as const;
loadElements(...LATE);

export const networkTags: readonly string[] = [
  ...LATE,
  'net-controls',
  'net-explorer',
  'net-graph',
  'net-legend',
  'net-model',
  'net-node',
  'net-value',
];
