/** The tables for engineers, to take away. */
import { TRAINING_ASSUMPTIONS, type TrainingCost } from '../../core/accounts.js';
import type { Network } from '../../core/index.js';
import type { MemoryRow } from '../../figures/engineering.js';
import type { Liveness } from '../../figures/liveness.js';
import type { ExportTable } from '../../words/table-export.js';

export const MEMORY_COLUMNS: readonly (readonly [title: string, value: (row: MemoryRow) => number])[] = [
  ['weights, BN folded', ({ weightsFolded }) => weightsFolded],
  ['weights, BN kept', ({ weightsKept }) => weightsKept],
  ['peak of activations, BN folded', ({ peak }) => peak.alive],
  ['peak, BN kept', ({ peakKept }) => peakKept.alive],
  ['peak, blocks fused', ({ peakFused }) => peakFused.alive],
];

const ABOUT = 'Bytes, for one image; a tensor is freed after its last reader.';

export const exportMemory = (network: Network, rows: readonly MemoryRow[]): ExportTable => ({
  title: `${network.title}: memory by precision`,
  about: [ABOUT],
  columns: ['as', ...MEMORY_COLUMNS.map(([title]) => title)],
  rows: rows.map((row) => [row.precision, ...MEMORY_COLUMNS.map(([, value]) => value(row))]),
});

export const exportSteps = (network: Network, curves: Liveness['curves']): ExportTable => ({
  title: `${network.title}: bytes alive, step by step`,
  about: [ABOUT, 'Values as fp32.'],
  columns: ['run', 'tensor of', 'its bytes', 'bytes alive'],
  rows: curves.flatMap(({ title, steps }) => steps.map(({ id, bytes, alive }) => [title, id, bytes, alive])),
});

/** What a step of training costs, a line each. */
export const TRAINING_ROWS: readonly (readonly [
  title: string,
  value: (cost: TrainingCost) => number,
  unit: 'MACs' | 'bytes',
])[] = [
  ['forwards', ({ forwardMacs }) => forwardMacs, 'MACs'],
  ['backwards', ({ backwardMacs }) => backwardMacs, 'MACs'],
  ['parameters', ({ parameters }) => parameters, 'bytes'],
  ['batch norm’s statistics', ({ statistics }) => statistics, 'bytes'],
  ['gradients', ({ gradients }) => gradients, 'bytes'],
  ['the optimiser’s own', ({ optimiser }) => optimiser, 'bytes'],
  ['activations kept', ({ activations }) => activations, 'bytes'],
  ['in all', ({ total }) => total, 'bytes'],
];

export const exportTraining = (
  network: Network,
  cost: TrainingCost,
  batch: number,
  optimiser: string,
): ExportTable => ({
  title: `${network.title}: a step of training`,
  about: [`Batch of ${batch}, ${optimiser}.`, ...TRAINING_ASSUMPTIONS],
  columns: ['what', 'value', 'unit'],
  rows: TRAINING_ROWS.map(([title, value, unit]) => [title, value(cost), unit]),
});
