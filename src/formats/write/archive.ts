import { zipSync } from 'fflate';

/** The same files make the same archive, whenever that is. */
const NO_TIME = new Date(1980, 0, 1);

/** Files in a zip archive. */
export const writeArchive = (files: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> =>
  zipSync({ ...files }, { mtime: NO_TIME });
