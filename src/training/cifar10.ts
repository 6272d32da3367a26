/** The binary version of CIFAR-10: records of one label byte and three planes of 32 × 32 pixel bytes. */
import { EngineError } from '../runtime/engine-error.js';
import { coverOf } from '../core/fitting.js';
import { resample } from '../runtime/resample.js';
import { ByteReader } from './byte-reader.js';
import { entriesOf } from './tar.js';
import type { Cifar10Options, TrainingData } from './types.js';

export const CIFAR10_CLASSES = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
] as const;

const SIDE = 32;
const PLANE = SIDE * SIDE;
const RECORD = 1 + 3 * PLANE;

/**
 * The first images of a batch file, or of the training batches in the archive, gzipped or not. Throws `EngineError` that
 * names the file and says what in it is not as published.
 */
export async function readImages(file: Blob, { side, limit = Infinity }: Cifar10Options): Promise<TrainingData> {
  if (!Number.isInteger(side) || side < 1 || side > 512)
    throw new EngineError('training-data', `side: expected a whole number from 1 to 512, got ${side}`);
  if (!(limit >= 1)) throw new EngineError('training-data', `limit: expected at least 1, got ${limit}`);
  const name = file instanceof File ? file.name : 'a file without a name';
  const records = await readRecords(file, name, Math.floor(limit));
  const images = new Uint8Array(records.length * side * side * 3);
  for (const [i, record] of records.entries()) images.set(pixelsOf(record, side), i * side * side * 3);
  const labels = Uint8Array.from(records, (record) => record[0]!);
  const source = `CIFAR-10, the first ${records.length} images of ${name}, original pixels`;
  return { images, labels, side, classes: CIFAR10_CLASSES, source };
}

async function readRecords(file: Blob, name: string, limit: number): Promise<readonly Uint8Array[]> {
  const isGzip = (await bytesOf(file.slice(0, 2))).join() === '31,139'; // 31 would be no label
  const reader = new ByteReader(isGzip ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream());
  try {
    const records = await recordsIn(reader, name, limit);
    if (records.length) return records;
    throw new EngineError('training-data', `${name}: expected images, got none`);
  } catch (error) {
    if (error instanceof EngineError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new EngineError('training-data', `${name}: expected a whole file of CIFAR-10's binary version; ${why}`);
  } finally {
    await reader.cancel();
  }
}

const bytesOf = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer());

async function recordsIn(reader: ByteReader, name: string, limit: number): Promise<readonly Uint8Array[]> {
  const records: Uint8Array[] = [];
  if (!(await isTar(reader))) {
    await readBatch(reader, Infinity, name, records, limit);
    return records;
  }
  for await (const entry of entriesOf(reader)) {
    if (!/(^|\/)data_batch_\d\.bin$/.test(entry.name)) continue;
    await readBatch(reader, entry.size, entry.name, records, limit);
    if (records.length === limit) break;
  }
  return records;
}

/** The mark of a tar archive, at byte 257 of its first header; in a batch a row of 257 bytes could hold it only by chance. */
async function isTar(reader: ByteReader): Promise<boolean> {
  const start = await reader.peek(262);
  return new TextDecoder('latin1').decode(start.subarray(257)) === 'ustar';
}

/** Up to `size` bytes of records, appended until there are `limit`. */
async function readBatch(
  reader: ByteReader,
  size: number,
  name: string,
  records: Uint8Array[],
  limit: number,
): Promise<void> {
  for (let read = 0; read < size && records.length < limit; read += RECORD) {
    const record = await reader.upTo(Math.min(RECORD, size - read));
    if (record.length === 0 && size === Infinity) return;
    if (record.length !== RECORD)
      throw new EngineError(
        'training-data',
        `${name}: expected a multiple of ${RECORD} bytes; got ${read + record.length}, and after ${read / RECORD} images ${record.length} are left`,
      );
    if (record[0]! >= CIFAR10_CLASSES.length)
      throw new EngineError(
        'training-data',
        `${name}: expected labels 0 to 9, got ${record[0]} for image ${read / RECORD + 1}`,
      );
    records.push(record);
  }
}

/** Planes → rows of pixels, at another size made as the engine makes its images. */
function pixelsOf(record: Uint8Array, side: number): Uint8ClampedArray {
  const image = new ImageData(SIDE, SIDE);
  for (let pixel = 0; pixel < PLANE; pixel++)
    for (let c = 0; c < 3; c++) image.data[4 * pixel + c] = record[1 + c * PLANE + pixel]!;
  return resample(image, coverOf(image, side, side), side, side);
}
