import { expect } from '@open-wc/testing';
import { buildNetwork, type Options } from '../../src/core/index.js';
import { openEngine, type Preprocessing } from '../../src/runtime/index.js';
import { formulaPixels, type FormulaImage } from '../support/wgen.js';

/** One entry of `weights/index.json`. */
interface Published {
  readonly id: string;
  readonly file: string;
  readonly network: { readonly id: string; readonly options: Options };
  readonly classes: readonly string[];
  readonly preprocessing: Preprocessing;
}

interface Reference {
  readonly weights: { readonly file: string };
  readonly input: Omit<FormulaImage, 'image_key'>;
  readonly images: readonly {
    readonly image_key: string;
    readonly logits: readonly number[];
    readonly argmax: number;
  }[];
}

const references = Object.values(
  import.meta.glob<Reference>('../golden/trained/*.json', { eager: true, import: 'default' }),
).filter(({ images }) => images);

describe('weights that come with the package', () => {
  let published: readonly Published[];
  before(async () => {
    published = (await (await fetch('/weights/index.json')).json()) as readonly Published[];
  });

  it('give PyTorch’s logits for the images of the formula', async () => {
    expect(published.length).to.be.above(0);
    for (const entry of published) {
      const reference = references.find(({ weights }) => weights.file === entry.file);
      expect(reference, `a reference for ${entry.file}`).to.not.equal(undefined);
      await check(entry, reference!);
    }
  });
});

async function check(
  { file, network, classes, preprocessing }: Published,
  { input, images }: Reference,
): Promise<void> {
  const engine = await openEngine({ backend: 'wasm' });
  const weights = { url: `/weights/${file}` };
  const { source } = await engine.load(buildNetwork(network.id, network.options), weights, { classes, preprocessing });
  expect(source).to.equal('trained');
  for (const { image_key, logits: expected, argmax } of images) {
    const { logits, top } = await engine.run(formulaPixels({ ...input, image_key }));
    for (const [i, value] of expected.entries()) expect(logits[i], image_key).to.be.closeTo(value, 1e-4);
    expect(top[0]!.label).to.equal(classes[argmax]);
  }
  await engine.close();
}
