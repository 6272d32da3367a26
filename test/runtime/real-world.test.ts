import { expect } from '@open-wc/testing';
import { readLayersModel } from '../../src/formats/index.js';
import { openEngine, type BackendName } from '../../src/runtime/index.js';
import oblongWindow from '../golden/real-world/A01-oblong-window/model.json' with { type: 'json' };
import oblongStride from '../golden/real-world/A02-oblong-stride/model.json' with { type: 'json' };
import oblongFlattened from '../golden/real-world/A03-oblong-then-flatten/model.json' with { type: 'json' };

const addresses = import.meta.glob<string>('../golden/real-world/**/*.{bin,png}', {
  query: '?url',
  import: 'default',
  eager: true,
});

const fileOf = async (path: string): Promise<Blob> => (await fetch(addresses[`../golden/real-world/${path}`]!)).blob();

interface Right {
  readonly folder: string;
  readonly model: unknown;
  readonly picture: string;
  /** Of the convolution, and what comes out of all. */
  readonly shapes: readonly string[];
  /** In per cent, as printed; none where only that it runs is known. */
  readonly shares?: readonly number[];
}

const rights: readonly Right[] = [
  {
    folder: 'A01-oblong-window',
    model: oblongWindow,
    picture: 'picture-8x12.png',
    shapes: ['8,8,2'],
    shares: [35.3, 64.7],
  },
  {
    folder: 'A02-oblong-stride',
    model: oblongStride,
    picture: 'picture-8x12.png',
    shapes: ['6,5,2'],
    shares: [17.85, 82.15],
  },
  {
    folder: 'A03-oblong-then-flatten',
    model: oblongFlattened,
    picture: 'picture-9x9.png',
    shapes: ['3,9,2', '1,1,54'],
  },
];

describe('models that people reported', () => {
  for (const { folder, model, picture, shapes, shares } of rights)
    for (const backend of ['wasm', 'cpu'] as BackendName[])
      it(`${folder} gives the right values on ${backend}`, async () => {
        const { network } = readLayersModel(model);
        const json = new File([JSON.stringify(model)], 'model.json');
        const weights = new File([await fileOf(`${folder}/weights.bin`)], 'weights.bin');
        const engine = await openEngine({ backend, worker: false });
        try {
          await engine.load(network, { data: [json, weights] }, { preprocessing: MINUS_ONE_TO_ONE });
          const { logits } = await engine.run(await fileOf(picture));
          const maps = network.nodes.filter(({ kind }) => kind === 'conv2d' || kind === 'reshape');
          const made = await Promise.all(maps.map(async ({ id }) => (await engine.activation(id)).shape.join()));
          expect(made).to.deep.equal(shapes);
          const percent = [...logits].map((share) => 100 * share);
          expect(percent[0]! + percent[1]!).to.be.closeTo(100, 1e-3);
          for (const [at, share] of (shares ?? []).entries()) expect(percent[at]).to.be.closeTo(share, 0.05);
        } finally {
          await engine.close();
        }
      });
});

/** Pixels as the right values take them. */
const MINUS_ONE_TO_ONE = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] } as const;
