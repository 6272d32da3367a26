/** The tables for engineers, to take away. */
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
