import { expect } from '@open-wc/testing';
import { buildNetwork } from '../../src/core/index.js';
import { checkpointSource, loadCheckpoints } from '../../src/explorer/shipped.js';
import { openEngine } from '../../src/runtime/index.js';
import { shippedDrawings } from '../support/drawings.js';

/** The least for a drawing's own class, and the most for the next one as a share of it. */
const FAIR = { first: 0.6, next: 0.5 } as const;

const checkpoints = await loadCheckpoints();
const drawings = await shippedDrawings();

describe('the drawings that come with the package', () => {
  it('are eight, and the weights two', () => {
    expect([drawings.length, checkpoints.length]).to.deep.equal([8, 2]);
  });

  for (const checkpoint of checkpoints) {
    it(`are recognised by ${checkpoint.id}, each by a fair margin`, async () => {
      const { network, classes, preprocessing } = checkpoint;
      const engine = await openEngine({ backend: 'wasm', worker: false });
      const source = checkpointSource(checkpoint);
      await engine.load(buildNetwork(network.id, network.options), source, { classes, preprocessing });
      for (const drawing of drawings) {
        const [first, second] = (await engine.run(drawing.image)).top;
        expect(first!.label).to.equal(drawing.class);
        expect(first!.probability, drawing.class).to.be.at.least(FAIR.first);
        expect(second!.probability, drawing.class).to.be.at.most(FAIR.next * first!.probability);
      }
      await engine.close();
    });
  }
});
