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

/** Throws `FileError` with the beginning of a file that is neither. */
export async function sortOf(file: Blob, name: string): Promise<'safetensors' | 'tfjs'> {
  const start = new Uint8Array(await file.slice(0, 64).arrayBuffer());
  if (!isText(start)) return 'safetensors';
  const text = new TextDecoder().decode(start);
  if (/^\ufeff?\s*\{/.test(text)) return 'tfjs';
  throw wholeFileError('weights-format', name, 'a .safetensors or a model.json', `text: ${excerpt(text)}`);
}

/** JSON and web pages have no zero bytes; the length that a safetensors file begins with always does. */
const isText = (start: Uint8Array): boolean =>
  start.length >= 8 && start.subarray(0, 8).every((byte) => byte >= 9 && byte !== 0xff);

const textOf = (head: Uint8Array): string => new TextDecoder().decode(head);

/** A `.safetensors`: the length of its header, whose upper bytes are zero, and the header. */
export const isShard = (head: Uint8Array): boolean => head.length > 8 && head[7] === 0 && head[8] === 0x7b;

/** `model.safetensors.index.json`, as Hugging Face's libraries write it beside shards. */
export const isShardList = (head: Uint8Array): boolean =>
  /^\s*\{\s*"(?:weight_map"|metadata"\s*:\s*\{[^{}]*\}\s*,\s*"weight_map")/.test(textOf(head));
