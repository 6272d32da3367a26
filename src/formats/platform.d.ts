/** What reading files needs of a platform, and browsers, workers and Node have alike: this room has no DOM types. */
interface Blob {
  readonly size: number;
  slice(start?: number, end?: number): Blob;
  arrayBuffer(): Promise<ArrayBuffer>;
  text(): Promise<string>;
}
interface File extends Blob {
  readonly name: string;
}
// oxlint-disable-next-line no-var -- only a var is a property of globalThis
declare var File: { new (parts: readonly unknown[], name: string): File; readonly prototype: File };
// oxlint-disable-next-line no-var -- as above
declare var Blob: { new (parts: readonly unknown[]): Blob };
declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean });
  decode(bytes?: ArrayBuffer | ArrayBufferView): string;
}
declare const performance: { now(): number };
declare function setTimeout(act: (value?: unknown) => void, milliseconds?: number): unknown;
declare function atob(text: string): string;
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
interface BytesReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  cancel(): Promise<void>;
}
interface BytesWriter {
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}
declare class DecompressionStream {
  constructor(format: 'deflate-raw' | 'deflate');
  readonly readable: { getReader(): BytesReader };
  readonly writable: { getWriter(): BytesWriter };
}
