import { expect } from '@open-wc/testing';
import type { EngineError } from '../../src/runtime/index.js';
import { readCifar10, sampleViews, type TrainingData } from '../../src/training/index.js';
import { CIFAR10, shippedDrawings } from '../support/drawings.js';
import { Seeded } from '../support/seeded.js';

const RECORD = 3073;

const errorOf = (promise: Promise<unknown>): Promise<EngineError | undefined> =>
  promise.then(
    () => undefined,
    (error: unknown) => error as EngineError,
  );

/** Records of CIFAR-10's binary version, as its page describes them: a label, then 1024 bytes each of red, green and blue. */
function batch(labels: readonly number[], seed = 1): Uint8Array<ArrayBuffer> {
  const random = new Seeded(seed);
  const bytes = Uint8Array.from({ length: labels.length * RECORD }, () => random.integer(0, 255));
  for (const [i, label] of labels.entries()) bytes[i * RECORD] = label;
  return bytes;
}

/** An archive as `tar` writes it: a header with name, octal size and mark, then the content filled up to 512 bytes. */
function tar(files: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder();
  const parts = Object.entries(files).flatMap(([name, content]) => {
    const header = new Uint8Array(512);
    header.set(text.encode(name));
    header.set(text.encode(`${content.length.toString(8).padStart(11, '0')}\0`), 124);
    header.set(text.encode('ustar\0'), 257);
    return [header, content, new Uint8Array((512 - (content.length % 512)) % 512)];
  });
  return concat([...parts, new Uint8Array(1024)]);
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const gzip = (bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> =>
  new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();

const file = (bytes: BlobPart, name: string): File => new File([bytes], name);

describe('readCifar10', () => {
  const bytes = batch([3, 9, 0]);

  it('turns planes into pixels, and leaves their size alone where 32 are wanted', async () => {
    const data = await readCifar10(file(bytes, 'data_batch_1.bin'), { side: 32 });
    expect([...data.labels]).to.deep.equal([3, 9, 0]);
    expect(data.classes).to.deep.equal(CIFAR10);
    expect(data.source).to.equal('CIFAR-10, the first 3 images of data_batch_1.bin, original pixels');
    for (const [image, pixel, colour] of [
      [0, 0, 0],
      [1, 700, 1],
      [2, 1023, 2],
    ] as const)
      expect(data.images[(image * 1024 + pixel) * 3 + colour]).to.equal(
        bytes[image * RECORD + 1 + colour * 1024 + pixel],
      );
  });

  it('takes the first images only, and makes them smaller as the engine does', async () => {
    const plain = concat([new Uint8Array([5]), new Uint8Array(1024).fill(10), new Uint8Array(2048).fill(200)]);
    const data = await readCifar10(file(concat([plain, bytes]), 'test_batch.bin'), { side: 16, limit: 2 });
    expect([...data.labels]).to.deep.equal([5, 3]);
    expect([...data.images.subarray(0, 16 * 16 * 3)]).to.deep.equal(
      Array.from({ length: 16 * 16 }, () => [10, 200, 200]).flat(),
    );
    const mean = (of: Uint8Array): number => of.reduce((sum, value) => sum + value, 0) / of.length;
    expect(mean(data.images.subarray(16 * 16 * 3))).to.be.closeTo(mean(bytes.subarray(1, RECORD)), 3);
  });

  it('finds the training batches in the archive as published, gzipped or not', async () => {
    const archive = tar({
      'cifar-10-batches-bin/batches.meta.txt': new TextEncoder().encode('airplane\n'),
      'cifar-10-batches-bin/data_batch_1.bin': batch([1, 2], 2),
      'cifar-10-batches-bin/test_batch.bin': batch([7, 7], 3),
      'cifar-10-batches-bin/data_batch_2.bin': batch([4, 5, 6], 4),
    });
    const gzipped = await gzip(archive);
    for (const one of [file(archive, 'cifar.tar'), file(gzipped, 'cifar-10-binary.tar.gz')]) {
      expect([...(await readCifar10(one, { side: 8 })).labels]).to.deep.equal([1, 2, 4, 5, 6]);
      expect([...(await readCifar10(one, { side: 8, limit: 3 })).labels]).to.deep.equal([1, 2, 4]);
    }
    expect([...(await readCifar10(file(await gzip(bytes), 'a.bin.gz'), { side: 8 })).labels]).to.deep.equal([3, 9, 0]);
  });

  it('says what is wrong with a file, by its name', async () => {
    const archive = tar({ 'a/data_batch_1.bin': batch([1, 2]) });
    const gzipped = new Uint8Array(await gzip(archive));
    const wrong: readonly [BlobPart, RegExp][] = [
      [
        bytes.slice(0, 2 * RECORD + 9),
        /^x: expected a multiple of 3073 bytes; got 6155, and after 2 images 9 are left$/,
      ],
      [batch([3, 10]), /^x: expected labels 0 to 9, got 10 for image 2$/],
      ['', /^x: expected images, got none$/],
      [tar({ 'a/readme.html': bytes }), /^x: expected images, got none$/],
      [
        archive.slice(0, 4000),
        /^a\/data_batch_1\.bin: expected a multiple of 3073 bytes; got 3488, and after 1 images 415/,
      ],
      [gzipped.slice(0, gzipped.length / 2), /^x: expected a whole file of CIFAR-10's binary version; .+/],
    ];
    for (const [content, message] of wrong) {
      const error = await errorOf(readCifar10(file(content, 'x'), { side: 32 }));
      expect(error?.code).to.equal('training-data');
      expect(error?.message).to.match(message);
    }
    expect((await errorOf(readCifar10(file(bytes, 'x'), { side: 0 })))?.message).to.match(/^side: expected /);
    expect((await errorOf(readCifar10(file(bytes, 'x'), { side: 8, limit: 0 })))?.message).to.match(
      /^limit: expected /,
    );
  });
});

describe('sampleViews', () => {
  const options = { seed: 1, count: 24, side: 16, classes: CIFAR10 };

  it('gives each drawing its turn and its class', async () => {
    const data = await sampleViews(await shippedDrawings(), options);
    const names = [...data.labels].map((label) => CIFAR10[label]);
    expect(names.slice(0, 8)).to.have.members([
      'ship',
      'airplane',
      'automobile',
      'truck',
      'horse',
      'frog',
      'cat',
      'dog',
    ]);
    expect(names.slice(8, 16)).to.deep.equal(names.slice(0, 8));
    expect([data.images.length, data.side, data.source]).to.deep.equal([
      24 * 16 * 16 * 3,
      16,
      '24 views of 8 drawings',
    ]);
  });

  it('are the same for the same seed, others for another, and all different', async () => {
    const drawings = await shippedDrawings();
    const first = await sampleViews(drawings, options);
    expect((await sampleViews(drawings, options)).images).to.deep.equal(first.images);
    expect((await sampleViews(drawings, { ...options, seed: 2 })).images).to.not.deep.equal(first.images);
    expect(new Set(viewsIn(first)).size).to.equal(24);
  });

  it('show nothing but the drawing: one of a single colour fills every view, lighter or darker', async () => {
    const canvas = new OffscreenCanvas(60, 40);
    const context = canvas.getContext('2d')!;
    context.fillStyle = 'rgb(100 50 150)';
    context.fillRect(0, 0, 60, 40);
    const drawing = { class: 'cat', image: await createImageBitmap(canvas) };
    const { images } = await sampleViews([drawing], options);
    for (let pixel = 0; pixel < images.length; pixel += 3) {
      const [red, green, blue] = images.subarray(pixel, pixel + 3);
      expect(red).to.be.within(79, 121);
      expect(green! / red!).to.be.closeTo(0.5, 0.02);
      expect(blue! / red!).to.be.closeTo(1.5, 0.03);
    }
  });

  it('says which option or drawing cannot be', async () => {
    const [one] = await shippedDrawings();
    const wrong: readonly [Promise<unknown>, RegExp][] = [
      [sampleViews([], options), /^drawings: expected at least one, got none$/],
      [sampleViews([{ ...one!, class: 'cow' }], options), /^class: expected one of airplane, .*; got cow$/],
      [sampleViews([one!], { ...options, count: 0 }), /^count: expected a whole number of at least 1, got 0$/],
      [sampleViews([one!], { ...options, side: 1000 }), /^side: expected a whole number from 1 to 512, got 1000$/],
      [sampleViews([{ class: 'cat', image: new Blob(['x']) }], options), /^could not be decoded as an image: /],
    ];
    for (const [promise, message] of wrong) expect((await errorOf(promise))?.message).to.match(message);
  });
});

const viewsIn = ({ images, labels, side }: TrainingData): string[] =>
  Array.from(labels, (_, i) => images.subarray(i * side * side * 3, (i + 1) * side * side * 3).join());
