// Reads a source map only as far as to tell how many characters of a built file each source has given.
import { readFileSync } from 'node:fs';

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** By source: a file below src/ as such, a package as a whole. @param {string} file @returns {Map<string, number>} */
export function bytesBySource(file) {
  const lines = readFileSync(file, 'utf8').split('\n');
  const { sources, mappings } = JSON.parse(readFileSync(`${file}.map`, 'utf8'));
  /** @type {Map<string, number>} */
  const bytes = new Map();
  let source = 0;
  for (const [index, line] of mappings.split(';').entries()) {
    let column = 0;
    const starts = line.split(',').map((/** @type {string} */ segment) => {
      const [step = 0, other = 0] = numbers(segment);
      return { at: (column += step), name: nameOf(sources[(source += other)]) };
    });
    for (const [i, { at, name }] of starts.entries()) {
      const end = starts[i + 1]?.at ?? lines[index]?.length ?? at;
      bytes.set(name, (bytes.get(name) ?? 0) + end - at);
    }
  }
  return bytes;
}

/** Base64 VLQ: five bits a digit, the sixth says that more follow; the lowest bit is the sign. @param {string} segment */
function numbers(segment) {
  const found = [];
  let [value, shift] = [0, 0];
  for (const digit of segment) {
    const bits = digits.indexOf(digit);
    value += (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    found.push(value & 1 ? -(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  return found;
}

/** @param {string | undefined} path */
function nameOf(path = '') {
  const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? /(src\/.*)/.exec(path) ?? [];
  return name ?? '(glue)';
}
