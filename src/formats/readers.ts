/** The formats that models come in. Each is told by how its files begin, and its reader loads when one has come. */
import { lateChunk } from '../core/late-chunk.js';
import { LARGEST_FILE } from '../core/limits.js';
import { wholeFileError } from './file-error.js';
import type { Model, ReadOptions } from './model.js';
import type { SignalLike } from './platform-types.js';
import { isHdf5, isKerasZip, nameOf } from './weights/weight-files.js';

/** A file that a reader was given. */
export interface GivenFile {
  readonly name: string;
  /** Its first bytes. */
  readonly head: Uint8Array;
  /** The file itself, for readers that look for parts of it. */
  readonly blob: Blob;
  /** All of it. Rejects with `FileError` for more bytes than are read. */
  readonly bytes: () => Promise<Uint8Array>;
}

/** `files`: all that were given, `main` among them. Rejects with `FileError` naming the part that cannot be followed. */
export type ReadFormat = (main: GivenFile, files: readonly GivenFile[], options: ReadOptions) => Promise<Model>;

export interface Reader {
  readonly id: string;
  /** What a reader of the page calls it. */
  readonly title: string;
  /** Judged by content; the name is for what has no mark of its own. */
  readonly matches: (head: Uint8Array, name: string) => boolean;
  /** Whether such a file may hold weights alone, which only its reader can tell. */
  readonly mayBeWeights?: boolean;
  readonly load: () => Promise<ReadsFormat>;
}

/** What a reader's chunk has. */
export interface ReadsFormat {
  readonly read: ReadFormat;
  /** Whether a file of the format is a model, where it may be weights alone. Rejects with `FileError`. */
  readonly isModel?: (file: GivenFile) => Promise<boolean>;
}

/** How much of a file is looked at to tell what it is. */
const HEAD = 4096;

const textOf = (head: Uint8Array): string => new TextDecoder().decode(head);

const startsWith = (head: Uint8Array, at: number, mark: string): boolean =>
  [...mark].every((sign, place) => head[at + place] === sign.charCodeAt(0));

/** Keras' and tfjs's own fields; a list of class names is JSON too. */
const TOPOLOGY = /^\ufeff?\s*\{[^]*"(?:modelTopology|weightsManifest|class_name|className|model_config|format)"/;

/** A model in a protobuf begins with its version, of one byte, and then who has written it or what is in it. */
const isOnnx = (head: Uint8Array): boolean =>
  head.length > 8 &&
  head[0] === 0x08 &&
  head[1]! > 0 &&
  head[1]! < 0x80 &&
  [0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42, 0x72].includes(head[2]!);

export const readers: readonly Reader[] = [
  {
    id: 'tfjs',
    title: 'a model.json of TensorFlow.js or Keras',
    matches: (head) => TOPOLOGY.test(textOf(head)),
    load: lateChunk('The part that reads model.json', () => import('./json-model.js')),
  },
  {
    id: 'tflite',
    title: 'a TensorFlow Lite file',
    matches: (head) => startsWith(head, 4, 'TFL3'),
    load: lateChunk('The part that reads TensorFlow Lite', () => import('./tflite/index.js')),
  },
  {
    id: 'keras',
    title: 'a .keras or .h5 file',
    matches: (head, name) => isHdf5(head) || isKerasZip(head, name),
    mayBeWeights: true,
    load: lateChunk('The part that reads Keras’ files', () => import('./keras/index.js')),
  },
  {
    id: 'onnx',
    title: 'an ONNX file',
    matches: isOnnx,
    load: lateChunk('The part that reads ONNX', () => import('./onnx/index.js')),
  },
];

export async function given(file: Blob, signal?: SignalLike): Promise<GivenFile> {
  const name = nameOf(file);
  const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  return {
    name,
    head,
    blob: file,
    bytes: async () => {
      if (file.size > LARGEST_FILE)
        throw wholeFileError('model-format', name, `at most ${LARGEST_FILE} bytes`, `${file.size}`);
      const bytes = new Uint8Array(await file.arrayBuffer());
      signal?.throwIfAborted();
      return bytes;
    },
  };
}
