/**
 * A second, slow and plain reader of weights files: what the loader is held against. It shares no code with it; it says
 * what a file holds, or nothing where the format forbids the file.
 */
export interface Held {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

export type Holding = ReadonlyMap<string, Held>;

/** Thrown inside, never out. */
class Invalid extends Error {}

const insist: (condition: unknown) => asserts condition = (condition) => {
  if (!condition) throw new Invalid();
};

const orNothing = (read: () => Holding): Holding | undefined => {
  try {
    return read();
  } catch (error) {
    if (error instanceof Invalid) return undefined;
    throw error;
  }
};

/** JSON by recursive descent: knows when a key comes twice, and stops at 100 levels. */
export function parse(text: string): unknown {
  let at = 0;
  const space = (): void => {
    while (' \t\n\r'.includes(text[at] ?? 'x')) at++;
  };
  const take = (sign: string): void => {
    insist(text.startsWith(sign, at));
    at += sign.length;
  };
  const scalar = (form: RegExp): unknown => {
    form.lastIndex = at;
    const [found] = form.exec(text) ?? [];
    insist(found);
    at += found.length;
    try {
      return JSON.parse(found);
    } catch {
      throw new Invalid();
    }
  };
  const string = (): string => scalar(/"(?:[^"\\]|\\[^])*?"/y) as string;
  const value = (depth: number): unknown => {
    space();
    const sign = text[at];
    if (sign === '{' || sign === '[') insist(depth < 100);
    if (sign === '{') return object(depth + 1);
    if (sign === '[') return array(depth + 1);
    return sign === '"' ? string() : scalar(/[^\s,\]}]+/y);
  };
  const list = (close: string, item: () => void): void => {
    at++;
    space();
    if (text[at] === close) return void at++;
    for (;;) {
      item();
      space();
      if (text[at] === close) return void at++;
      take(',');
    }
  };
  const object = (depth: number): object => {
    const found = new Map<string, unknown>();
    list('}', () => {
      space();
      const key = string();
      insist(!found.has(key));
      space();
      take(':');
      found.set(key, value(depth));
    });
    return Object.fromEntries(found);
  };
  const array = (depth: number): unknown[] => {
    const found: unknown[] = [];
    list(']', () => found.push(value(depth)));
    return found;
  };
  const whole = value(0);
  space();
  insist(at === text.length);
  return whole;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const areCounts = (value: unknown): value is number[] => Array.isArray(value) && value.every(isCount);
const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

const half = (bits: number): number => {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : 2 ** -14 * (fraction / 1024));
};
const brain = (bits: number): number => new DataView(Uint32Array.of(bits * 65536).buffer).getFloat32(0, true);

/** One value of each format, at a place. */
const formats: Record<string, [bytes: number, read: (view: DataView, at: number) => number]> = {
  F64: [8, (view, at) => Math.fround(view.getFloat64(at, true))],
  F32: [4, (view, at) => view.getFloat32(at, true)],
  F16: [2, (view, at) => half(view.getUint16(at, true))],
  BF16: [2, (view, at) => brain(view.getUint16(at, true))],
  I64: [8, () => NaN],
  uint8: [1, (view, at) => view.getUint8(at)],
  uint16: [2, (view, at) => view.getUint16(at, true)],
};
/** Formats that files have and weights do not. */
const others: Record<string, number> = {
  I32: 4,
  I16: 2,
  I8: 1,
  U64: 8,
  U32: 4,
  U16: 2,
  U8: 1,
  BOOL: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
};

function valuesAt(bytes: Uint8Array, from: number, count: number, format: string): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset + from);
  const [size, read] = formats[format]!;
  return Array.from({ length: count }, (_, i) => read(view, i * size));
}

const bytesOf = (dtype: unknown): number | undefined => {
  if (typeof dtype !== 'string' || !/^[A-Z]/.test(dtype)) return undefined;
  return Object.hasOwn(formats, dtype) ? formats[dtype]![0] : Object.hasOwn(others, dtype) ? others[dtype] : undefined;
};

/** What a `.safetensors` holds. */
export const holdingOfSafetensors = (bytes: Uint8Array): Holding | undefined =>
  orNothing(() => {
    insist(bytes.length >= 8);
    const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
    insist(length <= bytes.length - 8);
    const header = parse(utf8(bytes.subarray(8, 8 + length)));
    insist(typeof header === 'object' && header && !Array.isArray(header));
    const data = bytes.subarray(8 + length);
    const owners = new Int32Array(data.length);
    const ends = new Set([0]);
    const starts: number[] = [];
    const held = new Map<string, Held>();
    for (const [name, entry] of Object.entries(header)) {
      if (name === '__metadata__') continue;
      const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Record<string, unknown>;
      const size = bytesOf(dtype);
      insist(size && areCounts(shape) && areCounts(offsets) && offsets.length === 2);
      const [from, to] = offsets as [number, number];
      insist(from <= to && to <= data.length && to - from === size * product(shape));
      for (let i = from; i < to; i++) owners[i]!++;
      ends.add(to);
      starts.push(from);
      const known = formats[dtype as string];
      held.set(name, { shape, values: known ? valuesAt(data, from, product(shape), dtype as string) : [NaN] });
    }
    insist(owners.every((count) => count === 1) && starts.every((start) => ends.has(start)));
    return held;
  });

interface Weight {
  readonly name: unknown;
  readonly shape: unknown;
  readonly dtype: unknown;
  readonly quantization?: { readonly dtype: unknown; readonly scale: unknown; readonly min: unknown } | null;
}

/** How a weight of a manifest is stored: bytes a value, and what makes its number of it. */
function storage({ dtype, quantization }: Weight): [bytes: number, read: (view: DataView, at: number) => number] {
  insist(dtype === 'float32' || dtype === 'int32' || dtype === 'bool');
  if (quantization === undefined) return dtype === 'float32' ? formats['F32']! : [dtype === 'bool' ? 1 : 4, () => NaN];
  insist(quantization);
  const { dtype: stored, scale, min } = quantization;
  if (stored === 'float16') return formats['F16']!;
  insist((stored === 'uint8' || stored === 'uint16') && Number.isFinite(scale) && scale !== 0 && Number.isFinite(min));
  const [bytes, read] = formats[stored]!;
  return [bytes, (view, at) => Math.fround(read(view, at) * (scale as number) + (min as number))];
}

/** What a `model.json` with the files beside it holds. */
export const holdingOfModel = (text: string, files: ReadonlyMap<string, Uint8Array>): Holding | undefined =>
  orNothing(() => {
    const { weightsManifest: groups } = (parse(text) ?? {}) as { weightsManifest?: unknown };
    insist(Array.isArray(groups));
    const held = new Map<string, Held>();
    const used = new Set<string>();
    for (const { paths, weights } of groups.map((group) => (group ?? {}) as Record<string, unknown>)) {
      insist(Array.isArray(paths) && Array.isArray(weights));
      const parts = (paths as unknown[]).map((path) => {
        insist(typeof path === 'string' && !used.has(path) && files.has(path.split('/').at(-1)!));
        used.add(path);
        return files.get(path.split('/').at(-1)!)!;
      });
      const bytes = joined(parts);
      let at = 0;
      for (const weight of (weights as (Weight | null)[]).map((one) => one ?? ({} as Weight))) {
        const { name, shape } = weight;
        insist(typeof name === 'string' && !held.has(name) && areCounts(shape));
        const [size, read] = storage(weight);
        const count = product(shape);
        insist(at + count * size <= bytes.length);
        const view = new DataView(bytes.buffer, at);
        held.set(name, { shape, values: Array.from({ length: count }, (_, i) => read(view, i * size)) });
        at += count * size;
      }
      insist(at === bytes.length);
    }
    return held;
  });

/** The parts one after the other. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Invalid();
  }
}
