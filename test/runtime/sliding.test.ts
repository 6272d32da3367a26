import { expect } from '@open-wc/testing';
import { memory } from '@tensorflow/tfjs-core';
import { startFullBackend } from '../../src/runtime/full-backend.js';
import { startBackend, useBackend } from '../../src/runtime/backend.js';
import { cases } from '../support/cases.js';
import { sample, slidingGrid, slidingKinds, titleOf, type SlidingCase } from '../support/sliding-cases.js';
import { engineWitness, judge, layersWitness, type Witness } from '../support/sliding-judge.js';

const grid = slidingGrid();

/** On webgl, which compiles a shader for each shape, never more than a sample. */
const runs = [
  { who: 'the engine', witness: engineWitness, start: startBackend, backend: 'wasm', cases: cases(400, Infinity) },
  { who: 'the engine', witness: engineWitness, start: startBackend, backend: 'cpu', cases: cases(300, Infinity) },
  { who: 'the engine', witness: engineWitness, start: startBackend, backend: 'webgl', cases: cases(60, 400) },
  { who: 'tf.LayersModel', witness: layersWitness, start: startFullBackend, backend: 'wasm', cases: cases(200, 4000) },
  { who: 'tf.LayersModel', witness: layersWitness, start: startFullBackend, backend: 'cpu', cases: cases(200, 4000) },
] as const;

/** What is wrong with one case, in words. */
function problemsOf(asked: SlidingCase, witness: Witness): string[] {
  const wrong = (problem: string): string => `${titleOf(asked)}: ${problem}`;
  try {
    return judge(asked, grid.indexOf(asked), witness).problems.map(wrong);
  } catch (error) {
    return [wrong((error as Error).message)];
  }
}

describe('sliding windows of every shape, against plain loops in float64', () => {
  for (const { who, witness, start, backend, cases: count } of runs) {
    const drawn = sample(grid, count);
    describe(`${who} on ${backend}: ${drawn.length} of ${grid.length} cases`, () => {
      before(() => start(backend));
      for (const kind of slidingKinds)
        it(`${kind}: shapes, values and MACs, and no tensor left`, () => {
          useBackend(backend);
          const { numTensors } = memory();
          const wrong = drawn.filter((asked) => asked.kind === kind).flatMap((asked) => problemsOf(asked, witness));
          expect(wrong.slice(0, 12)).to.deep.equal([]);
          expect(memory().numTensors).to.equal(numTensors);
        });
    });
  }
});
