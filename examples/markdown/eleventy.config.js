import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(import.meta.resolve('mobilenet-explorer'));

/** @param {{addPassthroughCopy(folders: Record<string, string>): void}} config */
export default (config) => config.addPassthroughCopy({ [dirname(script)]: 'mobilenet-explorer' });
