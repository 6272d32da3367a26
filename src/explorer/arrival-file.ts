/**
 * What an engine has said of one drawing with one checkpoint, as a file that comes with the package: so a page has a guess,
 * pictures and statistics before it has an engine. `scripts/arrival.mjs` writes these files.
 */
import type { Loaded, Prediction, Statistics, Thumbnail } from '../runtime/index.js';

/** What is kept of a node's statistics. */
export type Summary = Pick<Statistics, 'min' | 'max' | 'mean' | 'zeros'>;

export interface Arrival {
  readonly loaded: Loaded;
  /** Most probable first. */
  readonly top: readonly Prediction[];
  /** What the network sees. */
  readonly input: ImageData;
  readonly thumbnails: ReadonlyMap<string, Thumbnail>;
  /** Of every node's output, by id. */
  readonly statistics: ReadonlyMap<string, Summary>;
}

/** A quantised map: values are `min + byte / 255 × (max − min)`, bytes in base 64. */
type StoredPicture = readonly [width: number, height: number, min: number, max: number, bytes: string];

/** The same as JSON. */
export interface ArrivalFile {
  /** Of the weights that it was made with: it holds for no others. */
  readonly sha256: string;
  readonly loaded: Loaded;
  readonly top: readonly Prediction[];
  /** Rows of pixels of red, green and blue. */
  readonly input: readonly [width: number, height: number, bytes: string];
  readonly pictures: Readonly<Record<string, StoredPicture>>;
  readonly statistics: Readonly<Record<string, readonly [min: number, max: number, mean: number, zeros: number]>>;
}

const LEVELS = 255;
/** Of a number in text: a page shows three. */
const DIGITS = 4;

const short = (value: number): number => Number(value.toPrecision(DIGITS));

const toBase64 = (bytes: ArrayLike<number>): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

export function encodeArrival({ loaded, top, input, thumbnails, statistics }: Arrival, sha256: string): ArrivalFile {
  return {
    sha256,
    loaded,
    top: top.map((prediction) => ({ ...prediction, probability: short(prediction.probability) })),
    input: [input.width, input.height, toBase64(input.data.filter((_, at) => at % 4 < 3))],
    pictures: Object.fromEntries([...thumbnails].map(([id, thumbnail]) => [id, encodePicture(thumbnail)])),
    statistics: Object.fromEntries(
      [...statistics].map(([id, { min, max, mean, zeros }]) => [
        id,
        [short(min), short(max), short(mean), short(zeros)] as const,
      ]),
    ),
  };
}

function encodePicture({ width, height, data, min, max }: Thumbnail): StoredPicture {
  const scale = max > min ? LEVELS / (max - min) : 0;
  return [width, height, short(min), short(max), toBase64(Uint8Array.from(data, (v) => Math.round((v - min) * scale)))];
}

export function decodeArrival({ loaded, top, input, pictures, statistics }: ArrivalFile): Arrival {
  const summaries = Object.entries(statistics).map(
    ([id, [min, max, mean, zeros]]) => [id, { min, max, mean, zeros }] as const,
  );
  return {
    loaded,
    top,
    input: decodeInput(input),
    thumbnails: new Map(Object.entries(pictures).map(([id, picture]) => [id, decodePicture(picture)])),
    statistics: new Map(summaries),
  };
}

function decodeInput([width, height, bytes]: ArrivalFile['input']): ImageData {
  const [picture, pixels] = [new ImageData(width, height), fromBase64(bytes)];
  for (let at = 0; at < width * height; at++)
    picture.data.set([...pixels.subarray(3 * at, 3 * at + 3), LEVELS], 4 * at);
  return picture;
}

function decodePicture([width, height, min, max, bytes]: StoredPicture): Thumbnail {
  const data = Float32Array.from(fromBase64(bytes), (byte) => min + (byte / LEVELS) * (max - min));
  return { width, height, data, min, max };
}
