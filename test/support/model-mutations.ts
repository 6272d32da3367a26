/** Seeded damage to models: what disks, converters and ill will do to them. */
import type { Seeded } from './seeded.js';

const EXTREMES = [0, 1, 0x7f, 0x80, 0xff, 0xffff, 0x7fffffff, 0xffffffff, 0x80000000, 1_000_000_000];

/** Bits, whole numbers, runs and ends of a binary file. */
export function damageBytes(bytes: Uint8Array<ArrayBuffer>, random: Seeded): Uint8Array<ArrayBuffer> {
  const place = (): number => random.integer(0, bytes.length - 1);
  const kind = random.integer(0, 5);
  if (kind === 0) return bytes.slice(0, place());
  if (kind === 1) {
    const at = place();
    return Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(at + random.integer(1, 40))]);
  }
  if (kind === 2) {
    const at = place();
    return Uint8Array.from([
      ...bytes.slice(0, at),
      ...bytes.slice(at, at + random.integer(1, 200)),
      ...bytes.slice(at),
    ]);
  }
  for (let n = random.integer(1, 6); n > 0; n--) {
    const at = place();
    if (kind === 3) bytes[at]! ^= 1 << random.integer(0, 7);
    else if (kind === 4) bytes[at] = random.integer(0, 255);
    else new DataView(bytes.buffer).setUint32(Math.min(at, bytes.length - 4), random.oneOf(EXTREMES), true);
  }
  return bytes;
}

const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e308,
  2 ** 53,
  2 ** 31,
  '',
  'x',
  'x'.repeat(5000),
  '-1',
  '9'.repeat(30),
  [],
  {},
  [[]],
  [-1],
  ['a', 'b'],
];

/** The text of a JSON value, somewhere in which is another. */
export function damageJson(json: object, random: Seeded): string {
  const copy = structuredClone(json);
  for (let n = random.integer(1, 3); n > 0; n--) {
    const places: { readonly holder: Record<string, unknown>; readonly key: string }[] = [];
    collect(copy, places);
    if (!places.length) break; // nothing is left to damage
    const { holder, key } = random.oneOf(places);
    const kind = random.integer(0, 3);
    if (kind === 0) delete holder[key];
    else if (kind === 1) holder[key] = random.oneOf(VALUES);
    else if (kind === 2) holder[key] = random.oneOf(places).holder;
    else {
      const other = random.oneOf(places);
      holder[key] = structuredClone(other.holder[other.key]);
    }
  }
  const text = written(copy);
  return random.chance(0.1) ? text.slice(0, random.integer(0, text.length)) : text;
}

function collect(
  value: object,
  places: { readonly holder: Record<string, unknown>; readonly key: string }[],
  depth = 0,
): void {
  if (depth > 30 || places.length > 20_000) return;
  for (const [key, inner] of Object.entries(value)) {
    places.push({ holder: value as Record<string, unknown>, key });
    if (typeof inner === 'object' && inner !== null) collect(inner as object, places, depth + 1);
  }
}

/** A circle cannot be written: it becomes what it is, a very deep text. */
function written(value: object): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '['.repeat(10_000) + ']'.repeat(10_000);
  }
}
