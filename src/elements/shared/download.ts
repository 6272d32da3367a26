/** How long a browser may take to begin a download. */
const DOWNLOAD_MS = 10_000;

/** Hands a file to the reader. */
export function download(blob: Blob, name: string): void {
  const href = URL.createObjectURL(blob);
  Object.assign(document.createElement('a'), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), DOWNLOAD_MS);
}
