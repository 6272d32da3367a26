/** JSON that readers give or addresses answer with: bounded, and refused in a sentence that names where it is from. */
import { excerptName } from '../core/index.js';
import { LONGEST_TEXT } from '../core/limits.js';
import { parseStrictly } from '../core/strict-json.js';
import { InputError } from './errors.js';
import type { ErrorSource } from './problem.js';

/** The text of a file. Rejects with `InputError` where it is longer than texts that are read. */
export async function textIn(file: File, source: ErrorSource): Promise<string> {
  if (file.size > LONGEST_TEXT) throw tooLong(source, file.name, file.size);
  return file.text();
}

export const tooLong = (source: ErrorSource, where: string, size: number | string): InputError =>
  new InputError(source, 'file-size', `${excerptName(where)}: expected at most ${LONGEST_TEXT} bytes, got ${size}`);

/** Throws `InputError` for what is no JSON, or JSON that says one thing twice. */
export function parseJson(text: string, where: string, source: ErrorSource): unknown {
  const broken = (problem: string): Error => new InputError(source, 'file-format', `${excerptName(where)}: ${problem}`);
  const duplicate = (key: string): Error => broken(`expected ${excerptName(key)} once in an object, got it twice`);
  return parseStrictly(text, { broken, duplicate });
}
