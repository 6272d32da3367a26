/** Seeded damage to weights files: what disks, converters and ill will do to them. */
import type { Seeded } from './seeded.js';

type Json = Record<string, unknown>;

const NAMES = [
  'bn',
  'constructor',
  '__proto__',
  'ключ',
  'e\u0301',
  'é',
  '\u202e',
  '',
  'module.bn',
  'x:0',
  '💥',
  '\ud800',
];
const DTYPES = [
  'F32',
  'F16',
  'BF16',
  'F64',
  'I64',
  'U8',
  'BOOL',
  'F8_E4M3',
  'float32',
  'uint8',
  'toString',
  'f32',
  '',
  7,
  null,
];
const COUNTS = [0, 1, 2, 3, -1, -0, 1.5, 1e1, 2 ** 31, 2 ** 53, 1e308, '3', null, [3], {}];

const clone = <T>(value: T): T => structuredClone(value);
const keysOf = (value: object): string[] => Object.keys(value);

/** Flips bits anywhere from `start` to `end`. */
export function flipBits(bytes: Uint8Array, random: Seeded, start = 0, end = bytes.length): void {
  if (start >= end) return;
  for (let n = random.integer(1, 4); n > 0; n--) bytes[random.integer(start, end - 1)]! ^= 1 << random.integer(0, 7);
}

/** A file that is shorter, longer, or not there. */
export function resize(bytes: Uint8Array, random: Seeded): Uint8Array {
  if (random.chance(0.1)) return new Uint8Array(0);
  if (random.chance(0.5)) return bytes.slice(0, random.integer(0, bytes.length));
  const longer = new Uint8Array(bytes.length + random.oneOf([1, 4, 8, 1000]));
  longer.set(bytes);
  return longer;
}

/** Numbers that are none, and variances that cannot be, written over the data. */
export function spoilNumbers(bytes: Uint8Array, random: Seeded, start: number): void {
  const patterns = [0x7fc00000, 0x7f800000, 0xff800000, 0xbf800000, 0x7c007c00, 0x7e007e00];
  const at = start + 4 * random.integer(0, Math.max(0, Math.floor((bytes.length - start) / 4) - 1));
  if (at + 4 <= bytes.length) new DataView(bytes.buffer, bytes.byteOffset).setUint32(at, random.oneOf(patterns), true);
}

/** Changes one thing of one tensor's entry, or moves entries about. */
export function spoilHeader(given: Json, random: Seeded): Json {
  const header = clone(given);
  const name = random.oneOf(keysOf(header));
  const entry = header[name] as Json;
  const offsets = entry['data_offsets'] as number[] | undefined;
  const shape = entry['shape'] as unknown[] | undefined;
  const other = header[random.oneOf(keysOf(header))] as Json;
  const acts: (() => Json)[] = [
    () => ({ ...header, [name]: { ...entry, dtype: random.oneOf(DTYPES) } }),
    () => ({ ...header, [name]: { ...entry, shape: shape?.toReversed() } }),
    () => ({ ...header, [name]: { ...entry, shape: shape?.with(0, random.oneOf(COUNTS)) } }),
    () => ({ ...header, [name]: { ...entry, shape: [...(shape ?? []), random.oneOf([1, 1, 2])] } }),
    () => ({ ...header, [name]: { ...entry, shape: random.oneOf<unknown>([null, 'x', {}, [], 3]) } }),
    () => ({
      ...header,
      [name]: { ...entry, data_offsets: offsets?.map((at) => at + random.oneOf([-4, -1, 1, 4, 1e6])) },
    }),
    () => ({ ...header, [name]: { ...entry, data_offsets: offsets?.toReversed() } }),
    () => ({ ...header, [name]: { ...entry, data_offsets: offsets?.with(1, random.oneOf(COUNTS) as number) } }),
    () => ({ ...header, [name]: { ...entry, data_offsets: other['data_offsets'] } }),
    () => ({ ...header, [name]: { ...other, shape: entry['shape'] } }),
    () => exchange(header, random),
    () => ({ ...header, [name]: random.oneOf<unknown>([null, 1, 'x', [], {}]) }),
    () => Object.fromEntries(Object.entries(header).filter(([key]) => key !== name)),
    () =>
      Object.fromEntries(
        Object.entries(header).map(([key, value]) => [key === name ? rename(key, random) : key, value]),
      ),
    () => ({ ...header, [rename(name, random)]: { dtype: 'F32', shape: [0], data_offsets: [0, 0] } }),
    () => ({ ...header, 'stem.num_batches_tracked': { dtype: 'I64', shape: [0], data_offsets: [0, 0] } }),
    () => ({ ...header, __metadata__: random.oneOf<unknown>([null, 'text', { a: 1 }, [], { format: 'pt' }]) }),
    () => Object.fromEntries(Object.entries(header).toReversed()),
  ];
  return random.oneOf(acts)();
}

/** Two tensors of one shape change places: a good file with other numbers. */
function exchange(header: Json, random: Seeded): Json {
  const keyOf = (entry: unknown): string => JSON.stringify([(entry as Json)['dtype'], (entry as Json)['shape']]);
  const name = random.oneOf(keysOf(header));
  const twins = keysOf(header).filter((one) => keyOf(header[one]) === keyOf(header[name]));
  const twin = random.oneOf(twins);
  return { ...header, [name]: header[twin], [twin]: header[name] };
}

const rename = (name: string, random: Seeded): string =>
  random.oneOf([
    `module.${name}`,
    `${name}:0`,
    name.normalize('NFD'),
    `${name}\u200b`,
    name.toUpperCase(),
    random.oneOf(NAMES),
  ]);

/** Changes the text of a JSON file below the level of its meaning. */
export function spoilText(text: string, random: Seeded): string {
  const at = random.integer(0, text.length);
  const key = /"([^"]+)":/g;
  const keys = [...text.matchAll(key)];
  const one = random.oneOf(keys);
  const acts: (() => string)[] = [
    () => text.slice(0, at),
    () =>
      text.slice(0, at) +
      random.oneOf(['{', '}', '"', ',', '\\', '\u0000', ' ', '\ufeff', '1e999', '\n']) +
      text.slice(at),
    () => `${text.slice(0, one.index)}${one[0]}1,${text.slice(one.index)}`,
    () => text.replace(one[0], `"${escape(one[1]!)}":`),
    () =>
      text.replace(
        '{',
        `{"deep":${'['.repeat(random.oneOf([50, 100_000]))}${']'.repeat(random.oneOf([50, 100_000]))},`,
      ),
    () => `${text}${' '.repeat(random.integer(0, 9))}`,
    () => `${random.oneOf(['\ufeff', ' ', '\n', '<!doctype html>', 'version https://git-lfs'])}${text}`,
    () => text.replaceAll('float32', random.oneOf(['float16', 'float31', 'int32', 'complex64'])),
  ];
  return random.oneOf(acts)();
}

/** The same key in other signs: `a` as `\\u0061`. */
const escape = (key: string): string =>
  [...key].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');

interface Group {
  paths: unknown;
  weights: Json[];
}

/** Changes one thing of a manifest. */
export function spoilManifest(given: { weightsManifest: unknown[] }, random: Seeded): object {
  const model = clone(given) as { weightsManifest: Group[] };
  const group = random.oneOf(model.weightsManifest);
  const weight = random.oneOf(group.weights);
  const quantization = (weight['quantization'] ?? {}) as Json;
  const paths = group.paths as string[];
  const acts: (() => unknown)[] = [
    () => (weight['dtype'] = random.oneOf(DTYPES)),
    () => (weight['shape'] = (weight['shape'] as number[]).toReversed()),
    () => (weight['shape'] = (weight['shape'] as unknown[]).with(0, random.oneOf(COUNTS))),
    () => (weight['name'] = random.oneOf([rename(String(weight['name']), random), 3, null])),
    () => (weight['name'] = random.oneOf(group.weights)['name']),
    () => delete quantization[random.oneOf(['scale', 'min', 'dtype', 'original_dtype'])],
    () => (quantization[random.oneOf(['scale', 'min'])] = random.oneOf([0, -1, 1e38, 1e300, null, '1', 0.5])),
    () => (quantization['dtype'] = random.oneOf(['uint8', 'uint16', 'float16', 'int8', null])),
    () =>
      (weight['quantization'] = random.oneOf<unknown>([
        null,
        undefined,
        {},
        'uint8',
        { dtype: 'uint8', scale: 1, min: 0 },
      ])),
    () => (group.paths = paths.toReversed()),
    () => (group.paths = [...paths, random.oneOf([...paths, 'lost.bin', '../a.bin', 'sub/a.bin'])]),
    () => (group.paths = paths.slice(1)),
    () => (group.paths = random.oneOf<unknown>([null, 'a.bin', [3], []])),
    () => group.weights.reverse(),
    () => group.weights.splice(random.integer(0, group.weights.length - 1), 1),
    () => (model.weightsManifest = random.oneOf<unknown>([[], null, {}, [null], [{}]]) as Group[]),
    () => model.weightsManifest.push(clone(group)),
  ];
  random.oneOf(acts)();
  return model;
}
