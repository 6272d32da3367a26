/** Untrusted JSON: what `JSON.parse` silently accepts, such as duplicate keys, is refused. */
import { excerpt } from './excerpt.js';
import { DEEPEST_JSON } from './limits.js';

export interface JsonFaults {
  /** The text is no JSON, or too deep. */
  readonly broken: (problem: string) => Error;
  /** A key comes twice in one object; `path` leads to that object. */
  readonly duplicate: (key: string, path: readonly string[]) => Error;
}

/** The value of a text. Throws what `faults` makes of bad syntax, of equal keys in one object, and of deep nesting. */
export function parseStrictly(text: string, faults: JsonFaults): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw faults.broken(`expected JSON, got ${excerpt(text.slice(0, 40))}`);
  }
  check(text, faults);
  return value;
}

interface Level {
  readonly keys: Set<string>;
  key: string;
}

/** Looks at brackets and keys of a text that is known to be JSON, at each sign once. */
function check(text: string, { broken, duplicate }: JsonFaults): void {
  const open: Level[] = [];
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign === OPEN_OBJECT || sign === OPEN_LIST) {
      if (open.length === DEEPEST_JSON)
        throw broken(`expected at most ${DEEPEST_JSON} objects inside each other, got more`);
      open.push({ keys: new Set(), key: '' });
    } else if (sign === CLOSE_OBJECT || sign === CLOSE_LIST) open.pop();
    else if (sign === QUOTE) {
      const end = endOfString(text, at);
      if (isFollowedByColon(text, end)) addKey(open, keyOf(text.slice(at, end + 1)), duplicate);
      at = end;
    }
  }
}

const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST, QUOTE, BACKSLASH, COLON] = [...'{}[]"\\:'].map((sign) =>
  sign.charCodeAt(0),
);

const keyOf = (token: string): string =>
  token.includes('\\') ? (JSON.parse(token) as string) : token.slice(1, token.length - 1);

function addKey(open: readonly Level[], key: string, duplicate: JsonFaults['duplicate']): void {
  const level = open.at(-1)!;
  if (level.keys.has(key)) {
    const path = open.slice(0, -1).flatMap((around) => around.key || []);
    throw duplicate(key, path);
  }
  level.keys.add(key);
  level.key = key;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  for (let sign = text.charCodeAt(at); sign !== QUOTE; sign = text.charCodeAt(at)) at += sign === BACKSLASH ? 2 : 1;
  return at;
}

/** JSON's white space is below the space, and nothing else there is JSON. */
function isFollowedByColon(text: string, end: number): boolean {
  let at = end + 1;
  while (text.charCodeAt(at) <= 0x20) at++;
  return text.charCodeAt(at) === COLON;
}
