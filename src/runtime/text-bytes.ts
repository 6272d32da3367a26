/** Binary files come with the package as text in modules: every bundler moves a module, none of them every other file. */

interface Decoding {
  fromBase64?(text: string): Uint8Array<ArrayBuffer>;
  fromHex?(text: string): Uint8Array<ArrayBuffer>;
}

const native = Uint8Array as Decoding;

/** Natively where the browser can (all since 2025), else byte by byte. */
export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  if (native.fromBase64) return native.fromBase64(text);
  const binary = atob(text);
  return Uint8Array.from({ length: binary.length }, (_, at) => binary.charCodeAt(at));
}

/** The same of two digits a byte. */
export const bytesOfHex = (text: string): Uint8Array<ArrayBuffer> =>
  native.fromHex?.(text) ??
  Uint8Array.from({ length: text.length / 2 }, (_, at) => parseInt(text.slice(2 * at, 2 * at + 2), 16));
