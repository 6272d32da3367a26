import type { ReadFormat } from '../readers.js';
import { readTflite } from './read.js';

export const read: ReadFormat = async (main, _files, options) => readTflite(await main.bytes(), main.name, options);
