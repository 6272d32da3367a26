/** What lies beside a model: `metadata.json` as Teachable Machine writes it. */
export interface Metadata {
  readonly labels: readonly string[];
  /** Pixels along each side. */
  readonly imageSize?: number | undefined;
  readonly modelName?: string | undefined;
  /** The file's name. */
  readonly source: string;
}

/** Throws a sentence that names the file and the field. */
export function parseMetadata(json: unknown, source: string): Metadata {
  const fields = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>;
  const { labels = [], imageSize, modelName } = fields;
  if (!Array.isArray(labels) || !labels.every((label) => typeof label === 'string'))
    throw new Error(`${source}: expected labels as a list of texts, got ${JSON.stringify(labels).slice(0, 60)}`);
  const side = Number.isSafeInteger(imageSize) && (imageSize as number) > 0 ? (imageSize as number) : undefined;
  if (imageSize !== undefined && side === undefined)
    throw new Error(
      `${source}: expected imageSize as a number of pixels, got ${JSON.stringify(imageSize).slice(0, 60)}`,
    );
  return {
    labels,
    imageSize: side,
    modelName: typeof modelName === 'string' && modelName ? modelName : undefined,
    source,
  };
}
