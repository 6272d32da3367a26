import { expect } from '@open-wc/testing';
import { startBackend, useBackend } from '../../src/runtime/backend.js';
import type { BackendName } from '../../src/runtime/index.js';
import { sample, slidingGrid, slidingKinds, titleOf, type SlidingCase } from '../support/sliding-cases.js';
import { judge } from '../support/sliding-judge.js';

const ALL = Boolean(import.meta.env['VITE_ALL_CASES']);
const grid = slidingGrid();
/** A shader is compiled for each shape: a few of them on webgl. */
const CASES: Readonly<Partial<Record<BackendName, number>>> = ALL
  ? { wasm: Infinity, cpu: Infinity, webgl: 500 }
  : { wasm: 400, cpu: 200, webgl: 40 };

/** What is wrong with one case, in words. */
function problemsOf(asked: SlidingCase): string[] {
  try {
    return judge(asked, grid.indexOf(asked)).problems.map((problem) => `${titleOf(asked)}: ${problem}`);
  } catch (error) {
    return [`${titleOf(asked)}: ${(error as Error).message}`];
  }
}

describe('sliding windows of every shape, against plain loops in float64', function () {
  this.timeout(ALL ? 1_800_000 : 240_000);

  for (const [backend, count] of Object.entries(CASES) as [BackendName, number][]) {
    const drawn = sample(grid, count);
    describe(`${backend}: ${drawn.length} of ${grid.length} cases`, () => {
      before(async () => {
        await startBackend(backend);
      });
      for (const kind of slidingKinds)
        it(`${kind}: shapes, values and MACs`, () => {
          useBackend(backend);
          const wrong: string[] = [];
          for (const asked of drawn.filter((some) => some.kind === kind)) wrong.push(...problemsOf(asked));
          expect(wrong.slice(0, 12)).to.deep.equal([]);
        });
    });
  }
});
