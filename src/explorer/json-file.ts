/** JSON that readers give or addresses answer with: bounded, and refused in a sentence that names where it is from. */
import { excerptName } from '../core/index.js';
import { LONGEST_TEXT } from '../core/limits.js';
import { parseStrictly } from '../core/strict-json.js';

/** The text of a file. Rejects where it is longer than texts that are read. */
export async function textIn(file: File): Promise<string> {
  if (file.size > LONGEST_TEXT) throw tooLong(file.name, file.size);
  return file.text();
}

export const tooLong = (where: string, size: number | string): RangeError =>
  new RangeError(`${excerptName(where)}: expected at most ${LONGEST_TEXT} bytes, got ${size}`);

/** Throws a sentence for what is no JSON, or JSON that says one thing twice. */
export function parseJson(text: string, where: string): unknown {
  const broken = (problem: string): Error => new Error(`${excerptName(where)}: ${problem}`);
  const duplicate = (key: string): Error => broken(`expected ${excerptName(key)} once in an object, got it twice`);
  return parseStrictly(text, { broken, duplicate });
}
