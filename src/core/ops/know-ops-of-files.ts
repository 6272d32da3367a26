import { addOps } from './index.js';
import { opsOfFamilies } from './of-families.js';
import { opsOfFiles } from './of-files.js';

/** To be called before a network that may have any kind is built or counted. */
export const knowOpsOfFiles = (): void => addOps({ ...opsOfFamilies, ...opsOfFiles });
