import { expect } from '@open-wc/testing';
import { readLayersModel } from '../../src/formats/index.js';
import { costOf, countParameters } from '../../src/core/index.js';
import { openEngine, type BackendName } from '../../src/runtime/index.js';
import oblongWindow from '../golden/real-world/A01-oblong-window/model.json' with { type: 'json' };
import oblongStride from '../golden/real-world/A02-oblong-stride/model.json' with { type: 'json' };
import oblongFlattened from '../golden/real-world/A03-oblong-then-flatten/model.json' with { type: 'json' };
import patchedInput from '../golden/real-world/A04-patched-input/model.json' with { type: 'json' };
import augmentation from '../golden/real-world/A05-augmentation/model.json' with { type: 'json' };
import flatPicture from '../golden/real-world/A07-flat-picture/model.json' with { type: 'json' };
import transposed from '../golden/real-world/A08-transposed/model.json' with { type: 'json' };
import normalization from '../golden/real-world/A09-normalization/model.json' with { type: 'json' };

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
  /** Of convolutions, and of what is laid out anew. */
  readonly shapes: readonly string[];
  /** Parameters as Keras counts them, those of them that train, and multiply–accumulates. */
  readonly counts?: readonly [parameters: number, trainable: number, macs: number];
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
  {
    folder: 'A04-patched-input',
    model: patchedInput,
    picture: 'picture-8x8.png',
    shapes: ['6,6,2'],
    counts: [60, 60, 1948],
    shares: [17.46, 82.54],
  },
  {
    folder: 'A05-augmentation',
    model: augmentation,
    picture: 'picture-8x8.png',
    shapes: ['6,6,2'],
    counts: [60, 60, 1948],
    shares: [21.81, 78.19],
  },
  {
    folder: 'A07-flat-picture',
    model: flatPicture,
    picture: 'picture-28x28.png',
    shapes: ['1,1,784'],
    counts: [1570, 1570, 1568],
  },
  {
    folder: 'A08-transposed',
    model: transposed,
    picture: 'picture-8x8.png',
    shapes: ['4,4,4', '8,8,2', '8,8,1'],
    counts: [184, 184, 1728 + 1152 + 128],
  },
  {
    folder: 'A09-normalization',
    model: normalization,
    picture: 'picture-8x8.png',
    shapes: ['6,6,2'],
    counts: [67, 60, 1948],
    shares: [1.95, 98.05],
  },
];

describe('models that people reported', () => {
  for (const { folder, model, picture, shapes, shares } of rights)
    for (const backend of ['wasm', 'cpu'] as BackendName[])
      it(`${folder} gives the right values on ${backend}`, async () => {
        const { network, scalesPixels } = readLayersModel(model);
        const json = new File([JSON.stringify(model)], 'model.json');
        const weights = new File([await fileOf(`${folder}/weights.bin`)], 'weights.bin');
        const engine = await openEngine({ backend, worker: false });
        try {
          await engine.load(
            network,
            { data: [json, weights] },
            { preprocessing: scalesPixels ? UNSCALED : MINUS_ONE_TO_ONE },
          );
          const { logits } = await engine.run(await fileOf(picture));
          const maps = network.nodes.filter(({ kind }) => SHOWN.has(kind));
          const made = await Promise.all(maps.map(async ({ id }) => (await engine.activation(id)).shape.join()));
          expect(made).to.deep.equal(shapes);
          const percent = [...logits].map((share) => 100 * share);
          if (network.outputShape.join() === '1,1,2') expect(percent[0]! + percent[1]!).to.be.closeTo(100, 1e-3);
          for (const [at, share] of (shares ?? []).entries()) expect(percent[at]).to.be.closeTo(share, 0.05);
        } finally {
          await engine.close();
        }
      });

  for (const { folder, model, counts } of rights)
    if (counts)
      it(`${folder} has the right counts`, () => {
        const { network } = readLayersModel(model);
        const { total } = costOf(network);
        const trainable = countParameters(network, 'keras') - total.normStatistics;
        expect([countParameters(network, 'keras'), trainable, total.macs]).to.deep.equal(counts);
      });
});

/** Pixels as the right values take them. */
const UNSCALED = { mean: [0, 0, 0], std: [1 / 255, 1 / 255, 1 / 255] } as const;
const SHOWN: ReadonlySet<string> = new Set(['conv2d', 'transposed-conv2d', 'reshape']);
const MINUS_ONE_TO_ONE = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] } as const;
