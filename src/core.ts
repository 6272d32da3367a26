/** Core as the library has it: all at once, the layer kinds that only files have among them. */
import { knowOpsOfFiles } from './core/index.js';

export * from './core/index.js';

knowOpsOfFiles();
