import { expect } from '@open-wc/testing';
import { EngineError } from '../../src/runtime/engine-error.js';
import { inputOf } from '../../src/runtime/image.js';
import { resample } from '../../src/runtime/resample.js';
import type { Fit } from '../../src/core/fit.js';
import type { Shape } from '../../src/core/index.js';
import pillow from '../golden/fit/pillow.json' with { type: 'json' };
import { formulaInput, formulaPixels } from '../support/wgen.js';

const plain = { mean: [0, 0, 0], std: [1, 1, 1] } as const;
const cifar = {
  image_key: 'visible-a',
  height: 32,
  width: 32,
  mean: [0.4914, 0.4822, 0.4465],
  std: [0.247, 0.2435, 0.2616],
} as const;

function pixels(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number],
): ImageData {
  const image = new ImageData(width, height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) image.data.set([...colour(x, y), 255], (y * width + x) * 4);
  return image;
}

async function pngOf(image: ImageData): Promise<Blob> {
  const canvas = new OffscreenCanvas(image.width, image.height);
  canvas.getContext('2d')!.putImageData(image, 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}

/** Whole numbers from 0 to 255, as the network would see them before normalising. */
const see = async (image: ImageData, shape: Shape): Promise<number[]> =>
  [...(await inputOf({ kind: 'pixels', pixels: image }, shape, plain))].map((value) => Math.round(value * 255));

async function failure(promise: Promise<unknown>): Promise<EngineError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(EngineError);
  return error as EngineError;
}

describe('image', () => {
  it('of the right size is normalised and nothing else', async () => {
    const input = await inputOf({ kind: 'pixels', pixels: formulaPixels(cifar) }, [32, 32, 3], cifar as never);
    expect([...input]).to.deep.equal([...formulaInput(cifar).data]);
  });

  it('comes out of a PNG as it went in', async () => {
    const blob = await pngOf(formulaPixels(cifar));
    const input = await inputOf({ kind: 'blob', blob }, [32, 32, 3], cifar as never);
    expect([...input]).to.deep.equal([...formulaInput(cifar).data]);
  });

  it('is cropped around its centre: the longer side loses both ends', async () => {
    const wide = pixels(12, 4, (x) => (x < 4 ? [255, 0, 0] : x < 8 ? [0, 255, 0] : [0, 0, 255]));
    expect(new Set((await see(wide, [4, 4, 3])).join().match(/\d+,\d+,\d+/g))).to.deep.equal(new Set(['0,255,0']));
    const tall = pixels(4, 12, (_, y) => (y < 4 ? [255, 0, 0] : y < 8 ? [0, 255, 0] : [0, 0, 255]));
    expect(new Set((await see(tall, [4, 4, 3])).join().match(/\d+,\d+,\d+/g))).to.deep.equal(new Set(['0,255,0']));
  });

  it('covers a network that is not square', async () => {
    const halves = pixels(20, 20, (_, y) => (y < 10 ? [200, 0, 0] : [0, 0, 200]));
    const seen = await see(halves, [4, 8, 3]);
    expect(seen.slice(0, 3)).to.deep.equal([200, 0, 0]);
    expect(seen.slice(-3)).to.deep.equal([0, 0, 200]);
  });

  for (const { image, input, fit, pixels: expected } of pillow.cases)
    it(`${image.join('×')} in ${input.join('×')} as ${fit}: is Pillow’s, pixel by pixel`, async () => {
      const [height, width] = image as [number, number];
      const shown = formulaPixels({ ...cifar, image_key: pillow.image_key, height, width });
      for (const sent of [
        { kind: 'pixels', pixels: shown },
        { kind: 'blob', blob: await pngOf(shown) },
      ] as const) {
        const values = await inputOf(sent, [...input, 3] as unknown as Shape, plain, fit as Fit);
        const bytes = Array.from(values, (value) => Math.round(value * 255));
        expect(bytes).to.deep.equal(Array.from(atob(expected), (letter) => letter.charCodeAt(0)));
      }
    });

  it('is filled with the mean of the training where a letterbox shows nothing', async () => {
    const wide = pixels(40, 10, () => [255, 255, 255]);
    const { mean, std } = cifar;
    const input = await inputOf({ kind: 'pixels', pixels: wide }, [8, 8, 3], { mean, std }, 'letterbox');
    const rows = Array.from({ length: 8 }, (_, y) => input.slice(y * 24, y * 24 + 24).every((value) => value === 0));
    expect(rows).to.deep.equal([true, true, true, false, false, true, true, true]);
  });

  it('is made smaller without aliasing: fine stripes become grey', async () => {
    const stripes = pixels(64, 64, (x) => (x % 2 ? [255, 255, 255] : [0, 0, 0]));
    for (const value of await see(stripes, [8, 8, 3])) expect(value).to.be.within(120, 135);
  });

  it('is resized as PIL does it: Image.resize(…, BILINEAR) halves this ramp to 57, 183', () => {
    const ramp = pixels(4, 1, (x) => [x * 80, 0, 0]);
    const small = resample(ramp, { left: 0, top: 0, width: 4, height: 1 }, 1, 2);
    expect([small[0], small[3]]).to.deep.equal([57, 183]);
  });

  it('is resized and cropped as torchvision does it on a PIL image', async () => {
    const image = pixels(37, 29, (x, y) => [(7 * x + 3 * y) % 256, (x * y) % 256, (255 - 5 * x + 2 * y) % 256]);
    const seen = await see(image, [16, 16, 3]); // Resize(16), CenterCrop(16)
    expect([0, 1, 17, 255].map((i) => seen.slice(3 * i, 3 * i + 3))).to.deep.equal([
      [31, 2, 236],
      [44, 3, 226],
      [48, 13, 229],
      [49, 107, 150],
    ]);
    expect(seen.reduce((a, b) => a + b, 0)).to.equal(107_678);
    expect(seen.reduce((sum, value, i) => sum + (Math.floor(i / 3) + 1) * ((i % 3) + 1) * value, 0)).to.equal(
      29_235_096,
    );
  });

  for (const [width, height] of [
    [1, 1],
    [20_000, 10],
  ] as const) {
    it(`of ${width}×${height} pixels is refused with its size`, async () => {
      const blob = await pngOf(pixels(width, height, () => [10, 20, 30]));
      const error = await failure(inputOf({ kind: 'blob', blob }, [8, 8, 3], plain));
      expect(error.code).to.equal('image-size');
      expect(error.message).to.include(`${width}×${height}`);
    });
  }

  it('16,000 pixels wide is cropped without being resized as a whole', async () => {
    const blob = await pngOf(pixels(16_000, 10, (x) => (x > 7_990 && x < 8_010 ? [0, 255, 0] : [255, 0, 0])));
    const input = await inputOf({ kind: 'blob', blob }, [32, 32, 3], plain);
    expect(input.length).to.equal(32 * 32 * 3);
    expect(Array.from(input.slice(0, 3))).to.deep.equal([0, 1, 0]);
  });

  it('larger than a canvas likes is first made smaller', async () => {
    const bitmap = await createImageBitmap(
      pixels(4, 4, () => [50, 100, 150]),
      { resizeWidth: 5000, resizeHeight: 5000 },
    );
    const input = await inputOf({ kind: 'bitmap', bitmap }, [16, 16, 3], plain);
    expect(Array.from(input.slice(0, 3)).map((value) => Math.round(value * 255))).to.deep.equal([50, 100, 150]);
  });

  it('that is text named .png is told by what it is', async () => {
    const file = new File(['not a picture'], 'photo.png', { type: 'image/png' });
    const error = await failure(inputOf({ kind: 'blob', blob: file }, [8, 8, 3], plain));
    expect(error.code).to.equal('image-undecodable');
    expect(error.message).to.include('could not be decoded as an image: photo.png (text/plain');
  });

  it('that is empty, or broken, or a tensor of another size is refused', async () => {
    expect((await failure(inputOf({ kind: 'blob', blob: new Blob([]) }, [8, 8, 3], plain))).code).to.equal(
      'image-undecodable',
    );
    const png = await pngOf(pixels(8, 8, () => [1, 2, 3]));
    expect((await failure(inputOf({ kind: 'blob', blob: png.slice(0, 20) }, [8, 8, 3], plain))).code).to.equal(
      'image-undecodable',
    );
    const tensor = { data: new Float32Array(5), shape: [8, 8, 3] as const };
    expect((await failure(inputOf({ kind: 'tensor', tensor }, [8, 8, 3], plain))).message).to.include('192');
  });
});
