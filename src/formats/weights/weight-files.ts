/** Which of the files that a reader gives is what: judged by their content, not by their names. */
import { excerpt } from '../../core/index.js';
import { FileError, wholeFileError } from '../file-error.js';
import { listNames } from './weight-names.js';

/** Without the number that a browser puts into the name of a file of which it has one: `model (1).json`. */
export const nameOf = (file: Blob): string =>
  file instanceof File && file.name ? file.name.replace(/ ?\(\d{1,3}\)(?=\.[^.]+$|$)/, '') : 'weights';

const MAIN = /\.(?:json|safetensors)$/i;
/** These go with a model and say what its classes are called. */
const BESIDE = /(?:^|[/\\])(?:metadata|classes|labels)\.json$/i;

/** The one to begin with: a `.safetensors`, or the `.json` that names the shards. Throws `FileError` for none or two. */
export function mainFile(files: readonly Blob[]): Blob {
  if (files.length === 1) return files[0]!;
  const mains = files.filter((file) => MAIN.test(nameOf(file)) && !BESIDE.test(nameOf(file)));
  if (mains.length === 1) return mains[0]!;
  const got = listNames((mains.length ? mains : files).map(nameOf), 'no file');
  throw new FileError('weights-format', `expected one .safetensors or one model.json, got ${got}`);
}

/** Control characters, and what is none in UTF-8 but for a last one that is cut through. */
// oxlint-disable-next-line no-control-regex
const BINARY = /[\0-\x08\x0e-\x1f]|\ufffd(?!\ufffd*$)/;

/** Throws `FileError` for a file that is neither, with the beginning of one that is text. */
export async function sortOf(file: Blob, name: string): Promise<'safetensors' | 'tfjs'> {
  const start = new Uint8Array(await file.slice(0, 64).arrayBuffer());
  if (!isText(start)) return 'safetensors';
  const text = new TextDecoder().decode(start);
  if (/^\ufeff?\s*\{/.test(text)) return 'tfjs';
  const got = BINARY.test(text) ? 'another kind of file' : `text: ${excerpt(text)}`;
  throw wholeFileError('weights-format', name, 'weights (.safetensors, .npz, .pth, .h5) or a model.json', got);
}

/** JSON and web pages have no zero bytes; the length that a safetensors file begins with always does. */
const isText = (start: Uint8Array): boolean =>
  start.length >= 8 && start.subarray(0, 8).every((byte) => byte >= 9 && byte !== 0xff);

const startsWith = (head: Uint8Array, bytes: readonly number[]): boolean =>
  bytes.every((byte, place) => head[place] === byte);

export const isZip = (head: Uint8Array): boolean => startsWith(head, [0x50, 0x4b, 0x03, 0x04]);

export const isHdf5 = (head: Uint8Array): boolean => startsWith(head, [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A `.keras`: by the name of the first file in it, which stands in its head. */
export const isKerasZip = (head: Uint8Array, name: string): boolean =>
  isZip(head) &&
  (/^(?:metadata\.json|config\.json|model\.weights\.h5)/.test(textOf(head.subarray(30, 60))) || /\.keras$/i.test(name));

/** A `.npz`: by the name of the first file in it, or its own where that one is of a longer name than is looked at. */
export const isNpz = (head: Uint8Array, name: string): boolean =>
  isZip(head) && (textOf(head.subarray(30, 30 + head[26]! + 256 * head[27]!)).endsWith('.npy') || /\.npz$/i.test(name));

const textOf = (head: Uint8Array): string => new TextDecoder().decode(head);

/** A `.safetensors`: the length of its header, whose upper bytes are zero, and the header. */
export const isShard = (head: Uint8Array): boolean => head.length > 8 && head[7] === 0 && head[8] === 0x7b;

/** `model.safetensors.index.json`, as Hugging Face's libraries write it beside shards. */
export const isShardList = (head: Uint8Array): boolean =>
  /^\s*\{\s*"(?:weight_map"|metadata"\s*:\s*\{[^{}]*\}\s*,\s*"weight_map")/.test(textOf(head));
