import { addOps } from './index.js';
import { opsOfFiles } from './of-files.js';

/** To be called before a network with kinds that only files have is built or counted. */
export const knowOpsOfFiles = (): void => addOps(opsOfFiles);
