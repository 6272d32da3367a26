/** Option sets that nobody means well: values of every type, at and beyond every bound, and objects that throw when read. */
import type { Family, OptionSpec } from '../../src/core/index.js';
import type { Seeded } from './seeded.js';

type Given = Readonly<Record<string, unknown>>;

const boom = (): never => {
  throw new Error('boom');
};

const circularList = (): unknown[] => {
  const list: unknown[] = [1];
  list.push(list);
  return list;
};

const circularObject = (): object => {
  const object: Record<string, unknown> = { a: 1 };
  object['self'] = object;
  return object;
};

const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = [value];
  return value;
};

const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  return proxy;
};

const throwing = (target: object): object => new Proxy(target, { get: boom, ownKeys: boom, has: boom });

/** Each makes its value anew: some are changed by being looked at. */
export const hostileValues: readonly (() => unknown)[] = [
  ...[null, undefined, NaN, Infinity, -Infinity, -0, 0, -1, 0.5, 2 ** 31, 2 ** 53, 1e308, true, false].map(
    (value) => () => value,
  ),
  ...['', ' ', 'abc', 'constructor', '__proto__', '\u202e', '\ud800', '1', 'null'].map((value) => () => value),
  () => 'x'.repeat(1_000_000),
  () => 1n,
  () => 10n ** 5000n,
  () => Symbol('symbol'),
  () => boom,
  () => ({}),
  () => [],
  () => [[]],
  () => [1, 2, 3],
  () => [[1n, 1n, 1n, 1n]],
  () => [[1, 16, 1, NaN]],
  () => [null, null],
  () => Array(2 ** 32 - 1),
  () => Array.from({ length: 100_000 }, () => [1, 16, 1, 1]),
  () => nested(100_000),
  () => new Float32Array(1_000_000),
  () => new Date(NaN),
  () => new Map([['a', 1]]),
  circularList,
  circularObject,
  () => ({ toJSON: boom }),
  () => ({ toString: boom, valueOf: boom }),
  () => Object.defineProperty({}, 'a', { get: boom, enumerable: true }),
  () => Object.defineProperty([1, 2], 0, { get: boom }),
  () => [Object.defineProperty([1, 2, 3, 4], 2, { get: boom })],
  () => throwing({}),
  () => throwing([1, 2]),
  () => [throwing([1, 16, 1, 1])],
  revoked,
  () => new Proxy([1, 2], { get: (list, key) => (key === 'length' ? 1e9 : Reflect.get(list, key)) }),
  // oxlint-disable-next-line no-new-wrappers, unicorn/new-for-builtins
  () => new Number(1),
];

/** A value that the option takes by itself, near its bounds more often than not. */
function validValue(spec: OptionSpec, random: Seeded): unknown {
  switch (spec.type) {
    case 'flag':
      return random.chance(0.5);
    case 'choice':
      return random.oneOf(spec.values).value;
    case 'number':
      return random.oneOf([spec.minimum, spec.maximum, between(spec, random), ...(spec.marks ?? [])]);
    case 'integer':
      return random.oneOf([spec.minimum, spec.maximum, Math.round(between(spec, random)), ...(spec.marks ?? [])]);
    case 'resolution': {
      const side = (): number => random.oneOf([spec.minimum, random.integer(spec.minimum, 300), spec.maximum]);
      return random.chance(0.5) ? side() : [side(), side()];
    }
    case 'blocks':
      return Array.from({ length: random.oneOf([1, 2, 3, 24]) }, () => [
        random.oneOf([0.25, 1, 2.5, 6, 32]),
        random.oneOf([1, 3, 24, 4096]),
        random.oneOf([1, 1, 2, 32]),
        random.oneOf([1, 2, 3, 4]),
      ]);
  }
}

const between = ({ minimum, maximum }: { minimum: number; maximum: number }, random: Seeded): number =>
  minimum + random.next() * (maximum - minimum);

/** Half of the sets are valid one by one; whether they are together is for the builder to say. */
export function hostileOptions(family: Family, random: Seeded): unknown {
  const isHostile = random.chance(0.5);
  const chosen: Record<string, unknown> = {};
  if (random.chance(0.3)) chosen['preset'] = random.oneOf(Object.keys(family.presets));
  for (const spec of family.options) if (random.chance(0.4)) chosen[spec.name] = validValue(spec, random);
  return isHostile ? spoiled(family, chosen, random) : chosen;
}

function spoiled(family: Family, chosen: Given, random: Seeded): unknown {
  const name = random.oneOf(['preset', ...family.options.map((spec) => spec.name)]);
  const value = (): unknown => random.oneOf(hostileValues)();
  return random.oneOf<() => unknown>([
    ...Array.from({ length: 8 }, () => () => ({ ...chosen, [name]: value() })),
    () => Object.defineProperty({ ...chosen }, name, { get: boom, enumerable: true }),
    () => ({ ...chosen, [random.oneOf(['', 'wdith', '__proto__', 'x'.repeat(100_000)])]: value() }),
    () => throwing(chosen),
    value,
  ])();
}
