import { expect } from '@open-wc/testing';
import { buildNetwork, countParameters } from '../../src/core/index.js';
import { loadIndex, loadRuns, SHIPPED, type LoggedRun } from '../../src/elements/net-experiment/data.js';
import { loadExperiment } from '../../src/elements/net-experiment/load.js';
import type { EpochResult } from '../../src/figures/experiment-runs.js';

/** The lines of a log that are about an epoch, as they were written while it was trained. */
async function readLog({ log }: LoggedRun): Promise<readonly EpochResult[]> {
  const response = await fetch(`/${log}`);
  expect(response.ok, `${log}: ${response.status}`).to.equal(true);
  const lines = (await response.text()).trim().split('\n');
  return lines
    .map((line) => JSON.parse(line) as Partial<EpochResult>)
    .filter((line): line is EpochResult => line.epoch !== undefined)
    .map(({ epoch, loss, test }) => ({ epoch, loss, test }));
}

describe('the experiments that come with the package', () => {
  it('have a file an arm, of networks that can be built, and nothing wrong in them', async () => {
    const { experiments } = await loadIndex(SHIPPED);
    for (const { id } of experiments) {
      const { problems, arms } = await loadExperiment('', id);
      expect(problems, id).to.deep.equal([]);
      expect(arms.filter(({ isBaseline }) => isBaseline)).to.have.length(1);
    }
  });

  it('show what the logs of the repository say, epoch by epoch', async () => {
    const { arms } = await loadIndex(SHIPPED);
    for (const arm of Object.keys(arms)) {
      for (const run of await loadRuns(SHIPPED, arm)) {
        const shown = run.epochs.map(({ epoch, loss, test }) => ({ epoch, loss, test }));
        expect(shown, run.log).to.deep.equal(await readLog(run));
      }
    }
  });

  it('are of exactly the networks that are drawn: core counts the parameters that PyTorch trained', async () => {
    const { arms } = await loadIndex(SHIPPED);
    for (const [arm, { network }] of Object.entries(arms)) {
      const built = buildNetwork(network.id, network.options);
      for (const { parameters, seed } of await loadRuns(SHIPPED, arm))
        expect(parameters, `${arm}, seed ${seed}`).to.equal(countParameters(built, 'torchvision'));
    }
  });
});
