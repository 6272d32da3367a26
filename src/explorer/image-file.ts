/** Whether a file is a picture, by what it begins with: people's files have any name, and systems name few of the types. */

/** Where a format's mark stands, and what it is. */
const MARKS: readonly (readonly [at: number, mark: string])[] = [
  [0, '\x89PNG'],
  [0, '\xff\xd8\xff'],
  [0, 'GIF8'],
  [8, 'WEBP'],
  [0, 'BM'],
  [4, 'ftypavif'],
  [4, 'ftyphei'],
  [4, 'ftypmif1'],
];

const LONGEST = 16;

export async function isImageFile(file: Blob): Promise<boolean> {
  if (file.type.startsWith('image/')) return true;
  const bytes = new Uint8Array(await file.slice(0, LONGEST).arrayBuffer());
  const start = String.fromCharCode(...bytes);
  return MARKS.some(([at, mark]) => start.startsWith(mark, at));
}

/** The pictures among files, and the others. */
export async function partFiles(files: readonly File[]): Promise<readonly [images: File[], others: File[]]> {
  const areImages = await Promise.all(files.map(isImageFile));
  return [files.filter((_, at) => areImages[at]), files.filter((_, at) => !areImages[at])];
}
