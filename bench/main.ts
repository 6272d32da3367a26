/** What `npm run bench` calls in the page. Each loads only what it measures. */
import type { BenchRow } from './row.js';

type Measure = () => Promise<{ readonly rows: readonly BenchRow[] }>;

const measures: Readonly<Record<string, Measure>> = {
  page: async () => (await import('./page.js')).benchPage(),
  scaling: async () => (await import('./scaling.js')).benchScaling(),
  runtime: async () => (await import('./runtime.js')).benchRuntime(),
  training: async () => (await import('./training.js')).benchTraining(),
};

Object.assign(globalThis, { measures });
