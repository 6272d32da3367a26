/** JSON from a file that nobody vouches for: what `JSON.parse` lets pass without a word is said. */

/** Deeper than any real header or topology. */
const DEEPEST = 100;

export interface JsonFaults {
  /** The text is no JSON, or too deep. */
  readonly broken: (problem: string) => Error;
  /** A key comes twice in one object; `path` leads to that object. */
  readonly duplicate: (key: string, path: readonly string[]) => Error;
}

/** The value of a text. Throws what `faults` makes of bad syntax, of equal keys in one object, and of deep nesting. */
export function parseStrictly(text: string, { broken, duplicate }: JsonFaults): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw broken(`expected JSON, got ${JSON.stringify(text.slice(0, 40))}`);
  }
  const open: Level[] = [];
  for (const token of tokensOf(text)) {
    if (token === '}' || token === ']') open.pop();
    else if (token === '{' || token === '[') {
      if (open.length === DEEPEST) throw broken(`expected at most ${DEEPEST} objects inside each other, got more`);
      open.push({ keys: new Set(), key: '' });
    } else addKey(open, JSON.parse(token) as string, duplicate);
  }
  return value;
}

interface Level {
  readonly keys: Set<string>;
  key: string;
}

function addKey(open: readonly Level[], key: string, duplicate: JsonFaults['duplicate']): void {
  const level = open.at(-1)!;
  if (level.keys.has(key)) {
    const path = open.slice(0, -1).flatMap((around) => around.key || []);
    throw duplicate(key, path);
  }
  level.keys.add(key);
  level.key = key;
}

/** Brackets and keys of a text that is known to be JSON, in their order. Looks at each character once. */
function* tokensOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === '{' || sign === '}' || sign === '[' || sign === ']') yield sign;
    if (sign !== '"') continue;
    const end = endOfString(text, at);
    if (isFollowedByColon(text, end)) yield text.slice(at, end + 1);
    at = end;
  }
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function isFollowedByColon(text: string, end: number): boolean {
  let at = end + 1;
  while (/\s/.test(text[at] ?? '')) at++;
  return text[at] === ':';
}
