import { excerpt, excerptName } from '../../core/excerpt.js';

/** What is read from a file, before anything is known of it. */
export type Json = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `batchInputShape`, as tfjs spells it and people write it, beside Keras' `batch_input_shape`. */
export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The same fields, each under Keras' spelling too. */
export function pythonic(fields: Json): Json {
  const own = Object.keys(fields).filter((name) => /^[a-z]+(?:[A-Z][a-z]*)+$/.test(name));
  if (!own.length) return fields;
  return { ...Object.fromEntries(own.map((name) => [snakeCase(name), fields[name]])), ...fields };
}

/** A model's text that is not what Keras writes. */
export class ModelTextError extends TypeError {
  override readonly name = 'ModelTextError';
  constructor(
    /** The layer, or the field. */
    readonly place: string,
    readonly expected: string,
    readonly received: unknown,
  ) {
    super(`model.json: ${excerptName(place)}: expected ${expected}, got ${excerpt(received)}`);
  }
}

/** A shape without the batch; `null` where an axis is open. */
export type Axes = readonly (number | null)[];

const isAxis = (axis: unknown): axis is number | null =>
  axis === null || (Number.isSafeInteger(axis) && (axis as number) > 0);

/** `[null, 224, 224, 3]` → `[224, 224, 3]`; `undefined` for what is no such list. */
export function withoutBatch(shape: unknown): Axes | undefined {
  if (!Array.isArray(shape)) return undefined;
  const axes: unknown[] = shape.slice(1);
  return axes.every(isAxis) ? axes : undefined;
}
