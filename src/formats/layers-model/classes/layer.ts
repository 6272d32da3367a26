/** What the readers of layer classes have in common. */
import { excerpt } from '../../../core/excerpt.js';
import type { AttributesOf, OpKind } from '../../../core/ops/index.js';
import { isRecord, type Json } from '../json.js';
import type { Dims, Known } from '../tensor.js';

/** A use of a layer, its inputs known. */
export interface Layer {
  readonly config: Json;
  /** What it is called with, beside its inputs. */
  readonly values: Json;
  readonly inputs: readonly Known[];
  /** Adds a node; `part` names it where the layer becomes several. Throws `RangeError` with the rule that is broken. */
  add<K extends OpKind>(
    part: string,
    kind: K,
    attributes: AttributesOf<K>,
    inputs: readonly Known[],
    dims?: Dims,
  ): Known;
  /** Adds a node of which nothing is known but its name. */
  addUnknown(part: string, className: string, why: string, input: Known): Known;
}

/** Makes of a layer what the core knows; gives the tensor that comes out. A layer that does nothing gives its input. */
export type ReadLayer = (layer: Layer) => Known;

/** A setting of a known layer that we cannot follow: the layer is drawn as unknown. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';
}

/** The one input. */
export function inputOf({ inputs }: Layer): Known {
  if (inputs.length !== 1) throw new Unsupported(`expected one input, got ${inputs.length}`);
  return inputs[0]!;
}

/** The one input, as a map of rows, columns and channels. */
export function mapOf(layer: Layer): Known {
  const input = inputOf(layer);
  if (input.dims.length !== 3) throw new Unsupported(`expected a map, got a tensor of shape ${excerpt(input.dims)}`);
  const format = layer.config['data_format'] ?? 'channels_last';
  // Files that tfjs has saved itself write the name in its own spelling.
  if (format !== 'channels_last' && format !== 'channelsLast')
    throw new Unsupported(`expected channels last, got ${excerpt(format)}`);
  return input;
}

/** A whole number of at least 1. */
export function countIn(config: Json, name: string, absent?: number): number {
  const value = config[name] ?? absent;
  if (Number.isSafeInteger(value) && (value as number) > 0) return value as number;
  throw new Unsupported(`expected ${name} to be a whole number of at least 1, got ${excerpt(config[name])}`);
}

export function numberIn(config: Json, name: string, absent: number): number {
  const value = config[name] ?? absent;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new Unsupported(`expected ${name} to be a number, got ${excerpt(value)}`);
}

/** One number, or one a channel, however many axes the file puts around them. */
export function numbersIn(config: Json, name: string, absent: number): number | readonly number[] {
  const value = config[name] ?? absent;
  const numbers: unknown[] = Array.isArray(value) ? value.flat(8) : [value];
  if (numbers.length && numbers.every((one) => typeof one === 'number' && Number.isFinite(one)))
    return numbers.length > 1 ? (numbers as number[]) : (numbers[0] as number);
  throw new Unsupported(`expected ${name} to be a number, or one a channel, got ${excerpt(value)}`);
}

/** One number for rows and columns, or two. */
export function pairIn(
  config: Json,
  name: string,
  absent?: readonly number[],
): readonly [rows: number, columns: number] {
  const value = config[name] ?? absent;
  const pair: unknown[] = Array.isArray(value) ? (value.length === 1 ? [value[0], value[0]] : value) : [value, value];
  if (pair.length === 2 && pair.every((one) => Number.isSafeInteger(one) && (one as number) > 0))
    return pair as [number, number];
  throw new Unsupported(`expected ${name} to be one or two whole numbers, got ${excerpt(value)}`);
}

export function flagIn(config: Json, name: string, absent: boolean): boolean {
  const value = config[name] ?? absent;
  if (typeof value === 'boolean') return value;
  throw new Unsupported(`expected ${name} to be true or false, got ${excerpt(value)}`);
}

/** A name, also where Keras wraps it: `{class_name: "function", config: "relu"}`. */
export function nameIn(config: Json, name: string): string | undefined {
  const value = config[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (isRecord(value)) {
    const inner = isRecord(value['config']) ? value['config']['name'] : value['config'];
    const found = typeof inner === 'string' && value['class_name'] === 'function' ? inner : value['class_name'];
    if (typeof found === 'string') return found;
  }
  throw new Unsupported(`expected ${name} to be a name, got ${excerpt(value)}`);
}

/** Whether an axis, or a list of one, means the last. */
export function isLastAxis(axis: unknown, { dims }: Known): boolean {
  const one: unknown = Array.isArray(axis) && axis.length === 1 ? axis[0] : axis;
  return one === -1 || one === dims.length;
}
