/** Training in the page: the kernels that we give wasm against tfjs's cpu backend, which has all of them. */
import { buildNetwork } from '../src/core/index.js';
import { trainNetwork, type TrainingData } from '../src/training/index.js';
import type { BenchRow } from './row.js';

const ROUNDS = 2;
/** The first, which also prepares the backend, is not counted. cpu is slow enough to be measured by one. */
const STEPS = { wasm: 5, cpu: 2 } as const;
const BATCH = 8;
const SIDES = [16, 32] as const;

export async function benchTraining(): Promise<{ rows: readonly BenchRow[] }> {
  const rows: BenchRow[] = [];
  for (const side of SIDES) rows.push(...(await compare(side)));
  return { rows };
}

/** The best of several turns: what else the machine does only ever slows down. */
async function compare(side: number): Promise<readonly BenchRow[]> {
  const best = { wasm: 0, cpu: 0 };
  for (let round = 0; round < ROUNDS; round++)
    for (const backend of ['wasm', 'cpu'] as const)
      best[backend] = Math.max(best[backend], await imagesPerSecond(side, backend));
  const where = `width 0.25, ${side}×${side}`;
  return [
    {
      what: `training an image on wasm ÷ on cpu, ${where}`,
      value: best.cpu / best.wasm,
      unit: '×',
      budget: 0.1,
      isTimed: true,
    },
    { what: '  on wasm', value: best.wasm, unit: 'images/s', isTimed: true },
    { what: '  on cpu', value: best.cpu, unit: 'images/s', isTimed: true },
  ];
}

async function imagesPerSecond(side: number, backend: keyof typeof STEPS): Promise<number> {
  const network = buildNetwork('mobilenet-v2', { preset: 'post', pool: 'global', width: 0.25, resolution: side });
  let speed = 0;
  await trainNetwork(network, stripes(side, STEPS[backend] * BATCH), {
    seed: 1,
    epochs: 1,
    batch: BATCH,
    learningRate: 0.01,
    testShare: 0,
    backend,
    onProgress: (progress) => (speed = progress.imagesPerSecond),
  });
  return speed;
}

/** What the images show does not matter for the time. */
function stripes(side: number, count: number): TrainingData {
  return {
    images: Uint8Array.from({ length: count * side * side * 3 }, (_, i) => (i * 37) % 256),
    labels: Uint8Array.from({ length: count }, (_, i) => i % 10),
    side,
    classes: Array.from({ length: 10 }, (_, i) => `class ${i}`),
    source: 'stripes',
  };
}
