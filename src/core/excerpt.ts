/** Foreign names and values as sentences show them: cut, and read without trusting them. */
import { DEEPEST_JSON, EXCERPT } from './limits.js';

/** Cuts a text, not in the middle of a sign. */
function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '')}…` : text;
}

/** A name that came from outside, without quotes; what is no text is shown as a value. */
export const excerptName = (name: unknown): string =>
  typeof name === 'string' ? cut(name, EXCERPT.name) : excerpt(name);

/** A value as JSON writes it, as far as a sentence has room for it. Takes whatever there is: a getter that throws, a circle. */
export function excerpt(value: unknown, longest: number = EXCERPT.value): string {
  try {
    return cut(written(value, longest, 0), longest);
  } catch {
    return 'a value that cannot be read';
  }
}

/** What went wrong, in a message of bounded length, whatever was thrown. */
export function messageOf(error: unknown): string {
  try {
    const text = error instanceof Error ? error.message : error;
    return typeof text === 'string' ? cut(text, EXCERPT.message) : excerpt(text);
  } catch {
    return 'an error that cannot be read';
  }
}

/** Text that is as long as `room`, or a little longer where there is more: `cut` then shows so. */
function written(value: unknown, room: number, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, Math.max(0, room) + 1));
  if (typeof value === 'bigint')
    return BigInt.asIntN(256, value) === value ? `${value}n` : 'a BigInt of more than 256 bits';
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Error) return `an error: ${messageOf(value)}`;
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  if (depth === DEEPEST_JSON) return '…';
  return Array.isArray(value) ? writtenList(value, room, depth) : writtenObject(value, room, depth);
}

function writtenList(values: readonly unknown[], room: number, depth: number): string {
  let text = '[';
  for (let at = 0; at < values.length && text.length <= room; at++)
    text += (at ? ',' : '') + written(values[at], room - text.length, depth + 1);
  return `${text}]`;
}

function writtenObject(value: object, room: number, depth: number): string {
  let text = '{';
  for (const key in value) {
    if (!Object.hasOwn(value, key)) continue;
    if (text.length > room) break;
    const name = JSON.stringify(key.slice(0, room + 1));
    text += `${text.length > 1 ? ',' : ''}${name}:${written((value as Record<string, unknown>)[key], room - text.length, depth + 1)}`;
  }
  return `${text}}`;
}
