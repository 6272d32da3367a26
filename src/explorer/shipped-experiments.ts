/** The experiments that come with the package: an index, and a file an arm. */
import { lateChunk } from './chunks.js';

const load = lateChunk('The experiments', () => import('/experiments?shipped'));

/** The value of a file in `public/experiments`; `undefined` where there is none of that name. */
export const shippedExperiment = async (file: string): Promise<unknown> => (await load()).default[file];
