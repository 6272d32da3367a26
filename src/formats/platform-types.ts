/** Files as programs have them, also those without the DOM's types. */

/** What is read of a `Blob`; browsers' and Node's are such. */
export interface BlobLike {
  readonly size: number;
  slice(start?: number, end?: number): BlobLike;
  arrayBuffer(): Promise<ArrayBuffer>;
  text(): Promise<string>;
}

interface FileLike extends BlobLike {
  readonly name: string;
}

/** The platform's own `File`, where a program has its type. */
export type PlatformFile = typeof globalThis extends { File: { prototype: infer Own } } ? Own : FileLike;

/** What is asked of an `AbortSignal`. */
export interface SignalLike {
  readonly aborted: boolean;
  /** Throws what it was aborted with. */
  throwIfAborted(): void;
}
