import { excerpt, excerptName } from '../../core/index.js';
import { InputError } from '../errors.js';
import { LARGEST_SIDE, MOST_CLASSES } from '../../core/limits.js';

/** What lies beside a model: `metadata.json` as Teachable Machine writes it. */
export interface Metadata {
  readonly labels: readonly string[];
  /** Pixels along each side. */
  readonly imageSize?: number | undefined;
  readonly modelName?: string | undefined;
  /** The file's name. */
  readonly source: string;
}

/** Throws `InputError` that names the file and the field. */
export function parseMetadata(json: unknown, source: string): Metadata {
  const fields = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>;
  const { labels = [], imageSize, modelName } = fields;
  const refuse = (field: string, expected: string): never => {
    const sentence = `${excerptName(source)}: expected ${field} ${expected}, got ${excerpt(fields[field])}`;
    throw new InputError('options', 'file-format', sentence);
  };
  if (!isTexts(labels)) return refuse('labels', 'as a list of texts');
  if (imageSize !== undefined && !isSide(imageSize))
    return refuse('imageSize', `as a number of pixels from 1 to ${LARGEST_SIDE}`);
  if (labels.length > MOST_CLASSES) return refuse('labels', `as a list of at most ${MOST_CLASSES}`);
  return {
    labels: labels.map((label) => excerptName(label)),
    imageSize,
    modelName: typeof modelName === 'string' && modelName ? excerptName(modelName) : undefined,
    source: excerptName(source),
  };
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((text) => typeof text === 'string');

const isSide = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= LARGEST_SIDE;
