import { merge } from './merge.js';
import { pad } from './pad.js';
import { prelu } from './prelu.js';
import { rescale } from './rescale.js';
import { reshape } from './reshape.js';
import { resize } from './resize.js';
import { unknown } from './unknown.js';

/** Layer kinds that only networks from a file have. They come with what reads such files: a page without one does without. */
export const importedOps = {
  merge,
  pad,
  prelu,
  rescale,
  reshape,
  resize,
  unknown,
} as const;
