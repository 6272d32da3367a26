import type { GivenFile, ReadFormat } from '../readers.js';
import { externalFilesIn, readOnnx } from './read.js';

/** The numbers of large models lie in files beside them. */
export const read: ReadFormat = async (main, files, options) => {
  const bytes = await main.bytes();
  const beside = new Map<string, Uint8Array>();
  for (const name of externalFilesIn(bytes, main.name)) {
    const file = files.find((one: GivenFile) => one !== main && one.name === name);
    if (file) beside.set(name, await file.bytes());
  }
  return readOnnx(bytes, main.name, (name) => beside.get(name), options);
};
