/** A model that is one file of a format of its own, at an address. */
import { locationOf } from '../../core/addresses.js';
import { fetchable } from '../addresses.js';
import { fetchFile } from '../fetch-file.js';
import type { ModelAddress } from './model-source.js';

/** What is called otherwise is taken for a `model.json`. */
const MODEL_FILE = /\.(?:onnx|tflite|keras|h5|hdf5)$/i;

/** Nothing where the address is of no such file. Rejects as `fetchable` throws, or with `FetchError`. */
export async function modelFileAt(
  { url, isLinked = false }: ModelAddress,
  signal: AbortSignal,
): Promise<File | undefined> {
  const { href, init } = fetchable('model', url, isLinked);
  if (!MODEL_FILE.test(new URL(href).pathname)) return undefined;
  return new File([await fetchFile('model', href, { ...init, signal })], locationOf(href).file);
}
